import { cutText, resultMessageCharsMax } from "./result-codes.ts";

/** The first rule a request breaks. Holds nothing that may not be shown: see {@link toReceived}. */
export type Violation = {
  /** For example "order.goods[0].goodsName"; empty for the body as a whole. */
  readonly field: string;
  /** Completes the field's name to a sentence: "is required", "must be …". */
  readonly rule: string;
  /** What came instead, fit to be shown, or undefined when nothing did or nothing of it may be shown. */
  readonly received: string | undefined;
};

const receivedCharsMax = 64;
const fieldCharsMax = 120;

/**
 * The text of a PARAM_ILLEGAL reply, for example
 * `Illegal parameter: paymentAmount.value must be …; received "12.5"`: at most 256 characters, no control characters.
 */
export function violationMessage({ field, rule, received }: Violation): string {
  const subject = field === "" ? "the body" : cutText(printable(field), fieldCharsMax);
  const start = `Illegal parameter: ${subject} `;
  const ending = received === undefined ? "" : `; received ${cutText(printable(received), receivedCharsMax)}`;
  const ruleCharsMax = resultMessageCharsMax - [...start].length - [...ending].length;
  return cutText(`${start}${cutText(printable(rule), ruleCharsMax)}${ending}`, resultMessageCharsMax);
}

/**
 * A received value as a message may show it. Of a secret value only its length is told, and so is it of any text with
 * 12 or more digits in a row, which may be a card number in the wrong place.
 */
export function toReceived(value: unknown, isSecret: boolean): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "string") return typeof value === "object" ? "an object" : `a ${typeof value}`;
  const count = [...value].length;
  if (isSecret || looksLikeCardNumber(value)) return `a value of ${count} characters`;
  return count > receivedCharsMax - 2
    ? `"${cutText(value, receivedCharsMax - 24)}" (${count} characters)`
    : `"${value}"`;
}

const looksLikeCardNumber = (text: string): boolean => /\d(?:[ -]?\d){11,}/.test(text);

/** Controls, bidirectional overrides and lone surrogates could forge or garble a log line: they show as escapes. */
const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
