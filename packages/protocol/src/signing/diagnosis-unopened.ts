import { createHash } from "node:crypto";
import type { Finding } from "./diagnosis-cause.ts";
import type { KnownKey } from "./diagnosis-keys.ts";
import { publicKeyFingerprint, rsaBitsMin } from "./keys.ts";
import { parseSignatureHeader } from "./signature-header.ts";
import { readSignature } from "./signature-readings.ts";
import { toBytes } from "./signed-text.ts";
import type { TextSearch } from "./text-search.ts";

/** What can be said of a signature that no known key opens. The length of the value tells most of it. */
export function explainUnopened(header: string, keys: readonly KnownKey[], search: TextSearch): readonly Finding[] {
  const [reading] = readSignature(header);
  if (!reading) return [unreadable(header)];
  const shape = explainShape(reading.signature, toBytes(search.right)) ?? explainKeys(reading.signature, keys);
  return reading.fault ? [reading.fault, shape] : [shape];
}

function unreadable(header: string): Finding {
  const parsed = parseSignatureHeader(header);
  return {
    cause: "header-malformed",
    explanation: `The signature header is malformed: ${parsed.ok ? "it holds no value" : parsed.reason}.`,
    fix: "Send: algorithm=RSA256,keyVersion=<number>,signature=<URL-encoded base64>.",
  };
}

/** Digest lengths in bytes: an HMAC or a hash has one of them, an RSA signature of a permitted key never. */
const digestBytes: ReadonlyMap<number, string> = new Map([
  [16, "md5"],
  [20, "sha1"],
  [32, "sha256"],
  [48, "sha384"],
  [64, "sha512"],
]);

const useRsa = "Sign with SHA256withRSA (RSASSA-PKCS1-v1_5) and the merchant's RSA private key.";

function explainShape(value: Buffer, text: Buffer): Finding | undefined {
  const { length } = value;
  const digest = digestBytes.get(length);
  if (digest) {
    const isBareHash = createHash(digest).update(text).digest().equals(value);
    const what = isBareHash ? `the bare ${digest} hash of the text` : `probably an HMAC with ${digest}, or a bare hash`;
    const explanation = `The value has ${length} bytes: ${what}. No private key took part.`;
    return { cause: "hmac-or-bare-hash", explanation, fix: useRsa };
  }
  if (length === 128) {
    const explanation = `The value has 128 bytes: it was made with a 1024-bit RSA key; ${rsaBitsMin} bits are the least.`;
    return {
      cause: "key-too-short",
      explanation,
      fix: `Make an RSA pair of ${rsaBitsMin} bits and register its public key.`,
    };
  }
  if (value[0] === 0x30 && length >= 66 && length <= 140) {
    const explanation = `The value has ${length} bytes and the form of an ECDSA result; RSA is wanted.`;
    return { cause: "not-rsa", explanation, fix: useRsa };
  }
  if (length >= 256 && length % 64 === 0) return undefined;
  return {
    cause: "value-cut",
    explanation: `The value has ${length} bytes; an RSA key of ${rsaBitsMin} bits makes 256. It was cut short or is no RSA result.`,
    fix: "Send the whole value; look for a column, a log or a header limit that cuts it.",
  };
}

function explainKeys(value: Buffer, keys: readonly KnownKey[]): Finding {
  const own = keys.filter((key) => key.owner === "MERCHANT");
  if (own.length === 0) {
    return {
      cause: "key-missing",
      explanation: "No public key is registered for this client id.",
      fix: "Register the merchant's public key, then sign with its private half.",
    };
  }
  const gateway = new Set(
    keys.filter((key) => key.owner === "GATEWAY").map((key) => publicKeyFingerprint(key.publicKey)),
  );
  const mixedUp = own.find((key) => gateway.has(publicKeyFingerprint(key.publicKey)));
  if (mixedUp) {
    return {
      cause: "gateway-key-registered",
      explanation: `The public key registered as the merchant's version ${mixedUp.keyVersion} is the gateway's own public key.`,
      fix: "Register the public half of the pair whose private half you sign with.",
    };
  }
  return keyUnknown(value, own);
}

const fingerprintChars = "sha256:".length + 16;

function keyUnknown(value: Buffer, own: readonly KnownKey[]): Finding {
  const listed = own
    .slice(0, 3)
    .map((key) => `version ${key.keyVersion} ${publicKeyFingerprint(key.publicKey).slice(0, fingerprintChars)}`);
  const bits = value.length * 8;
  return {
    cause: "key-unknown",
    explanation:
      `None of the registered keys made this ${bits}-bit value (${listed.join(", ")}): ` +
      "the registered public key belongs to another pair, or the value was changed on its way.",
    fix: "Derive the public key from the private key you sign with and register that one, in base64 without PEM lines.",
  };
}
