/*
 * The signature header: `algorithm=RSA256,keyVersion=1,signature=<URL-encoded base64>`.
 * Senders differ: the documents print a blank after each comma, some leave out the version, some do not URL-encode. All of
 * that means one thing, so it is read; we write the one form every official SDK can take apart.
 * Source: Antom, "Sign a request and verify the signature", and the official SDKs' sources, read 2026-11-22.
 */

/** A signature header taken apart, or why it cannot be. `reason` never repeats the received text. */
export type ParsedSignatureHeader =
  | {
      readonly ok: true;
      readonly algorithm?: string;
      /** Undefined when the sender named none: its newest key is meant. */
      readonly keyVersion: number | undefined;
      readonly signature: Buffer;
      readonly wasUrlEncoded: boolean;
    }
  | MalformedSignatureHeader;

export type MalformedSignatureHeader = { readonly ok: false; readonly reason: string };

/** An 8192-bit RSA signature is 1,368 base64 characters, at most three times that when URL-encoded. */
export const signatureHeaderCharsMax = 4_400;

const base64Pattern = /^[A-Za-z0-9+/]+={0,2}$/;
const keyVersionPattern = /^\d{1,9}$/;
const itemsMax = 16;

/** Reads a signature header. Items in any order, names in any case, blanks trimmed, unknown items ignored. */
export function parseSignatureHeader(text: string): ParsedSignatureHeader {
  if (text.length > signatureHeaderCharsMax)
    return malformed(`it is longer than ${signatureHeaderCharsMax} characters`);
  const items = parseSignatureItems(text);
  if (typeof items === "string") return malformed(items);
  const { algorithm, keyversion, signature } = items;
  if (algorithm !== undefined && algorithm.toUpperCase() !== "RSA256") return malformed("algorithm must be RSA256");
  if (keyversion !== undefined && !keyVersionPattern.test(keyversion)) {
    return malformed("keyVersion must be a whole number of at most 9 digits");
  }
  if (!signature) return malformed("it has no signature item");
  const decoded = decodeSignature(signature);
  if (typeof decoded === "string") return malformed(decoded);
  const keyVersion = keyversion === undefined ? undefined : Number(keyversion);
  return { ok: true, ...(algorithm !== undefined && { algorithm }), keyVersion, ...decoded };
}

/** The items of a signature header by lower-case name, values still encoded. */
export type SignatureItems = {
  readonly algorithm?: string;
  readonly keyversion?: string;
  readonly signature?: string;
};

/** Splits the header at its commas and each item at its first `=` (plain base64 ends in `=`). A text answer is the fault. */
export function parseSignatureItems(text: string): SignatureItems | string {
  const items: { algorithm?: string; keyversion?: string; signature?: string } = {};
  const parts = text.split(",", itemsMax + 1);
  if (parts.length > itemsMax) return `it has more than ${itemsMax} items`;
  for (const part of parts) {
    const item = part.trim();
    if (item === "") continue;
    const equals = item.indexOf("=");
    if (equals < 1) return "each item must read name=value";
    const name = item.slice(0, equals).trimEnd().toLowerCase();
    if (name !== "algorithm" && name !== "keyversion" && name !== "signature") continue;
    if (items[name] !== undefined) return `it names ${name === "keyversion" ? "keyVersion" : name} twice`;
    items[name] = item.slice(equals + 1).trimStart();
  }
  return items;
}

function decodeSignature(value: string): { readonly signature: Buffer; readonly wasUrlEncoded: boolean } | string {
  const wasUrlEncoded = value.includes("%");
  const base64 = wasUrlEncoded ? decodePercent(value) : value;
  if (base64 === undefined) return "its signature is URL-encoded wrongly";
  if (base64.length % 4 !== 0 || !base64Pattern.test(base64)) return "its signature is not base64";
  return { signature: Buffer.from(base64, "base64"), wasUrlEncoded };
}

/** `+` stays `+`: this is percent decoding, not form decoding. Undefined for a stray `%`. */
function decodePercent(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

const malformed = (reason: string): MalformedSignatureHeader => ({ ok: false, reason });

/** Of all base64 characters only these three change under URL encoding. */
const urlEncodedBy: Readonly<Record<string, string>> = { "+": "%2B", "/": "%2F", "=": "%3D" };

/**
 * Writes the header in the only form that all four official SDKs take apart: these three items in this order, no blanks,
 * value URL-encoded (the PHP client cuts at the last `=`, the Java client at every `=`).
 */
export function formatSignatureHeader(parts: { readonly keyVersion: number; readonly signature: Buffer }): string {
  const value = parts.signature.toString("base64").replace(/[+/=]/g, (found) => urlEncodedBy[found] ?? found);
  return `algorithm=RSA256,keyVersion=${parts.keyVersion},signature=${value}`;
}
