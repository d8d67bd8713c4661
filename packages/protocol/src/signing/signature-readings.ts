import { parseSignatureHeader, parseSignatureItems } from "./signature-header.ts";
import type { Finding } from "./diagnosis-cause.ts";

/** One way to read the bytes of a signature out of its header. Without `fault` it is the right way. */
export type SignatureReading = {
  readonly signature: Buffer;
  readonly keyVersion: number | undefined;
  readonly fault?: Finding;
};

/** Every reading of the header, the right one first. A wrong one counts only when a key opens it afterwards. */
export function readSignature(headerText: string): readonly SignatureReading[] {
  const parsed = parseSignatureHeader(headerText);
  const readings: SignatureReading[] = parsed.ok ? [parsed] : [];
  if (headerText.length > charsMax) return readings;
  const items = parseSignatureItems(headerText);
  const item = typeof items === "string" ? undefined : items.signature;
  // Without any item the whole header may be the bare value.
  const value = item ?? (headerText.includes(",") ? undefined : headerText.trim());
  if (!value) return readings;
  const keyVersion = typeof items === "string" ? undefined : toVersion(items.keyversion);
  for (const { cause, explanation, fix, read } of misreadings) {
    const signature = read(value);
    if (!signature || readings.some((reading) => reading.signature.equals(signature))) continue;
    const told =
      cause === "header-malformed" && !parsed.ok ? `The header is malformed: ${parsed.reason}.` : explanation;
    readings.push({ signature, keyVersion, fault: { cause, explanation: told, fix } });
  }
  if (!item) return readings.map((reading) => ({ ...reading, fault: reading.fault ?? bareValue }));
  return readings;
}

const charsMax = 8_000;

const toVersion = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

type Misreading = Finding & {
  /** The bytes when the value has this fault, otherwise undefined. */
  readonly read: (value: string) => Buffer | undefined;
};

const encodeOnce = "URL-encode the base64 text exactly once, so that + / = become %2B %2F %3D.";

const misreadings: readonly Misreading[] = [
  {
    cause: "header-form-decoded",
    explanation: "Blanks stand where the base64 had plus signs: the value was form-decoded on its way.",
    fix: `${encodeOnce} A plain + does not survive form decoding.`,
    read: (value) => (value.includes(" ") ? fromBase64(value.replaceAll(" ", "+")) : undefined),
  },
  {
    cause: "header-encoded-twice",
    explanation: "The value is URL-encoded twice: %25 stands where a % belongs.",
    fix: encodeOnce,
    read: (value) => (/%25/.test(value) ? fromBase64(decodeAll(value)) : undefined),
  },
  {
    cause: "header-not-base64",
    explanation: "The value is hexadecimal; base64 is wanted.",
    fix: "Write the bytes of the RSA result as base64, then URL-encode that.",
    read: (value) => (/^(?:[0-9a-fA-F]{2})+$/.test(value) ? Buffer.from(value, "hex") : undefined),
  },
  {
    cause: "header-not-base64",
    explanation: "The value is base64url (with - and _) or lacks its closing = signs; standard base64 is wanted.",
    fix: "Use the standard base64 alphabet with + and / and with padding, then URL-encode it.",
    read: (value) => (isUnpadded(value) ? fromBase64(pad(value)) : undefined),
  },
  {
    cause: "header-not-base64",
    explanation: "The value is broken into lines or stands in quotes; base64 without blanks is wanted.",
    fix: "Use a base64 encoder without line breaks (not MIME), and no quotes.",
    read: (value) => (/[\s"']/.test(value) ? fromBase64(decodeAll(value).replace(/[\s"']/g, "")) : undefined),
  },
  {
    cause: "header-not-base64",
    explanation: "The value is base64 of a text that is base64 itself: it was encoded twice.",
    fix: "Write the bytes of the RSA result as base64 once.",
    read: (value) => fromBase64(fromBase64(decodeAll(value))?.toString("latin1") ?? ""),
  },
  {
    cause: "header-malformed",
    explanation: "The value is sound, but the items round it are not as they should be.",
    fix: "Send: algorithm=RSA256,keyVersion=<number>,signature=<URL-encoded base64>.",
    read: (value) => fromBase64(decodeAll(value)),
  },
];

const bareValue = {
  cause: "header-malformed",
  explanation: "The header holds the bare value, without the three named items.",
  fix: "Send: algorithm=RSA256,keyVersion=<number>,signature=<URL-encoded base64>.",
} as const;

const decodingsMax = 4;

function decodeAll(value: string): string {
  let text = value;
  for (let round = 0; round < decodingsMax && text.includes("%"); round += 1) {
    try {
      text = decodeURIComponent(text);
    } catch {
      return text;
    }
  }
  return text;
}

const base64Pattern = /^[A-Za-z0-9+/]+={0,2}$/;

const fromBase64 = (text: string): Buffer | undefined =>
  text.length % 4 === 0 && base64Pattern.test(text) ? Buffer.from(text, "base64") : undefined;

const isUnpadded = (value: string): boolean => /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) && !isPlainBase64(value);
const isPlainBase64 = (value: string): boolean => value.length % 4 === 0 && base64Pattern.test(value);

function pad(value: string): string {
  const standard = value.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  return standard.padEnd(Math.ceil(standard.length / 4) * 4, "=");
}
