import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/**
 * An authenticator in software, as the console's server meets one through a browser. Each answer can be made wrong in one place.
 * Source: W3C, Web Authentication Level 3, 6.1 and 6.5, read 2026-11-23.
 */
export type SoftwareAuthenticator = {
  readonly id: string;
  readonly create: (challenge: string, changes?: Changes) => object;
  readonly get: (challenge: string, changes?: Changes) => PasskeyAnswer;
};

export type PasskeyAnswer = {
  readonly id: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
};

export type Changes = {
  readonly origin?: string;
  readonly host?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  /** User present, user verified. */
  readonly flags?: number;
  readonly signCount?: number;
};

export type Algorithm = "ES256" | "EdDSA" | "RS256";

const cose: Readonly<Record<Algorithm, number>> = { ES256: -7, EdDSA: -8, RS256: -257 };

const newKeys = (algorithm: Algorithm): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } => {
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  if (algorithm === "RS256") return generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
};

const verified = 0x05;
const withCredential = 0x40;

export function createAuthenticator(origin: string, algorithm: Algorithm = "ES256"): SoftwareAuthenticator {
  const { publicKey, privateKey } = newKeys(algorithm);
  const id = randomBytes(16);
  let signCount = 0;

  const clientDataOf = (type: string, challenge: string, changes: Changes): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: changes.type ?? type,
        challenge,
        origin: changes.origin ?? origin,
        crossOrigin: changes.crossOrigin ?? false,
      }),
    );
  const headOf = (flags: number, { host = new URL(origin).hostname, ...changes }: Changes): Buffer => {
    const head = Buffer.alloc(37);
    createHash("sha256").update(host).digest().copy(head);
    head.writeUInt8(flags, 32);
    head.writeUInt32BE(changes.signCount ?? ++signCount, 33);
    return head;
  };
  const text = (bytes: Buffer): string => bytes.toString("base64url");

  return {
    id: text(id),
    create(challenge, changes = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const head = headOf((changes.flags ?? verified) | withCredential, { signCount: 0, ...changes });
      return {
        name: "Key",
        id: text(id),
        publicKey: text(publicKey.export({ type: "spki", format: "der" })),
        algorithm: cose[algorithm],
        clientData: text(clientDataOf("webauthn.create", challenge, changes)),
        // The COSE key that follows is not read: the browser gives the same key as SPKI.
        authenticatorData: text(Buffer.concat([head, Buffer.alloc(16), length, id])),
      };
    },
    get(challenge, changes = {}) {
      const clientData = clientDataOf("webauthn.get", challenge, changes);
      const authenticatorData = headOf(changes.flags ?? verified, changes);
      const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientData).digest()]);
      const signature = sign(algorithm === "EdDSA" ? null : "sha256", signed, privateKey);
      return {
        id: text(id),
        clientData: text(clientData),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
      };
    },
  };
}
