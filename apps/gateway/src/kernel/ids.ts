import { randomFillSync } from "node:crypto";
import type { Instant } from "./clock.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford base32: no I, L, O, U.
const timeChars = 10; // 50 bits of milliseconds, so ids sort by creation and index inserts stay local.
const randomChars = 26; // 130 bits, at least the 128 that every id and token owes.

// One call to the CSPRNG fills many ids, because most of its price is the call.
const pool = Buffer.alloc(randomChars * 128);
let poolOffset = pool.length;

/** Crockford base32 of the time alone. */
function toTimeText(now: Instant): string {
  let text = "";
  for (let rest = now as number, place = 0; place < timeChars; place++, rest = Math.floor(rest / 32)) {
    text = alphabet.charAt(rest % 32) + text;
  }
  return text;
}

/** At or below every id of this prefix that was made at `at` or later, and above all that were made before. */
export const sortableIdFloor = (prefix: string, at: Instant): string => prefix + toTimeText(at);

/** `<prefix><10 chars of time><26 chars of randomness>`, Crockford base32, 36 characters after the prefix. */
export function newSortableId(prefix: string, now: Instant): string {
  const time = toTimeText(now);
  if (poolOffset === pool.length) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  let random = "";
  for (let place = 0; place < randomChars; place++) random += alphabet.charAt((pool[poolOffset + place] ?? 0) & 31);
  pool.fill(0, poolOffset, poolOffset + randomChars);
  poolOffset += randomChars;
  return prefix + time + random;
}
