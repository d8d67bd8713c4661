import { describe, expect, test } from "vitest";
import { type CardProblems, type CardRules, type CardValues, checkCard } from "./check-card.ts";

const good: CardValues = {
  number: "4111 1111 1111 1111",
  expiry: "12 / 30",
  cvc: "123",
  name: "Ada Lovelace",
  brand: undefined,
};
const rules: CardRules = {
  acceptedBrands: ["VISA", "MASTERCARD", "AMEX", "MAESTRO"],
  knownBrands: undefined,
  needsCvc: true,
  nowMs: Date.parse("2026-11-22"),
};

const cases: readonly (readonly [string, Partial<CardValues>, Partial<CardRules>, CardProblems])[] = [
  ["a whole card", {}, {}, {}],
  ["no number", { number: "" }, {}, { number: "numberMissing" }],
  ["half a number", { number: "4111 1111" }, {}, { number: "numberIncomplete" }],
  ["a wrong check digit", { number: "4111 1111 1111 1112" }, {}, { number: "numberInvalid" }],
  ["a brand nobody takes here", { number: "3530 1113 3330 0000" }, {}, { number: "brandNotAccepted" }],
  ["a brand the gateway refuses", {}, { knownBrands: [] }, { number: "brandNotAccepted" }],
  ["no date", { expiry: "" }, {}, { expiry: "expiryMissing" }],
  ["half a date", { expiry: "12 / 3" }, {}, { expiry: "expiryInvalid" }],
  ["a date long ago", { expiry: "10 / 26" }, {}, { expiry: "expiryPast" }],
  ["a date too far", { expiry: "10 / 60" }, {}, { expiry: "expiryInvalid" }],
  ["no code", { cvc: "" }, {}, { cvc: "cvcMissing" }],
  ["no code where none is asked for", { cvc: "" }, { needsCvc: false }, {}],
  ["no code on a Maestro card", { cvc: "", number: "6759 6498 2643 8453" }, {}, {}],
  ["three digits on an Amex", { number: "3782 822463 10005" }, {}, { cvc: "cvcInvalid" }],
  ["four digits on an Amex", { number: "3782 822463 10005", cvc: "1234" }, {}, {}],
  ["no name", { name: " " }, {}, { name: "nameMissing" }],
  ["a card number as the name", { name: "4111 1111 1111 1111" }, {}, { name: "nameInvalid" }],
  ["two brands and no choice", {}, { knownBrands: ["CARTES_BANCAIRES", "VISA"] }, { brand: "brandMissing" }],
  ["two brands and a choice", { brand: "VISA" }, { knownBrands: ["CARTES_BANCAIRES", "VISA"] }, {}],
];

describe("checking a card", () => {
  test.each(cases)("%s", (_, values, changes, problems) => {
    expect(checkCard({ ...good, ...values }, { ...rules, ...changes })).toEqual(problems);
  });

  test("an unknown range is left to the gateway", () => {
    expect(
      checkCard({ ...good, number: "9490 2200 0000 0006", cvc: "123" }, { ...rules, knownBrands: ["HYUNDAI"] }),
    ).toEqual(expect.not.objectContaining({ number: "brandNotAccepted" }));
  });
});
