import { expect, test } from "vitest";
import { toCardCases } from "./card-cases.ts";

const withCard = {
  operation: "pay",
  path: "/pay",
  name: "card",
  body: { paymentRequestId: "A", paymentMethod: { paymentMethodMetaData: { cardNo: "1", expiryYear: "30" } } },
};
const wallet = { ...withCard, body: { paymentMethod: { paymentMethodType: "GCASH" } } };
const card = { number: "4000", brand: "VISA", title: "Refused", resultCode: "05" };

test("each test card makes a payment of its own, alike in all but the number", () => {
  expect(toCardCases([wallet, withCard], [card])).toEqual([
    {
      ...withCard,
      name: "Refused · VISA · 05",
      body: { paymentRequestId: "A", paymentMethod: { paymentMethodMetaData: { cardNo: "4000", expiryYear: "30" } } },
    },
  ]);
});

test("without a payment that carries card data there are no card cases", () => {
  expect(toCardCases([wallet], [card])).toEqual([]);
});
