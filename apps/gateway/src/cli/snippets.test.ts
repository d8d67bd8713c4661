import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Credentials } from "./credentials-file.ts";
import { snippets } from "./snippets/index.ts";

/*
 * The first minute: a gateway started with nothing but an empty folder, and the programs it hands out, run as they are.
 */

const command = fileURLToPath(new URL("../../bin/opencashier.mjs", import.meta.url));
// Inside the repository, because a program for Node finds @opencashier/node-client from where it lies.
const nodeModules = fileURLToPath(new URL("../../../../node_modules/", import.meta.url));
const execute = promisify(execFile);

let dataDir: string;
let gateway: ChildProcess;
let started: Readonly<Record<string, unknown>>;
let output = "";

beforeAll(async () => {
  mkdirSync(nodeModules, { recursive: true });
  dataDir = mkdtempSync(join(nodeModules, ".opencashier-snippets-"));
  gateway = spawn(process.execPath, [command, "start"], {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", HTTPS_PORT: "0", OPENCASHIER_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  gateway.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  while (!output.includes('"event":"started"')) await once(gateway.stdout ?? gateway, "data");
  started = JSON.parse(output.split("\n").find((line) => line.includes('"event":"started"')) ?? "") as typeof started;
});

afterAll(async () => {
  gateway.kill("SIGTERM");
  await once(gateway, "exit");
  rmSync(dataDir, { recursive: true });
});

const readCredentials = (): Credentials =>
  JSON.parse(readFileSync(join(dataDir, "sandbox-merchant.json"), "utf8")) as Credentials;

const snippetFile = (name: keyof typeof snippets): string => join(dataDir, "snippets", snippets[name].fileName);

type SessionReply = { readonly paymentSessionId: string; readonly result: { readonly resultCode: string } };

describe("the first start of an embedded gateway", () => {
  test("tells its addresses, its merchant and where the keys are", () => {
    const { clientId, gatewayUrl } = readCredentials();
    expect(started).toMatchObject({ mode: "embedded", httpUrl: gatewayUrl, clientId, docsUrl: `${gatewayUrl}/docs` });
    expect(started["credentialsFile"]).toBe(join(dataDir, "sandbox-merchant.json"));
    expect(started["httpsUrl"]).toMatch(/^https:\/\/localhost:\d+$/);
  });

  test("prints no key", () => {
    const { merchantPrivateKey } = readCredentials();
    expect(output).not.toContain(merchantPrivateKey.slice(0, 100));
    expect(output).not.toMatch(/[A-Za-z0-9+/]{200}/);
  });

  test("writes a program for each language, none with a key in it", () => {
    const names = readdirSync(join(dataDir, "snippets"));
    expect(names.toSorted()).toEqual(
      Object.values(snippets)
        .map(({ fileName }) => fileName)
        .toSorted(),
    );
    for (const name of names) {
      const path = join(dataDir, "snippets", name);
      expect(readFileSync(path, "utf8")).not.toMatch(/[A-Za-z0-9+/]{200}/);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
  });
});

describe("a program it hands out", () => {
  test("opens a session with bash, openssl and curl", async () => {
    const { stdout } = await execute("bash", [snippetFile("curl")]);
    expect(JSON.parse(stdout)).toMatchObject({ result: { resultCode: "SUCCESS" } });
  });

  test("opens one when it is pasted into an interactive shell, which it leaves as it was", async () => {
    const pasted = `${readFileSync(snippetFile("curl"), "utf8")}\nfalse; echo "still here $-"`;
    const { stdout } = await execute("bash", ["-c", pasted]);
    const [reply = "", after = ""] = stdout.trim().split("\n");
    expect((JSON.parse(reply) as SessionReply).result.resultCode).toBe("SUCCESS");
    expect(after).toMatch(/^still here [^eu]*$/);
  });

  test("opens a session with Node and @opencashier/node-client", async () => {
    const { stdout } = await execute(process.execPath, [snippetFile("node")]);
    expect((JSON.parse(stdout) as SessionReply).paymentSessionId).toMatch(/\w{20}/);
  });

  test.each(["python", "java"] as const)("for %s calls the HTTPS address, which is all that client speaks", (name) => {
    const text = readFileSync(snippetFile(name), "utf8");
    expect(text).toContain(new URL(String(started["httpsUrl"])).port);
    expect(text).toContain('"https://localhost');
  });

  test("for Python is Python", async () => {
    const compile = "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')";
    await expect(execute("python3", ["-c", compile, snippetFile("python")])).resolves.toMatchObject({ stderr: "" });
  });
});
