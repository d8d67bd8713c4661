import { describe, expect, test } from "vitest";
import { cardSessionRequest, merchantWith } from "../../../../test/support/payment-session-bodies.ts";
import { toInstant } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { openSession } from "./open-session.ts";

type Request = ReturnType<typeof cardSessionRequest>;

const identity = { paymentSessionId: "PS1", now: toInstant(Date.UTC(2026, 10, 22)) };
const open = (merchant: Partial<Merchant>, request: Partial<Request>) =>
  openSession(merchantWith(merchant), cardSessionRequest(request), identity);

const wallet = (paymentMethodType: string) => ({ paymentMethod: { paymentMethodType } });
const offered = (...types: string[]) => {
  const { paymentMethod: _, ...rest } = cardSessionRequest();
  const paymentMethodTypeList = types.map((paymentMethodType) => ({ paymentMethodType }));
  return { ...rest, productScene: "CHECKOUT_PAYMENT", availablePaymentMethod: { paymentMethodTypeList } } as Request;
};
const card = (paymentMethodMetaData: object) => ({
  paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData },
});
const visa = { cardNo: "4054695723100768", expiryMonth: "12", expiryYear: "29" };

describe("which way to pay is left", () => {
  test.each<[string, Partial<Merchant>, Partial<Request>, string]>([
    ["a method that does not exist", {}, wallet("SHELLS"), "SHELLS"],
    ["a method the merchant has not contracted", { paymentMethods: ["CARD"] }, wallet("GCASH"), "not contracted"],
    ["no method contracted at all", { paymentMethods: [] }, {}, "CARD is not contracted"],
    ["a currency the merchant does not accept", { currencies: ["EUR"] }, {}, "accepts EUR"],
    ["a currency the method does not take", {}, wallet("GCASH"), "GCASH takes PHP"],
    ["a region the method does not belong to", {}, { allowedPaymentMethodRegions: ["JP"] }, "belongs to GLOBAL"],
  ])("%s answers NO_PAY_OPTIONS and says why", (_, merchant, request, reason) => {
    const outcome = open(merchant, request);
    expect(outcome).toMatchObject({ resultCode: "NO_PAY_OPTIONS", message: expect.stringContaining(reason) });
  });

  test("of several offered methods one that is usable suffices", () => {
    expect(openSession(merchantWith({ paymentMethods: ["CARD"] }), offered("GCASH", "CARD"), identity).ok).toBe(true);
    expect(openSession(merchantWith({ paymentMethods: ["DANA"] }), offered("GCASH", "CARD"), identity).ok).toBe(false);
  });
});

describe("which card is accepted", () => {
  test.each<[string, Partial<Merchant>, object]>([
    ["a brand the merchant has not contracted", { cardBrands: ["AMEX"] }, visa],
    ["a brand the request leaves out", {}, { ...visa, supportedCardBrands: ["AMEX"] }],
    ["no brand both sides have", { cardBrands: ["VISA"] }, { supportedCardBrands: ["AMEX"] }],
    ["a number of no known brand", {}, { ...visa, cardNo: "1234567890123452" }],
  ])("%s answers CARD_NOT_SUPPORTED without the number", (_, merchant, metadata) => {
    const outcome = open(merchant, card(metadata));
    expect(outcome).toMatchObject({ resultCode: "CARD_NOT_SUPPORTED" });
    expect(JSON.stringify(outcome)).not.toMatch(/\d{6}/);
  });

  test("a contracted brand is accepted", () => {
    expect(open({ cardBrands: ["VISA"] }, card(visa) as Partial<Request>).ok).toBe(true);
  });
});

describe("what a contract demands", () => {
  test("a GAGW merchant must send merchantRegion", () => {
    expect(open({ products: ["GAGW"] }, {})).toMatchObject({ resultCode: "PARAM_ILLEGAL" });
    expect(open({ products: ["GAGW"] }, { merchantRegion: "SG" }).ok).toBe(true);
  });

  test("a redirect leads to a registered host only", () => {
    const redirectHosts = ["shop.example.com"];
    expect(open({ redirectHosts }, {}).ok).toBe(true);
    const outcome = open({ redirectHosts }, { paymentRedirectUrl: "https://shop.example.com.evil.example/" });
    expect(outcome).toMatchObject({
      resultCode: "PARAM_ILLEGAL",
      message: expect.stringContaining("shop.example.com.evil.example"),
    });
  });

  test.each<[string, string[], string | undefined, boolean]>([
    ["one contracted, none named", ["SGD"], undefined, true],
    ["one contracted, another named", ["SGD"], "USD", false],
    ["two contracted, none named", ["SGD", "USD"], undefined, false],
    ["two contracted, one of them named", ["SGD", "USD"], "USD", true],
    ["nothing registered", [], "USD", true],
  ])("settlement currency: %s", (_, settlementCurrencies, settlementCurrency, isAccepted) => {
    const settlementStrategy = settlementCurrency === undefined ? {} : { settlementCurrency };
    const outcome = open({ settlementCurrencies }, { settlementStrategy });
    expect(outcome).toMatchObject(isAccepted ? { ok: true } : { resultCode: "PROCESS_FAIL" });
  });

  test("the order's amount is never compared with the amount to pay", () => {
    const order = { ...cardSessionRequest().order, orderAmount: { currency: "JPY", value: "1" } };
    expect(open({}, { order }).ok).toBe(true);
  });

  test("notifications go where the request says, else where the merchant registered", () => {
    const notifyUrl = "https://shop.example.com/hooks";
    expect(open({ notifyUrl }, {})).toMatchObject({ value: { session: { notifyUrl } } });
    const paymentNotifyUrl = "https://shop.example.com/other";
    expect(open({ notifyUrl }, { paymentNotifyUrl })).toMatchObject({
      value: { session: { notifyUrl: paymentNotifyUrl } },
    });
  });
});
