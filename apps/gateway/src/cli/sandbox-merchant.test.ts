import { createPublicKey } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKeyPairText, parsePrivateKey, toPublicKeyText } from "@opencashier/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Db, migrate, openDb } from "../db/index.ts";
import { movableClock, toInstant } from "../kernel/index.ts";
import { addMerchantKey, listMerchantKeys, listMerchants, updateMerchant } from "../merchants/index.ts";
import { type Credentials, CredentialsFileError } from "./credentials-file.ts";
import { ensureSandboxMerchant, type SandboxMerchantDeps } from "./sandbox-merchant.ts";

let folder: string;
let db: Db;
let deps: SandboxMerchantDeps;
const clock = movableClock(toInstant(Date.UTC(2026, 10, 22)));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "opencashier-sandbox-"));
  db = await openStore(folder);
  const file = join(folder, "sandbox-merchant.json");
  deps = { db, clock, file, gatewayUrl: "http://localhost:8080", gatewayPublicKey: "R0FURVdBWQ==" };
});

afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

async function openStore(dataDir: string): Promise<Db> {
  const opened = await openDb({ url: undefined, dataDir });
  await migrate(opened);
  return opened;
}

const readFile = (): Credentials => JSON.parse(readFileSync(deps.file, "utf8")) as Credentials;

test("the first start writes exactly the agreed keys, for its owner alone, and nothing beside", async () => {
  await ensureSandboxMerchant(deps);
  const credentials = readFile();
  expect(Object.keys(credentials)).toEqual([
    "gatewayUrl",
    "clientId",
    "keyVersion",
    "merchantPrivateKey",
    "merchantPublicKey",
    "gatewayPublicKey",
  ]);
  expect(statSync(deps.file).mode & 0o777).toBe(0o600);
  expect(credentials).toMatchObject({
    gatewayUrl: deps.gatewayUrl,
    gatewayPublicKey: deps.gatewayPublicKey,
    keyVersion: 1,
  });
  expect(credentials.clientId).toMatch(/^SANDBOX_[A-Za-z0-9]{24}$/);
});

test("the key pair in the file belongs together and is the one in the store", async () => {
  const { clientId } = await ensureSandboxMerchant(deps);
  const { merchantPrivateKey, merchantPublicKey } = readFile();
  const privatePem = parsePrivateKey(merchantPrivateKey).export({ format: "pem", type: "pkcs8" });
  expect(toPublicKeyText(createPublicKey(privatePem))).toBe(merchantPublicKey);
  expect(await listMerchantKeys({ db }, clientId)).toMatchObject([{ keyVersion: 1, publicKeyText: merchantPublicKey }]);
});

test("later starts change nothing", async () => {
  const first = await ensureSandboxMerchant(deps);
  const text = readFileSync(deps.file, "utf8");
  expect(await ensureSandboxMerchant(deps)).toEqual(first);
  expect(readFileSync(deps.file, "utf8")).toBe(text);
  expect(await listMerchants({ db })).toHaveLength(1);
});

test("a gateway with another port or another key brings the file up to date and leaves the rest", async () => {
  await ensureSandboxMerchant(deps);
  const before = readFile();
  await ensureSandboxMerchant({ ...deps, gatewayUrl: "http://localhost:9999", gatewayPublicKey: "TkVXRVI=" });
  expect(readFile()).toEqual({ ...before, gatewayUrl: "http://localhost:9999", gatewayPublicKey: "TkVXRVI=" });
  expect(statSync(deps.file).mode & 0o777).toBe(0o600);
});

test("a start cut off between file and store is finished by the next one", async () => {
  const { clientId } = await ensureSandboxMerchant(deps);
  const credentials = readFile();
  const emptyFolder = mkdtempSync(join(tmpdir(), "opencashier-sandbox-"));
  const emptyDb = await openStore(emptyFolder);
  try {
    expect(await ensureSandboxMerchant({ ...deps, db: emptyDb })).toMatchObject({ clientId, notices: [] });
    expect(readFile()).toEqual(credentials);
    expect(await listMerchantKeys({ db: emptyDb }, clientId)).toMatchObject([
      { publicKeyText: credentials.merchantPublicKey },
    ]);
  } finally {
    await emptyDb.close();
    rmSync(emptyFolder, { recursive: true });
  }
});

test("two starts at once make one merchant", async () => {
  const [first, second] = await Promise.all([ensureSandboxMerchant(deps), ensureSandboxMerchant(deps)]);
  expect(first.clientId).toBe(second.clientId);
  expect(await listMerchants({ db })).toHaveLength(1);
});

test("a deleted file is followed by a new merchant, and the earlier one is named and kept", async () => {
  const first = await ensureSandboxMerchant(deps);
  rmSync(deps.file);
  const second = await ensureSandboxMerchant(deps);
  expect(second.clientId).not.toBe(first.clientId);
  expect(second.notices.join()).toContain(first.clientId);
  expect((await listMerchants({ db })).map(({ clientId }) => clientId).toSorted()).toEqual(
    [first.clientId, second.clientId].toSorted(),
  );
});

test("a key that was rotated away is reported, and neither file nor store is touched", async () => {
  const { clientId } = await ensureSandboxMerchant(deps);
  const { publicKey } = await generateKeyPairText();
  await addMerchantKey(deps, clientId, publicKey, { overlapMs: 0 });
  const text = readFileSync(deps.file, "utf8");
  const { notices } = await ensureSandboxMerchant(deps);
  expect(notices.join()).toContain("not live");
  expect(readFileSync(deps.file, "utf8")).toBe(text);
  expect(await listMerchantKeys({ db }, clientId)).toHaveLength(2);
});

test("settings that the operator changed survive the next start", async () => {
  const { clientId } = await ensureSandboxMerchant(deps);
  await updateMerchant(deps, clientId, { displayName: "Mine", status: "SUSPENDED" });
  await ensureSandboxMerchant(deps);
  expect(await listMerchants({ db })).toMatchObject([{ displayName: "Mine", status: "SUSPENDED" }]);
});

test.each([
  ["no JSON", '{"clientId": "SANDBOX_'],
  ["without a key", JSON.stringify({ clientId: "SANDBOX_1", keyVersion: 1 })],
])("a file that is %s stops the start with what to do, and stays as it is", async (_, text) => {
  writeFileSync(deps.file, text);
  await expect(ensureSandboxMerchant(deps)).rejects.toThrow(CredentialsFileError);
  expect(readFileSync(deps.file, "utf8")).toBe(text);
});

test("no draft is left behind", async () => {
  await ensureSandboxMerchant(deps);
  expect(readdirSync(folder).filter((name) => name.endsWith(".draft"))).toEqual([]);
  expect(existsSync(deps.file)).toBe(true);
});
