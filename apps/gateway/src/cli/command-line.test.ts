import { execFile, type ExecFileException } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contentToSign, formatSignatureHeader, parsePrivateKey, signContentSync } from "@opencashier/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Credentials, toCredentialsText } from "./credentials-file.ts";

/*
 * The command as an operator runs it: a process of its own, a data folder, an exit code.
 */

const root = mkdtempSync(join(tmpdir(), "opencashier-cli-"));
afterAll(() => rmSync(root, { recursive: true }));

const command = fileURLToPath(new URL("../../bin/opencashier.mjs", import.meta.url));

type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ""): Promise<Ran> {
  return new Promise((resolve) => {
    const environment = {
      PATH: process.env["PATH"] ?? "",
      OPENCASHIER_DATA_DIR: join(root, "data"),
      PORT: "0",
      HTTPS_PORT: "0",
      ...env,
    };
    const done = (error: ExecFileException | null, stdout: string, stderr: string): void =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    execFile(process.execPath, [command, ...args], { env: environment, cwd: root }, done).stdin?.end(stdin);
  });
}

/** The JSON a command printed; its words when there is none. */
const runJson = async (
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> => {
  const { stdout, stderr, code } = await run([...args, "--json"], env);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Record<string, unknown>;
};

type MerchantJson = { readonly clientId: string; readonly status: string; readonly keys: readonly object[] };

function makePublicKeyFile(name: string): string {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const path = join(root, name);
  writeFileSync(path, publicKey.export({ format: "pem", type: "spki" }));
  return path;
}

describe("the command", () => {
  test("tells its version and every command", async () => {
    expect((await run(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await run(["--help"]);
    expect(code).toBe(0);
    for (const name of ["start", "migrate", "merchant", "keys", "doctor", "config"])
      expect(stdout).toContain(`  ${name}`);
  });

  test.each([
    ["an unknown command", ["strat"]],
    ["an unknown option", ["start", "--prot", "1"]],
    ["a missing argument", ["merchant", "suspend"]],
    ["keys of nobody", ["keys", "list"]],
    ["a merchant that is not there", ["merchant", "suspend", "NOBODY"]],
    ["nothing to set", ["merchant", "set", "NOBODY"]],
    ["a broken setting", ["config", "print", "--config", "missing.json"]],
  ])("ends with 2 and a word on stderr for %s", async (_, args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/\w/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("refuses to start with a contradiction, before a port is opened", async () => {
    const { code, stderr } = await run(["start"], { PORT: "9000", HTTPS_PORT: "9000" });
    expect(code).toBe(2);
    expect(stderr).toContain("HTTPS_PORT: is 9000, the same as PORT. Give HTTPS a port of its own.");
  });
});

describe("migrate", () => {
  const env = { OPENCASHIER_DATA_DIR: join(root, "migrate") };

  test("tells with --dry-run what it would do, and does it only without", async () => {
    const planned = await runJson(["migrate", "--dry-run"], env);
    expect(planned["pending"]).toEqual(expect.arrayContaining([expect.objectContaining({ number: 1 })]));
    expect(await runJson(["migrate", "--dry-run"], env)).toEqual(planned);
    expect(await runJson(["migrate"], env)).toEqual({ applied: planned["pending"] });
    expect(await runJson(["migrate", "--dry-run"], env)).toEqual({ pending: [] });
    expect((await run(["migrate"], env)).stdout).toBe("The database is up to date.\n");
  });
});

describe("config print", () => {
  test("hides secrets and tells where values come from", async () => {
    const env = { DATABASE_URL: "postgres://u:hidden-word@db/x", OPENCASHIER_MODE: "embedded" };
    const { stdout } = await run(["config", "print"], env);
    expect(stdout).toMatch(/^databaseUrl +postgres:\/\/u:\[hidden\]@db\/x +DATABASE_URL$/m);
    expect(stdout).not.toContain("hidden-word");
  });
});

describe("merchant", () => {
  let clientId: string;
  let file: string;

  beforeAll(async () => {
    const made = await runJson(["merchant", "create", "--name", "Mug shop", "--sandbox", "--currencies", "EUR,USD"]);
    clientId = (made["merchant"] as MerchantJson).clientId;
    file = String(made["credentialsFile"]);
  });

  test("create writes the keys to a file of its own and prints no private key", async () => {
    const credentials = JSON.parse(readFileSync(file, "utf8")) as Credentials;
    expect(credentials).toMatchObject({ clientId, keyVersion: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { stdout, stderr } = await run(["merchant", "create", "--name", "Another"]);
    expect(stdout + stderr).not.toMatch(/[A-Za-z0-9+/]{200}/);
    expect(clientId).toMatch(/^SANDBOX_/);
  });

  test("create takes a public key, and then makes none", async () => {
    const args = [
      "merchant",
      "create",
      "--name",
      "Own key",
      "--client-id",
      "OWN_KEY",
      "--public-key",
      makePublicKeyFile("own.pem"),
    ];
    const made = await runJson(args);
    expect(made).toMatchObject({ merchant: { clientId: "OWN_KEY", keys: [{ keyVersion: 1 }] } });
    expect(made).not.toHaveProperty("credentialsFile");
    expect((await run(args)).code).toBe(2);
  });

  test("create refuses a client id in use, and leaves its key file alone", async () => {
    const before = readFileSync(file, "utf8");
    const { code, stderr } = await run(["merchant", "create", "--name", "Twice", "--client-id", clientId]);
    expect(code).toBe(2);
    expect(stderr).toContain("never overwritten");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("list shows all, suspend, resume and set change one", async () => {
    expect(await runJson(["merchant", "suspend", clientId])).toMatchObject({ merchant: { status: "SUSPENDED" } });
    expect(await runJson(["merchant", "resume", clientId])).toMatchObject({ merchant: { status: "ACTIVE" } });
    const settings = [
      "--currencies",
      "any",
      "--redirect-hosts",
      "shop.example",
      "--page-origins",
      "https://shop.example,http://localhost:3000",
      "--notify-url",
      "https://shop.example/n",
    ];
    const changed = {
      currencies: null,
      redirectHosts: ["shop.example"],
      pageOrigins: ["https://shop.example", "http://localhost:3000"],
      notifyUrl: "https://shop.example/n",
    };
    expect(await runJson(["merchant", "set", clientId, ...settings])).toMatchObject({ merchant: changed });
    const { merchants } = (await runJson(["merchant", "list"])) as { readonly merchants: readonly MerchantJson[] };
    expect(merchants.find((merchant) => merchant.clientId === clientId)).toMatchObject(changed);
    expect((await run(["merchant", "list"])).stdout).toMatch(new RegExp(`^${clientId} +Mug shop +ACTIVE`, "m"));
  });

  test("set says which value it does not take, and why", async () => {
    const { code, stderr } = await run(["merchant", "set", clientId, "--currencies", "EURO"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("must be an ISO 4217 code")]);
  });

  test("keys rotate adds a version, keeps the one before for the overlap, and writes the new pair to a file", async () => {
    const rotated = await runJson(["keys", "rotate", "--merchant", clientId, "--overlap", "24h"]);
    expect(rotated).toMatchObject({ keyVersion: 2, keys: [{ state: "ending" }, { state: "live" }] });
    expect(JSON.parse(readFileSync(String(rotated["credentialsFile"]), "utf8"))).toMatchObject({
      clientId,
      keyVersion: 2,
    });
    const third = ["keys", "rotate", "--merchant", clientId, "--public-key", makePublicKeyFile("third.pem")];
    expect(await run(third)).toMatchObject({ code: 2, stderr: expect.stringContaining("two are live") });
    expect(await runJson([...third, "--replaces", "1", "--overlap", "0"])).toMatchObject({
      keyVersion: 3,
      keys: [{ state: "ended" }, { state: "ended" }, { state: "live" }],
    });
    expect(await runJson(["keys", "list", "--merchant", clientId])).toMatchObject({
      keys: [{}, {}, { keyVersion: 3 }],
    });
  });

  test("keys rotate gives the gateway its next key", async () => {
    const before = (await runJson(["keys", "list", "--gateway"]))["keys"] as readonly object[];
    expect(await runJson(["keys", "rotate", "--gateway"])).toMatchObject({ keyVersion: before.length + 1 });
    expect((await run(["keys", "list", "--gateway"])).stdout).toMatch(/^1 +retired/m);
  });
});

describe("doctor", () => {
  const env = { OPENCASHIER_DATA_DIR: join(root, "doctor") };

  type Check = { readonly check: string; readonly status: string; readonly fix?: string };
  const examine = async (): Promise<{ readonly code: number; readonly checks: readonly Check[] }> => {
    const { code, stdout } = await run(["doctor", "--json"], env);
    return { code, checks: (JSON.parse(stdout) as { readonly checks: readonly Check[] }).checks };
  };
  const statusOf = (checks: readonly Check[], name: string): string | undefined =>
    checks.find(({ check }) => check === name)?.status;

  test("warns before the first start, and changes nothing", async () => {
    const { code, checks } = await examine();
    expect(code).toBe(0);
    expect(statusOf(checks, "data folder")).toBe("warn");
    expect(statSync(env.OPENCASHIER_DATA_DIR, { throwIfNoEntry: false })).toBeUndefined();
    expect(checks.filter(({ status, fix }) => status !== "ok" && !fix)).toEqual([]);
  });

  test("tells what is wrong with the configuration", async () => {
    const { code, stdout } = await run(["doctor"], { OPENCASHIER_MODE: "production" });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail +configuration +DATABASE_URL is needed in production\.\n +→ Set it/m);
  });

  test("finds keys that others can read, and a file that does not fit the store", async () => {
    const made = await runJson(["merchant", "create", "--name", "Sandbox", "--sandbox"], env);
    const credentials = JSON.parse(readFileSync(String(made["credentialsFile"]), "utf8")) as Credentials;
    const file = join(env.OPENCASHIER_DATA_DIR, "sandbox-merchant.json");
    writeFileSync(file, toCredentialsText(credentials), { mode: 0o600 });
    const { checks, code } = await examine();
    expect([code, statusOf(checks, "sandbox merchant"), statusOf(checks, "secret files")]).toEqual([0, "ok", "ok"]);
    writeFileSync(file, toCredentialsText({ ...credentials, merchantPublicKey: credentials.gatewayPublicKey }));
    chmodSync(file, 0o644);
    const worse = await examine();
    expect(worse.code).toBe(1);
    expect([statusOf(worse.checks, "sandbox merchant"), statusOf(worse.checks, "secret files")]).toEqual([
      "fail",
      "fail",
    ]);
  });
});

describe("doctor verify", () => {
  let credentials: Credentials;

  beforeAll(async () => {
    const made = await runJson(["merchant", "create", "--name", "Signer", "--sandbox"]);
    credentials = JSON.parse(readFileSync(String(made["credentialsFile"]), "utf8")) as Credentials;
  });

  const body = '{"paymentRequestId":"PR-1"}';
  const path = "/ams/sandbox/api/v1/payments/inquiryPayment";

  /** A request on the wire that was signed over `signedBody` and sent with `body`. */
  function capture(signedBody: string): string {
    const { clientId, merchantPrivateKey } = credentials;
    const time = "1795400534170";
    const content = contentToSign({ method: "POST", path, clientId, time, body: Buffer.from(signedBody) });
    const signature = signContentSync(content, parsePrivateKey(merchantPrivateKey));
    const header = formatSignatureHeader({ keyVersion: 1, signature });
    const lines = [`POST ${path} HTTP/1.1`, `client-id: ${clientId}`, `request-time: ${time}`, `signature: ${header}`];
    return [...lines, `content-length: ${body.length}`, "", body].join("\r\n");
  }

  test("names the mistake in a wrongly signed request, in a file or on stdin, and ends with 1", async () => {
    const file = join(root, "wrong.http");
    writeFileSync(file, capture('{"paymentRequestId": "PR-1"}'));
    const { code, stdout } = await run(["doctor", "verify", file, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, cause: "body-reserialized" });
    const told = await run(["doctor", "verify", "-"], {}, capture(""));
    expect(told.code).toBe(1);
    expect(told.stdout).toMatch(/^fail .*\n +→ /);
  });

  test("finds nothing wrong with a request that verifies", async () => {
    expect(await run(["doctor", "verify", "-"], {}, capture(body))).toMatchObject({ code: 0 });
  });

  test("says that a client id is nobody's", async () => {
    const { code, stdout } = await run(
      ["doctor", "verify", "-"],
      {},
      capture(body).replace(credentials.clientId, "NOBODY"),
    );
    expect([code, stdout]).toEqual([1, expect.stringContaining('No merchant has the client id "NOBODY"')]);
  });

  test("refuses what is no recorded request", async () => {
    expect(await run(["doctor", "verify", "-"], {}, "hello")).toMatchObject({ code: 2, stdout: "" });
  });
});
