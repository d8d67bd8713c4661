import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { ConsoleError } from "./console-error.ts";

/**
 * What an authenticator's answer has to be. Without attestation, and with the key given by the browser as SPKI, that is a JSON text,
 * 37 bytes of fixed layout and one signature. Source: W3C, Web Authentication Level 3, 7.1 and 7.2, read 2026-11-23.
 */
export type Expected = {
  readonly type: "webauthn.create" | "webauthn.get";
  readonly isAllowedOrigin: (origin: string) => boolean;
};

export type ClientData = { readonly challenge: string; readonly origin: string };

/** What the browser says that it has asked the authenticator for. Throws ConsoleError. */
export function readClientData(bytes: Buffer, { type, isAllowedOrigin }: Expected): ClientData {
  const said = parseObject(bytes);
  if (said["type"] !== type) throw refusal(`The answer's type must be ${type}.`, "clientData");
  const { challenge, origin } = said;
  if (typeof challenge !== "string") throw refusal("The answer names no challenge.", "clientData");
  if (typeof origin !== "string" || !isAllowedOrigin(origin) || said["crossOrigin"] === true) {
    throw refusal("The answer was made on another page than the console's.", "clientData");
  }
  return { challenge, origin };
}

function parseObject(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw refusal("The answer's client data is no JSON object.", "clientData");
}

export type AuthenticatorData = {
  readonly signCount: number;
  /** base64url; only in the answer that makes a passkey. */
  readonly credentialId: string | undefined;
};

const flags = { userPresent: 0x01, userVerified: 0x04, hasCredential: 0x40 } as const;
const headBytes = 37;
const aaguidBytes = 16;

/** Throws ConsoleError unless it was made for this host by an authenticator that knows who holds it. */
export function readAuthenticatorData(bytes: Buffer, origin: string): AuthenticatorData {
  if (bytes.length < headBytes) throw refusal("The authenticator's data is too short.", "authenticatorData");
  const wanted = createHash("sha256").update(new URL(origin).hostname).digest();
  if (!bytes.subarray(0, 32).equals(wanted)) {
    throw refusal("The passkey belongs to another host.", "authenticatorData");
  }
  const held = bytes.readUInt8(32);
  if (!(held & flags.userPresent) || !(held & flags.userVerified)) {
    throw refusal(
      "The authenticator did not check who holds it: set up a PIN, a fingerprint or a face.",
      "authenticatorData",
    );
  }
  return { signCount: bytes.readUInt32BE(33), credentialId: held & flags.hasCredential ? readId(bytes) : undefined };
}

function readId(bytes: Buffer): string | undefined {
  const start = headBytes + aaguidBytes + 2;
  if (bytes.length < start) return undefined;
  return bytes.subarray(start, start + bytes.readUInt16BE(start - 2)).toString("base64url");
}

/** COSE numbers of the algorithms that are taken, with the kind of key each needs. */
const keyTypes: Readonly<Record<number, string>> = { [-7]: "ec", [-8]: "ed25519", [-257]: "rsa" };
const rsaBitsMin = 2_048;

/** Throws ConsoleError for a key that is none, or of another kind than it is said to be. */
export function readPasskeyKey(spki: Buffer, algorithm: number): KeyObject {
  const key = toKey(spki);
  const isRight = key?.asymmetricKeyType === keyTypes[algorithm] && keyTypes[algorithm] !== undefined;
  const { namedCurve, modulusLength } = key?.asymmetricKeyDetails ?? {};
  if (!key || !isRight) throw refusal("The key must be ES256, EdDSA or RS256.", "publicKey");
  if (algorithm === -7 && namedCurve !== "prime256v1") throw refusal("The key must be on P-256.", "publicKey");
  if (algorithm === -257 && (modulusLength ?? 0) < rsaBitsMin) throw refusal("The key is too short.", "publicKey");
  return key;
}

function toKey(spki: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: spki, format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

export type Assertion = {
  readonly clientData: Buffer;
  readonly authenticatorData: Buffer;
  readonly signature: Buffer;
};

export function isAssertionSigned(key: KeyObject, { clientData, authenticatorData, signature }: Assertion): boolean {
  const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientData).digest()]);
  return verify(key.asymmetricKeyType === "ed25519" ? null : "sha256", signed, key, signature);
}

const refusal = (message: string, field: string): ConsoleError => new ConsoleError("BAD_REQUEST", message, field);
