/** Bytes nobody can foretell; injected, so that a test may repeat them. */
export type RandomBytes = (byteCount: number) => Buffer;

/** @param count of decimal digits; each slightly uneven, which matters to no reference number. */
export const randomDigits = (random: RandomBytes, count: number): string =>
  [...random(count)].map((byte) => String(byte % 10)).join("");

/** 192 bits for a URL. */
export const newPageToken = (random: RandomBytes): string => random(24).toString("base64url");

/** RFC 9562 version 4, as EMV 3-D Secure wants its transaction ids. */
export function newUuid(random: RandomBytes): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
