import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Source: RFC 6238 with its defaults (SHA-1, 30 s, 6 digits), which every authenticator app knows. */
const stepMs = 30_000;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 160 random bits in base32. */
export const newTotpSecret = (): string => toBase32(randomBytes(20));

/** What the QR code of an enrolment says. */
export const totpAddress = (secret: string, email: string): string =>
  `otpauth://totp/OpenCashier:${encodeURIComponent(email)}?secret=${secret}&issuer=OpenCashier`;

/**
 * The time step of a right code, or undefined. One step before and after counts too, for clocks that differ; a step up to
 * `lastStep` does not, because a code counts once.
 */
export function findTotpStep(
  secret: string,
  code: string,
  at: { readonly nowMs: number; readonly lastStep: number },
): number | undefined {
  const current = Math.floor(at.nowMs / stepMs);
  return [current, current - 1, current + 1].find(
    (step) => step > at.lastStep && isEqual(totpCode(secret, step), code),
  );
}

export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, "0");
}

const isEqual = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join("");
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
