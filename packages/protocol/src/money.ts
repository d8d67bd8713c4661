/**
 * ISO 4217 codes in use, by the number of digits after the decimal point of the major unit. Codes without a minor unit
 * in the standard (metals, funds, test codes) are left out: nobody pays in them.
 * Source: ISO 4217 list one (BGN and ANG are gone from it); checked against the decimals Antom's documents name, read 2026-11-22.
 */
const codesByExponent: Readonly<Record<0 | 2 | 3 | 4, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
    CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
    MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
    SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByExponent).flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code): [string, number] => [code, Number(exponent)]),
  ),
);

/** Digits after the decimal point of a currency's major unit, or undefined for a code that ISO 4217 does not have in use. */
export const currencyExponent = (code: string): number | undefined => exponents.get(code);

export const currencyCodes: readonly string[] = [...exponents.keys()].toSorted();

type WireAmount = { readonly currency: string; readonly value: string };

/**
 * The rule that an amount to be paid breaks, or undefined. Values are digits in the smallest unit, as the Amount schema
 * has checked.
 * Source: Antom, Amount and payment method pages, read 2026-11-22.
 */
export function brokenAmountRule(amount: WireAmount, paymentMethodType: string | undefined): string | undefined {
  if (amount.currency === "IDR" && !amount.value.endsWith("00")) {
    return "must end in 00: rupiah are counted with two decimals but paid whole";
  }
  if (amount.currency === "TWD" && paymentMethodType === "JKOPAY" && !amount.value.endsWith("00")) {
    return "must be a multiple of 100 for JKOPAY: it pays whole dollars";
  }
  if (amount.currency === "HKD" && paymentMethodType === "OCTOPUS" && !amount.value.endsWith("0")) {
    return "must be a multiple of 10 for OCTOPUS: it pays in steps of ten cents";
  }
  return undefined;
}
