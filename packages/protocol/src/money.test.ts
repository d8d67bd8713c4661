import { expect, test } from "vitest";
import { currencyCodes, currencyExponent } from "./money.ts";

const documentedDecimals: Readonly<Record<number, string>> = {
  0: "CLP JPY KRW VND",
  2: "AUD BDT BRL CAD CNY EUR GBP HKD IDR MXN MYR NZD PEN PHP PKR PLN SGD THB TWD USD",
};

test("currencies have the decimals that the API documents", () => {
  for (const [exponent, codes] of Object.entries(documentedDecimals)) {
    for (const code of codes.split(" ")) expect([code, currencyExponent(code)]).toEqual([code, Number(exponent)]);
  }
});

test.each([
  ["KWD", 3],
  ["CLF", 4],
  ["usd", undefined],
  ["XYZ", undefined],
  ["", undefined],
  ["constructor", undefined],
])("%s has %s decimals", (code, exponent) => {
  expect(currencyExponent(code)).toBe(exponent);
});

test("each code stands once and is three capital letters", () => {
  expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
  for (const code of currencyCodes) expect(code).toMatch(/^[A-Z]{3}$/);
});

// Any currency a runtime can format with other decimals than ours would be charged at a wrong size.
test("decimals agree with the runtime's own currency table, where the two follow the same standard", () => {
  // CLDR shows these as used in shops, not as ISO 4217 counts them.
  const shownOtherwise = new Set("AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SOS SYP YER".split(" "));
  for (const code of currencyCodes.filter((each) => !shownOtherwise.has(each))) {
    const { maximumFractionDigits } = new Intl.NumberFormat("en", {
      style: "currency",
      currency: code,
    }).resolvedOptions();
    expect([code, currencyExponent(code)]).toEqual([code, maximumFractionDigits]);
  }
});
