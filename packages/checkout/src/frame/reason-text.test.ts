import { resultCodes } from "@opencashier/protocol";
import { expect, test } from "vitest";
import { namedCodes, reasonOf } from "./reason-text.ts";

test.each(namedCodes)("%s is a result code of the API", (code) => {
  expect(Object.keys(resultCodes)).toContain(code);
});

test.each([
  ["USER_BALANCE_NOT_ENOUGH", { text: "insufficientFunds" }],
  ["INVALID_CVV", { text: "wrongCvc", field: "cvc" }],
  ["CARD_EXPIRED", { text: "expiredCard", field: "expiry" }],
  ["DO_NOT_HONOR", { text: "declined" }],
  ["A_CODE_OF_LATER", { text: "declined" }],
])("%s on a card is told as %j", (code, reason) => {
  expect(reasonOf(code, true)).toEqual(reason);
});

test.each(["STOLEN_CARD", "LOST_CARD", "PICKUP_CARD", "SUSPECTED_CARD", "FRAUD_REJECT", "RISK_REJECT"])(
  "%s tells a thief no more than any decline",
  (code) => {
    expect(reasonOf(code, true)).toEqual(reasonOf("DO_NOT_HONOR", true));
  },
);

test("a wallet's refusal says nothing about cards", () => {
  expect(reasonOf("USER_BALANCE_NOT_ENOUGH", false)).toEqual({ text: "methodFailed" });
  expect(reasonOf("DO_NOT_HONOR", false)).toEqual({ text: "methodFailed" });
});
