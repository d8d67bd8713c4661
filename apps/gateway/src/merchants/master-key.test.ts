import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createMasterKeyProvider, MasterKeyError } from "./master-key.ts";

const dataDir = mkdtempSync(join(tmpdir(), "opencashier-test-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const createProvider = (masterKeyBase64: string | undefined) =>
  createMasterKeyProvider({ masterKeyBase64, dataDir, isEmbedded: false });
const newKey = () => randomBytes(32).toString("base64");

test.each([
  ["missing", undefined, "not set"],
  ["blank", "  ", "is blank"],
  ["too short", randomBytes(16).toString("base64"), "but is 16 bytes"],
  ["too long", randomBytes(33).toString("base64"), "but is 33 bytes"],
  ["not base64", "ch@ngeme!", "not base64"],
  ["all zero", Buffer.alloc(32).toString("base64"), "not random"],
  ["one byte repeated", Buffer.alloc(32, 7).toString("base64"), "not random"],
  ["a short pattern", Buffer.alloc(32, "\x01\x9f\x33\xe0\x71").toString("base64"), "not random"],
  ["a written text", Buffer.from("correct-horse-battery-staple-123").toString("base64"), "not random"],
])("a master key that is %s is refused with the way to make one, and not shown", (_, given, reason) => {
  const create = () => createProvider(given);
  expect(create).toThrow(MasterKeyError);
  expect(create).toThrow(reason);
  expect(create).toThrow("openssl rand -base64 32");
  expect(create).not.toThrow(given?.trim() || "undefined");
});

test("what is sealed opens under the same master key and context, and is never sealed twice alike", () => {
  const masterKey = newKey();
  const plain = Buffer.from("a secret");
  const sealed = createProvider(masterKey).seal(plain, "gateway-key:1");
  expect(createProvider(masterKey).open(sealed, "gateway-key:1")).toEqual(plain);
  expect(createProvider(masterKey).seal(plain, "gateway-key:1")).not.toBe(sealed);
});

test("another master key is named by its id, so the operator knows which one to bring back", () => {
  const [first, second] = [createProvider(newKey()), createProvider(newKey())];
  const open = () => second.open(first.seal(Buffer.from("a secret"), "gateway-key:1"), "gateway-key:1");
  expect(open).toThrow(MasterKeyError);
  expect(open).toThrow(`master key with id ${first.kid}, but this one has id ${second.kid}`);
});

test("another context, a changed byte and an unknown form do not open", () => {
  const provider = createProvider(newKey());
  const sealed = provider.seal(Buffer.from("a secret"), "gateway-key:1");
  const [version, kid, payload = ""] = sealed.split(".");
  const changed = Buffer.from(payload, "base64url");
  changed[changed.length - 1]! ^= 1;
  expect(() => provider.open(sealed, "gateway-key:2")).toThrow("belongs elsewhere");
  expect(() => provider.open(`${version}.${kid}.${changed.toString("base64url")}`, "gateway-key:1")).toThrow(
    "was changed",
  );
  expect(() => provider.open("v9.x.y", "gateway-key:1")).toThrow("not in a form");
});

test("each label has its own key, the same whenever it is derived", () => {
  const masterKey = newKey();
  const [first, again] = [createProvider(masterKey), createProvider(masterKey)];
  expect(first.deriveKey("session-data")).toEqual(again.deriveKey("session-data"));
  expect(first.deriveKey("session-data")).toHaveLength(32);
  expect(first.deriveKey("session-data")).not.toEqual(first.deriveKey("card-data"));
  expect(first.kid).toBe(again.kid);
});

test("the embedded mode makes its key once, in a file for its owner alone, and leaves no draft", () => {
  const folder = join(dataDir, "embedded");
  const open = () => createMasterKeyProvider({ dataDir: folder, isEmbedded: true });
  const { kid } = open();
  const path = join(folder, "master.key");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(path, "utf8"), "base64")).toHaveLength(32);
  expect(open().kid).toBe(kid);
  expect(readdirSync(folder)).toEqual(["master.key"]);
});

test("a damaged key file is refused by its path instead of being replaced", () => {
  const folder = mkdtempSync(join(dataDir, "damaged-"));
  writeFileSync(join(folder, "master.key"), "");
  expect(() => createMasterKeyProvider({ dataDir: folder, isEmbedded: true })).toThrow(/master\.key is blank/);
});
