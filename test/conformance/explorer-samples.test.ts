import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SampleLanguage, samples } from "../../apps/console/src/explorer/samples/index.ts";
import {
  createHome,
  type GatewayHome,
  type GatewayProcess,
  removeHome,
  startGatewayProcess,
} from "../support/gateway-process.ts";

const run = promisify(execFile);

/** How each is run, and what tells that it can be. */
const runtimes: Readonly<
  Record<SampleLanguage, { readonly run: readonly string[]; readonly probe: readonly string[] }>
> = {
  java: { run: ["java"], probe: ["java", "-version"] },
  node: { run: [process.execPath], probe: [process.execPath, "--version"] },
  python: { run: ["python3"], probe: ["python3", "-c", "import cryptography"] },
  php: { run: ["php"], probe: ["php", "-r", "exit(extension_loaded('openssl') ? 0 : 1);"] },
  go: { run: ["go", "run"], probe: ["go", "version"] },
  dotnet: { run: ["dotnet", "run"], probe: ["dotnet", "--version"] },
  curl: { run: ["bash"], probe: ["bash", "-c", "command -v curl openssl"] },
};

const languages = (Object.keys(samples) as SampleLanguage[]).map((language) => {
  const [program = "", ...args] = runtimes[language].probe;
  const isThere = spawnSync(program, args).status === 0;
  return { language, isThere, note: isThere ? "" : ` (skipped: ${program} with what it needs was not found)` };
});

let home: GatewayHome;
let gateway: GatewayProcess;
let folder: string;

beforeAll(async () => {
  home = createHome();
  gateway = await startGatewayProcess(home);
  folder = mkdtempSync(join(tmpdir(), "opencashier-samples-"));
  // Whoever pastes a sample stands in the folder that the gateway was started in.
  symlinkSync(home.dataDir, join(folder, "data"));
});

afterAll(async () => {
  await gateway?.stop();
  removeHome(home);
  rmSync(folder, { recursive: true, force: true });
});

/** What breaks out of a literal in one language or another; the gateway names an id that it does not know. */
const hostileIds = [
  'it\'s "quoted" \\ \\u0041 \\n \\\\ `id` $(id) ${x}',
  "$PATH {$x} #{x} {x} %s */ \"\"\" <?php ?> ''' 支付 🧾",
];

describe.each(languages)("the $language sample$note", ({ language, isThere }) => {
  const send = async (body: object): Promise<Record<string, unknown>> => {
    const { fileName, write } = samples[language];
    const [program = "", ...args] = runtimes[language].run;
    const path = "/ams/sandbox/api/v1/payments/inquiryPayment";
    writeFileSync(join(folder, fileName), write({ path, body: JSON.stringify(body) }));
    const env = { ...process.env, GOCACHE: join(folder, "go-cache"), GOFLAGS: "-mod=mod" };
    const { stdout } = await run(program, [...args, fileName], { cwd: folder, env });
    return JSON.parse(stdout) as Record<string, unknown>;
  };

  test.skipIf(!isThere)(
    "runs as pasted, and takes the answer only from the gateway",
    { timeout: 120_000 },
    async () => {
      expect(await send({ paymentRequestId: "it's 支付" })).toMatchObject({
        result: { resultCode: "ORDER_NOT_EXIST" },
      });
    },
  );

  test.skipIf(!isThere)("sends whatever the body holds, letter for letter", { timeout: 120_000 }, async () => {
    for (const paymentRequestId of hostileIds) {
      const { result } = (await send({ paymentRequestId })) as { readonly result: Record<string, string> };
      expect([result["resultCode"], result["resultMessage"]]).toEqual([
        "ORDER_NOT_EXIST",
        expect.stringContaining(paymentRequestId),
      ]);
    }
  });
});
