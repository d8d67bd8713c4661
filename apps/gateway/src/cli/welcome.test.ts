import { expect, test } from "vitest";
import { toTerminalLine } from "./terminal-log.ts";
import { toWelcomeJson, toWelcomeText, type Welcome } from "./welcome.ts";

const welcome: Welcome = {
  version: "1.2.3",
  mode: "embedded",
  httpUrl: "http://localhost:8080",
  consoleUrl: "http://localhost:8080/console",
  httpsUrl: "https://localhost:8443",
  caFile: "/data/tls/ca.pem",
  merchant: {
    credentialsFile: "/data/it's here/sandbox-merchant.json",
    clientId: "SANDBOX_1",
    keyVersion: 1,
    httpUrl: "http://localhost:8080",
    httpsUrl: "https://localhost:8443",
    snippetsFolder: "/data/snippets",
  },
};

test("the welcome names addresses, client id, keys, the reference and one program", () => {
  const text = toWelcomeText(welcome, "curl");
  for (const part of [
    "http://localhost:8080/docs",
    "https://localhost:8443",
    "SANDBOX_1",
    "sandbox-merchant.json",
    "openssl",
  ]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain("createClient");
  expect(toWelcomeText(welcome, "node")).toContain("createClient");
});

test("a path with a quote stays one word of the shell", () => {
  expect(toWelcomeText(welcome, "curl")).toContain(String.raw`credentials='/data/it'\''s here/sandbox-merchant.json'`);
});

test("for machines the welcome is one object, without a merchant in production", () => {
  expect(toWelcomeJson(welcome)).toMatchObject({
    event: "started",
    clientId: "SANDBOX_1",
    openApiUrl: "http://localhost:8080/openapi.json",
  });
  expect(toWelcomeJson({ ...welcome, merchant: undefined })).not.toHaveProperty("clientId");
});

test("a log line on a terminal shows the fields of its list and no other", () => {
  const entry = {
    level: 40,
    time: 0,
    msg: "request refused",
    clientId: "SANDBOX_1",
    cardNo: "4111111111111111",
    err: { stack: "Error: no\n    at x" },
  };
  const line = toTerminalLine(JSON.stringify(entry));
  expect(line).toContain("request refused");
  expect(line).toContain("clientId=SANDBOX_1");
  expect(line).toContain("Error: no\n    at x");
  expect(line).not.toContain("4111");
});
