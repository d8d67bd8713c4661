import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/*
 * Keys as text. Antom hands them round as base64 DER on one line: SPKI for public keys, PKCS#8 for private ones. People
 * paste more than that: PEM lines, line breaks, blanks, PKCS#1, and PKCS#8 between "RSA PRIVATE KEY" lines as the official
 * Python and PHP samples do. Whatever is unmistakably an RSA key is read; everything else gets a message that names the
 * mistake and never repeats the text.
 */

export const rsaBitsMin = 2048;

/** A key text that cannot be used. The message says what is wrong with it and never contains any of it. */
export class KeyTextError extends Error {
  override readonly name = "KeyTextError";
}

/** Reads an RSA public key of at least 2048 bits. Throws KeyTextError. */
export function parsePublicKey(text: string): KeyObject {
  const der = parseKeyText(text, "public");
  // Asked first, because Node derives a public key from a private one without a word, and a pasted secret must not pass.
  if (readPrivateDer(der)) {
    throw new KeyTextError("This is a private key; the public key is wanted. Keep the private key to yourself.");
  }
  const key = readPublicDer(der);
  if (key) return requireStrongRsa(key, "public");
  throw new KeyTextError("This is base64, but not a public key: neither X.509 SubjectPublicKeyInfo nor PKCS#1.");
}

/** Reads an RSA private key of at least 2048 bits. Throws KeyTextError. */
export function parsePrivateKey(text: string): KeyObject {
  const der = parseKeyText(text, "private");
  const key = readPrivateDer(der);
  if (key) return requireStrongRsa(key, "private");
  if (readPublicDer(der)) throw new KeyTextError("This is a public key; the private key is wanted.");
  throw new KeyTextError("This is base64, but not a private key: neither PKCS#8 nor PKCS#1.");
}

type KeyKind = "public" | "private";

const keyTextCharsMax = 20_000;
const pemLinePattern = /-----(BEGIN|END) ([A-Z0-9 ]+)-----/g;
const base64Pattern = /^[A-Za-z0-9+/]+={0,2}$/;

/** The DER inside the text. PEM lines are dropped unread: their words are wrong too often to be trusted. */
function parseKeyText(text: string, kind: KeyKind): Buffer {
  if (text.length > keyTextCharsMax)
    throw new KeyTextError(`The ${kind} key text is longer than ${keyTextCharsMax} characters.`);
  if (/BEGIN ENCRYPTED|4,ENCRYPTED/.test(text))
    throw new KeyTextError("The private key is encrypted with a passphrase; decrypt it first.");
  if (text.includes("BEGIN CERTIFICATE")) throw new KeyTextError(`This is a certificate; the ${kind} key is wanted.`);
  // Environment files often carry line breaks as the two characters backslash and n.
  const unbroken = text.replaceAll("\\r", "").replaceAll("\\n", "\n");
  const base64 = unbroken.replace(pemLinePattern, "").replace(/\s+|^\uFEFF/g, "");
  if (base64 === "") throw new KeyTextError(`The ${kind} key is empty.`);
  if (!base64Pattern.test(base64)) {
    throw new KeyTextError(`The ${kind} key is not base64: it holds other characters, or PEM lines that were cut.`);
  }
  return Buffer.from(base64, "base64");
}

const readPublicDer = (der: Buffer): KeyObject | undefined =>
  attempt(() => createPublicKey({ key: der, format: "der", type: "spki" })) ??
  attempt(() => createPublicKey({ key: der, format: "der", type: "pkcs1" }));

const readPrivateDer = (der: Buffer): KeyObject | undefined =>
  attempt(() => createPrivateKey({ key: der, format: "der", type: "pkcs8" })) ??
  attempt(() => createPrivateKey({ key: der, format: "der", type: "pkcs1" }));

/** OpenSSL's own messages say nothing a merchant could use, so they are dropped for ours. */
function attempt(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function requireStrongRsa(key: KeyObject, kind: KeyKind): KeyObject {
  if (key.asymmetricKeyType !== "rsa") {
    throw new KeyTextError(`The ${kind} key is of type ${key.asymmetricKeyType}; RSA is required.`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < rsaBitsMin) throw new KeyTextError(`The ${kind} key has ${bits} bits; RSA needs at least ${rsaBitsMin}.`);
  return key;
}

/** Base64 SPKI DER on one line, as Antom's dashboard takes it. Of a private key its public half. */
export function toPublicKeyText(key: KeyObject): string {
  return toSpki(key).toString("base64");
}

/** Base64 PKCS#8 DER on one line, as the official SDKs take it. A secret. */
export const toPrivateKeyText = (key: KeyObject): string =>
  key.export({ format: "der", type: "pkcs8" }).toString("base64");

const toSpki = (key: KeyObject): Buffer =>
  (key.type === "private" ? createPublicKey(key.export({ format: "pem", type: "pkcs8" })) : key).export({
    format: "der",
    type: "spki",
  });

export type KeyPairText = { readonly publicKey: string; readonly privateKey: string };

const generate = promisify(generateKeyPair);

/** A fresh RSA-2048 pair as text, made on the thread pool in some 50 to 300 ms. */
export async function generateKeyPairText(): Promise<KeyPairText> {
  const { publicKey, privateKey } = await generate("rsa", { modulusLength: rsaBitsMin });
  return { publicKey: toPublicKeyText(publicKey), privateKey: toPrivateKeyText(privateKey) };
}

/** `sha256:` and the hex SHA-256 of the SPKI DER. Public, the same for both halves of a pair. */
export const publicKeyFingerprint = (key: KeyObject): string =>
  `sha256:${createHash("sha256").update(toSpki(key)).digest("hex")}`;
