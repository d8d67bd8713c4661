import { currencyExponent } from "../money.ts";

/** A check of one text value, its rule in words for the caller, and how plain JSON Schema says the same. */
export type TextFormat = {
  readonly test: (text: string) => boolean;
  /** Completes "paymentAmount.value …". */
  readonly rule: string;
  readonly published: { readonly format?: string; readonly pattern?: string };
};

const ofPattern = (pattern: RegExp, rule: string): TextFormat => ({
  test: (text) => pattern.test(text),
  rule,
  published: { pattern: pattern.source },
});

/**
 * Every `format` that the schemas of this package use. Numbers are checked as the text they arrive as or were turned
 * into, in the one spelling they have: no sign on positives, no leading zero.
 */
export const textFormats = {
  boolean: ofPattern(/^(?:true|false)$/, "must be true or false"),
  integer: ofPattern(/^(?:0|-?[1-9]\d{0,14})$/, "must be a whole number"),
  "integer-from-0": ofPattern(/^(?:0|[1-9]\d{0,14})$/, "must be a whole number of 0 or more"),
  "integer-from-1": ofPattern(/^[1-9]\d{0,14}$/, "must be a whole number of 1 or more"),
  "integer-from-2": ofPattern(/^(?:[2-9]|[1-9]\d{1,14})$/, "must be a whole number of 2 or more"),
  "integer-0-to-100": ofPattern(/^(?:\d|[1-9]\d|100)$/, "must be a whole number from 0 to 100"),
  "integer-2-to-36": ofPattern(/^(?:[2-9]|[12]\d|3[0-6])$/, "must be a whole number from 2 to 36"),
  "integer-720-to-720": ofPattern(
    /^(?:0|-?(?:[1-9]\d?|[1-6]\d\d|7[01]\d|720))$/,
    "must be a whole number of minutes from -720 to 720",
  ),
  decimal: ofPattern(/^(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/, "must be a decimal number such as 1.25"),
  "minor-units": ofPattern(
    /^[1-9]\d{0,15}$/,
    "must be a positive whole number in the currency's smallest unit, at most 16 digits, without sign, point or leading zero",
  ),
  "iso-4217": {
    test: (text) => currencyExponent(text) !== undefined,
    rule: "must be an ISO 4217 currency code such as USD",
    published: { pattern: "^[A-Z]{3}$" },
  },
  "iso-3166": ofPattern(/^[A-Z]{2}$/, "must be an ISO 3166-1 region code of two capital letters, such as SG"),
  "region-or-global": ofPattern(/^(?:[A-Z]{2}|GLOBAL)$/, "must be an ISO 3166-1 region code such as SG, or GLOBAL"),
  "currency-pair": ofPattern(/^[A-Z]{3}\/[A-Z]{3}$/, "must be two ISO 4217 codes and a slash, such as EUR/USD"),
  "iso-8601": {
    test: isDateTime,
    rule: "must be an ISO 8601 date and time with an offset, such as 2026-11-22T10:30:00+08:00",
    published: { format: "date-time" },
  },
  date: { test: isDate, rule: "must be a date written YYYY-MM-DD", published: { format: "date" } },
  month: ofPattern(/^(?:0[1-9]|1[0-2])$/, "must be a month from 01 to 12"),
  "two-digit-year": ofPattern(/^\d{2}$/, "must be a year of two digits"),
  url: { test: isUrl, rule: "must be an absolute URL", published: { format: "uri" } },
  iata: ofPattern(/^[A-Z0-9]{2,8}$/, "must be an IATA airport code such as SIN"),
  ip: { test: isIpText, rule: "must be an IPv4 or IPv6 address", published: {} },
} as const satisfies Readonly<Record<string, TextFormat>>;

export type TextFormatName = keyof typeof textFormats;

const dateTimePattern =
  /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDateTime(text: string): boolean {
  return isCalendarDay(dateTimePattern.exec(text));
}

function isDate(text: string): boolean {
  return isCalendarDay(datePattern.exec(text));
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** @param parts what a pattern found: the whole, year, month, day. */
function isCalendarDay(parts: RegExpExecArray | null): boolean {
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isLeapDay = month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeapDay || (day >= 1 && day <= (daysInMonth[month - 1] ?? 0));
}

// A URL that a browser would run or read from its own machine is no place to send a payer to.
const dangerousScheme = /^(?:javascript|data|vbscript|file|blob|about):/i;

/** Absolute, with any scheme that leads elsewhere (an app may own one); blanks and controls are never part of a URL. */
function isUrl(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- controls are what is looked for
  return !/[\s\u0000-\u001f\u007f]/.test(text) && !dangerousScheme.test(text) && URL.canParse(text);
}

const ipv4Pattern = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

function isIpText(text: string): boolean {
  if (ipv4Pattern.test(text)) return true;
  return text.includes(":") && /^[\dA-Fa-f:.]{2,45}$/.test(text) && URL.canParse(`http://[${text}]`);
}
