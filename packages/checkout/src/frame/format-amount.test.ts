import { currencyCodes, currencyExponent } from "@opencashier/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { decimalsOf, formatAmount } from "./format-amount.ts";
import { useLanguage } from "./texts.ts";

afterEach(() => useLanguage("en"));

describe("amounts", () => {
  test.each([
    ["USD", "1050", "$10.50"],
    ["USD", "5", "$0.05"],
    ["JPY", "1050", "¥1,050"],
    ["KWD", "1050", "KWD 1.050"],
    ["IDR", "1500000", "IDR 15,000"],
    ["IDR", "1500050", "IDR 15,000.50"],
    ["BRL", "12000", "R$120.00"],
    ["USD", "9007199254740993", "$90,071,992,547,409.93"],
  ])("%s %s reads %s", (currency, value, text) => {
    expect(formatAmount({ currency, value }).replaceAll("\u00a0", " ")).toBe(text);
  });

  test("have as many decimals as the gateway counts, in every currency", () => {
    expect(currencyCodes.filter((currency) => decimalsOf(currency) !== currencyExponent(currency))).toEqual([]);
  });

  test("keep their order between Arabic words", async () => {
    await useLanguage("ar");
    expect(formatAmount({ currency: "USD", value: "1050" })).toMatch(/^\u2066[^\u200e\u200f]+\u2069$/);
  });
});
