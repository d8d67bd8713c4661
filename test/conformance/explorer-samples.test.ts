import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { samples } from "../../apps/console/src/explorer/samples.ts";
import {
  createHome,
  type GatewayHome,
  type GatewayProcess,
  removeHome,
  startGatewayProcess,
} from "../support/gateway-process.ts";

const run = promisify(execFile);
const programs = { curl: ["bash", "sample.sh"], node: [process.execPath, "sample.mjs"] } as const;

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

test.each(["curl", "node"] as const)(
  "the explorer's %s sample runs as pasted, quotes and other scripts included",
  async (language) => {
    const [program, file] = programs[language];
    const body = JSON.stringify({ paymentRequestId: "it's 支付" });
    writeFileSync(join(folder, file), samples[language]({ path: "/ams/sandbox/api/v1/payments/inquiryPayment", body }));
    const { stdout } = await run(program, [file], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ result: { resultCode: "ORDER_NOT_EXIST" } });
  },
);
