import type { ConsoleAmount } from "@opencashier/protocol/console";

const currencyFormat = (currency: string, language: string): Intl.NumberFormat =>
  new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "code" });

const digitsOf = (format: Intl.NumberFormat): number => format.resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as people write it; minor units in, e.g. `SGD 48.00`. */
export function formatAmount({ currency, value }: ConsoleAmount, language: string): string {
  const format = currencyFormat(currency, language);
  const digits = digitsOf(format);
  const padded = value.padStart(digits + 1, "0");
  const text = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  return format.format(text as Intl.StringNumericLiteral);
}

/** The height of a bar: a plot measures in doubles, and nothing else may. */
export const toMajorNumber = ({ currency, value }: ConsoleAmount): number =>
  Number(value) / 10 ** digitsOf(currencyFormat(currency, "en"));

/** The amount of a bar in minor units again. */
export const toMinorText = (height: number, currency: string): string =>
  String(Math.round(height * 10 ** digitsOf(currencyFormat(currency, "en"))));

export const formatTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" }).format(at);

export const formatDay = (at: number, language: string, isHour: boolean): string =>
  new Intl.DateTimeFormat(
    language,
    isHour ? { hour: "2-digit", minute: "2-digit" } : { month: "short", day: "numeric" },
  ).format(at);

export const formatMs = (ms: number): string =>
  ms < 1_000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1_000).toFixed(1)} s`;

/** How long is left, in its two largest units, e.g. `6 days 23 hours`. */
export function formatLeft(ms: number, language: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const parts = [
    [Math.floor(seconds / 86_400), "day"],
    [Math.floor(seconds / 3_600) % 24, "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first === -1 ? -1 : first)
    .slice(0, 2)
    .map(([count, unit]) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count))
    .join(" ");
}

/** JSON laid out; any other text as it is. */
export function layOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
