import { language } from "./texts.ts";

/** Currencies without two decimals. Source: ISO 4217, list one; the test beside this file holds it against the gateway's. */
const decimals: readonly (readonly [number, string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

export const decimalsOf = (currency: string): number =>
  decimals.find(([, codes]) => codes.includes(currency))?.[0] ?? 2;

/**
 * `1050` USD → `$10.50`. Values are digits in the currency's smallest unit. How many decimals that means is never left to the
 * browser: some count rupiah or pesos without, and the price would be wrong by a factor of a hundred.
 */
export function formatAmount({ currency, value }: { readonly currency: string; readonly value: string }): string {
  const digits = decimalsOf(currency);
  const padded = value.padStart(digits + 1, "0");
  const whole = padded.slice(0, padded.length - digits);
  const fraction = padded.slice(padded.length - digits);
  const { formatTag, isRightToLeft } = language.value;
  const usual = new Intl.NumberFormat(formatTag, { style: "currency", currency }).resolvedOptions();
  // Where nobody writes decimals, none are written as long as there are none.
  const isWhole = /^0*$/.test(fraction) && usual.maximumFractionDigits === 0;
  const fractionDigits = isWhole ? 0 : digits;
  const format = new Intl.NumberFormat(formatTag, {
    style: "currency",
    currency,
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
  // As text, so that no amount passes through a floating-point number; the types know only newer compilers' libraries.
  const text = format.format((digits === 0 ? whole : `${whole}.${fraction}`) as unknown as number);
  // Between Arabic words "US$ 10" would come out as "$US 10": an isolate keeps currency and digits in their order.
  return isRightToLeft ? `\u2066${text.replaceAll(/[\u200e\u200f]/g, "")}\u2069` : text;
}
