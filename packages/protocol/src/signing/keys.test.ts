import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import {
  generateKeyPairText,
  KeyTextError,
  parsePrivateKey,
  parsePublicKey,
  publicKeyFingerprint,
  toPrivateKeyText,
  toPublicKeyText,
} from "./keys.ts";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const spki = pair.publicKey.export({ format: "der", type: "spki" }).toString("base64");
const pkcs8 = pair.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
const wrapped = (text: string, words: string, end = "\n"): string =>
  `-----BEGIN ${words}-----${end}${text.replace(/.{64}/g, `$&${end}`)}${end}-----END ${words}-----${end}`;

test.each([
  ["base64 on one line", spki],
  ["base64 broken by CR LF and blanks", `\uFEFF ${spki.replace(/.{76}/g, "$&\r\n ")} `],
  ["PEM", pair.publicKey.export({ format: "pem", type: "spki" }).toString()],
  ["PEM on one line", wrapped(spki, "PUBLIC KEY", "")],
  ["PEM with line breaks written as \\n", wrapped(spki, "PUBLIC KEY", "\\n")],
  ["PKCS#1 PEM", pair.publicKey.export({ format: "pem", type: "pkcs1" }).toString()],
  ["SPKI between RSA PUBLIC KEY lines", wrapped(spki, "RSA PUBLIC KEY")],
])("a public key is read from %s", (_, text) => {
  expect(parsePublicKey(text).equals(pair.publicKey)).toBe(true);
});

test.each([
  ["base64 on one line", pkcs8],
  ["PEM", pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString()],
  ["PKCS#1 PEM", pair.privateKey.export({ format: "pem", type: "pkcs1" }).toString()],
  ["PKCS#1 base64", pair.privateKey.export({ format: "der", type: "pkcs1" }).toString("base64")],
  ["PKCS#8 between RSA PRIVATE KEY lines, as the official samples have it", wrapped(pkcs8, "RSA PRIVATE KEY")],
])("a private key is read from %s", (_, text) => {
  expect(parsePrivateKey(text).equals(pair.privateKey)).toBe(true);
});

const encrypted = pair.privateKey
  .export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "word" })
  .toString();
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 });
const publicText = (key: KeyObject): string => key.export({ format: "der", type: "spki" }).toString("base64");
const privateText = (key: KeyObject): string => key.export({ format: "der", type: "pkcs8" }).toString("base64");

test.each([
  ["nothing", "public", "", /empty/],
  ["blanks", "private", " \n ", /empty/],
  ["other characters", "public", "not a key!", /not base64/],
  ["base64 of something else", "public", "AAAAAAAA", /not a public key/],
  ["half a key", "private", pkcs8.slice(0, 400), /not a private key/],
  ["a private key for a public one", "public", pkcs8, /This is a private key/],
  ["a PKCS#1 private key for a public one", "public", wrapped(pkcs8, "RSA PRIVATE KEY"), /This is a private key/],
  ["a public key for a private one", "private", spki, /This is a public key/],
  ["an encrypted key", "private", encrypted, /passphrase/],
  ["a certificate", "public", wrapped(spki, "CERTIFICATE"), /certificate/],
  ["a curve key", "public", publicText(curve.publicKey), /type ec; RSA is required/],
  ["a private curve key", "private", privateText(curve.privateKey), /type ec; RSA is required/],
  ["a PSS-only key", "public", publicText(pss.publicKey), /type rsa-pss/],
  ["1024 bits", "public", publicText(weak.publicKey), /1024 bits; RSA needs at least 2048/],
  ["1024 private bits", "private", privateText(weak.privateKey), /1024 bits/],
  ["a text without end", "public", "A".repeat(30_000), /longer than/],
])("%s is refused by a message that names the mistake and not the key", (_, kind, text, message) => {
  const parse = kind === "public" ? parsePublicKey : parsePrivateKey;
  const error = catchError(() => parse(text));
  expect(error).toBeInstanceOf(KeyTextError);
  expect(error?.message).toMatch(message);
  for (const piece of text.match(/[A-Za-z0-9+/]{24}/g) ?? []) expect(error?.message).not.toContain(piece);
});

function catchError(run: () => unknown): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

test("a generated pair is read back, fits together and has one fingerprint", async () => {
  const text = await generateKeyPairText();
  const publicKey = parsePublicKey(text.publicKey);
  const privateKey = parsePrivateKey(text.privateKey);
  expect(createPublicKey(privateKey).equals(publicKey)).toBe(true);
  expect([toPublicKeyText(publicKey), toPublicKeyText(privateKey)]).toEqual([text.publicKey, text.publicKey]);
  expect(toPrivateKeyText(privateKey)).toBe(text.privateKey);
  expect(publicKeyFingerprint(privateKey)).toBe(publicKeyFingerprint(publicKey));
  expect(publicKeyFingerprint(publicKey)).toMatch(/^sha256:[0-9a-f]{64}$/);
});
