/** Two digits each. */
export type Expiry = { readonly month: string; readonly year: string };

const separator = " / ";

/**
 * Shapes what a buyer types, pastes or lets the browser fill in: `1/27`, `01/2027`, `0127`, `2027-01` become `01 / 27`.
 * While typing, a year may grow to four digits; `settleExpiry` shortens it when the field is left.
 * @param isGrowing false while the buyer deletes: then no separator is put back behind the month.
 */
export function shapeExpiry(text: string, isGrowing = true): string {
  const isoForm = /^\s*(20\d\d)\D+(\d{1,2})\s*$/.exec(text);
  if (isoForm) return `${(isoForm[2] ?? "").padStart(2, "0")}${separator}${(isoForm[1] ?? "").slice(2)}`;
  const [monthText, yearText] = splitMonth(text);
  if (yearText === undefined) return monthText;
  const year = yearText.startsWith("20") ? yearText.slice(0, 4) : yearText.slice(0, 2);
  return year === "" && !isGrowing ? monthText : monthText + separator + year;
}

/** Month and, once the month is certain, what stands behind it. */
function splitMonth(text: string): readonly [string, string?] {
  const parts = text.trim().split(/\D+/, 2);
  const head = parts[0] ?? "";
  const hasSeparator = /\d\D/.test(text);
  if (hasSeparator && head.length <= 2) {
    if (head === "0") return ["0"];
    return [head.padStart(2, "0"), (parts[1] ?? "").slice(0, 4)];
  }
  const digits = text.replaceAll(/\D/g, "");
  if (/^[2-9]/.test(digits)) return [`0${digits[0]}`, digits.slice(1)];
  return digits.length < 2 ? [digits] : [digits.slice(0, 2), digits.slice(2)];
}

/** `01 / 2027` → `01 / 27`; what is not complete stays as it is. */
export function settleExpiry(text: string): string {
  const expiry = parseExpiry(text);
  return expiry ? expiry.month + separator + expiry.year : text;
}

/** Undefined unless it names a month and a year. */
export function parseExpiry(text: string): Expiry | undefined {
  const found = /^(0[1-9]|1[0-2]) \/ (?:20)?(\d\d)$/.exec(text);
  return found ? { month: found[1] ?? "", year: found[2] ?? "" } : undefined;
}

/** Years ahead that a card can plausibly be valid for. */
const yearsMax = 20;

/** A card is good until the last day of its month, anywhere on earth. @param nowMs UTC milliseconds */
export function isPast({ month, year }: Expiry, nowMs: number): boolean {
  const dayMs = 86_400_000;
  return Date.UTC(2000 + Number(year), Number(month)) + dayMs <= nowMs;
}

export const isTooFar = ({ year }: Expiry, nowMs: number): boolean =>
  2000 + Number(year) > new Date(nowMs).getUTCFullYear() + yearsMax;
