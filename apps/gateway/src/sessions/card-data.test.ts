import type { CreatePaymentSessionRequest } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { isCardNumber, takeCardNumbers } from "./card-data.ts";

const visa = "4054695723100768";

const requestWith = (members: object) =>
  ({ paymentRequestId: "PR-1", ...members }) as unknown as CreatePaymentSessionRequest;

describe("card data of a request", () => {
  test("a request without card data is stored as the very object that came", () => {
    const request = requestWith({
      paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData: { is3DSAuthentication: "true" } },
    });
    expect(takeCardNumbers(request)).toEqual({ request, cardNumbers: undefined });
    expect(takeCardNumbers(request).request).toBe(request);
  });

  test.each([
    ["paymentMethod", { paymentMethod: { paymentMethodMetaData: { cardNo: visa, cvv: "123", expiryYear: "29" } } }],
    ["availablePaymentMethod", { availablePaymentMethod: { paymentMethodMetaData: { cardNo: visa, cvv: "123" } } }],
    ["savedPaymentMethods", { savedPaymentMethods: [{}, { paymentMethodMetaData: { cardNo: visa, cvv: "123" } }] }],
    [
      "a key of another name",
      { paymentMethod: { paymentMethodMetaData: { number: "4054 6957 2310 0768", CVC: "123" } } },
    ],
    ["a nested object", { paymentMethod: { paymentMethodMetaData: { token: { pan: visa, cvc2: "123" } } } }],
    ["a list", { paymentMethod: { paymentMethodMetaData: { cards: [{ pan: visa, securityCode: "123" }] } } }],
  ])("in %s is taken out: numbers go to the sealer, verification values nowhere", (_, members) => {
    const request = requestWith(members);
    const before = structuredClone(request);
    const taken = takeCardNumbers(request);
    expect(JSON.stringify(taken.request)).not.toMatch(/4054|123/);
    expect(Object.values(taken.cardNumbers?.reveal() ?? {}).map((number) => number.replaceAll(" ", ""))).toEqual([
      visa,
    ]);
    expect(request).toEqual(before);
  });

  test("what stands beside the number stays", () => {
    const { request } = takeCardNumbers(
      requestWith({ paymentMethod: { paymentMethodMetaData: { cardNo: visa, expiryYear: "29" } } }),
    );
    expect(request.paymentMethod).toEqual({ paymentMethodMetaData: { expiryYear: "29" } });
  });
});

test.each([
  [visa, true],
  ["4054-6957-2310-0768", true],
  ["6200000000000000000", true],
  ["4054695723100769", false],
  ["40546957231", false],
  ["4054695723100768x", false],
])("%s is a card number: %s", (text, isCard) => {
  expect(isCardNumber(text)).toBe(isCard);
});
