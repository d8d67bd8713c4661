import { expect, test } from "vitest";
import { cardBrandOf, cardBrands, cardBrandsByRegion, isCardNo } from "./card-brands.ts";

test.each([
  ["4054695723100768", "VISA"],
  ["5162774114974622", "MASTERCARD"],
  ["2720990000000007", "MASTERCARD"],
  ["378282246310005", "AMEX"],
  ["3530111333300000", "JCB"],
  ["36227206271667", "DINERS"],
  ["6011111111111117", "DISCOVER"],
  ["6200000000000005", "CUP"],
  ["6362970000457013", "ELO"],
  ["6062826786276634", "HIPERCARD"],
  ["9490220011669217", "HYUNDAI"],
  ["4054 6957 2310 0768", "VISA"],
  ["1234567890123456", undefined],
  ["", undefined],
])("%s is of brand %s", (cardNo, brand) => {
  expect(cardBrandOf(cardNo)).toBe(brand);
});

test("every brand of a region is one the protocol names", () => {
  for (const brand of Object.values(cardBrandsByRegion).flat()) expect(cardBrands).toContain(brand);
});

test.each([
  ["4054695723100768", true],
  ["9490220011669217", true],
  ["4054695723100769", false],
  ["4054 6957 2310 0768", false],
  ["00000000000", false],
  ["00000000000000000000", false],
  ["", false],
])("isCardNo(%s) is %s", (text, isValid) => {
  expect(isCardNo(text)).toBe(isValid);
});
