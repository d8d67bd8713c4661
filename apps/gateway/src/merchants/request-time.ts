import { type Instant, parseIsoText, toInstant } from "../kernel/index.ts";

const epochMsPattern = /^\d{13}$/;
const epochNsPattern = /^\d{19}$/;
const nsDigits = 6;

/**
 * The instant in a `request-time` header, in every form the official SDKs send: epoch milliseconds (Java, Go), epoch
 * nanoseconds (older Go), ISO 8601
 * with `+00:00` (Python), with `+0000` (PHP), with any other offset or `Z` (documents). Undefined when it is none of them.
 * Only the window is judged by it: the signature covers the header's text as it came.
 */
export function parseRequestTime(text: string): Instant | undefined {
  if (epochMsPattern.test(text)) return toInstant(Number(text));
  if (epochNsPattern.test(text)) return toInstant(Number(text.slice(0, -nsDigits)));
  return parseIsoText(text)?.instant;
}
