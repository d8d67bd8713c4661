/** What a look at the text tells that the parsed value no longer does. */
export type ScannedJson = {
  /** Keys as written; more than the parsed value has when one was given twice. */
  readonly keyCount: number;
  /** Whether a number is written with a point or an exponent, and so may have more digits than were kept. */
  readonly hasFraction: boolean;
};

const quote = 0x22;
const colon = 0x3a;
const point = 0x2e;
const backslash = 0x5c;
const lowerE = 0x65;

/** One pass over a text that is JSON. Outside of strings, colons stand after keys only. */
export function scanJson(text: string): ScannedJson {
  let keyCount = 0;
  let hasFraction = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = closingQuote(text, at + 1);
    else if (code === colon) keyCount++;
    // Lower-cased, so that E counts; a digit before it tells an exponent from true and false.
    else if (code === point || ((code | 0x20) === lowerE && isDigit(text.charCodeAt(at - 1)))) hasFraction = true;
  }
  return { keyCount, hasFraction };
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

const parseWith = JSON.parse as (text: string, reviver: Reviver) => unknown;

/**
 * Path of a number whose text would not be the one that was written, because a double rounded it; or undefined.
 * @param text JSON no deeper than normalization allows, so that the reviver's recursion stays small.
 */
export function findInexactNumber(text: string): string | undefined {
  const inexact = Symbol("inexact");
  const marked = parseWith(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined && digitsOf(source) !== digitsOf(String(value)) ? inexact : value,
  );
  return pathOf(inexact, marked, "");
}

/** Significant digits alone: 0.10, 1e-1 and 0.1 are the same number. */
function digitsOf(number: string): string {
  const [mantissa = ""] = number.split(/e/i);
  return mantissa.replaceAll(/[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "");
}

function pathOf(wanted: symbol, value: unknown, path: string): string | undefined {
  if (value === wanted) return path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const found = pathOf(wanted, child, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
