import { expect, test } from "vitest";
import { decoderOf } from "./decode.ts";
import { operations } from "./operations/index.ts";
import { cardRequest, checkoutPageRequest, walletRequest, withField } from "./testing/sample-requests.ts";
import { violationMessage } from "./violation.ts";

const decode = decoderOf(operations.createPaymentSession);
const decodeText = (text: string) => decode(Buffer.from(text));
const decodeJson = (body: unknown) => decodeText(JSON.stringify(body));

const refusalOf = (decoded: ReturnType<typeof decode>) =>
  decoded.ok ? undefined : { ...decoded.violation, message: violationMessage(decoded.violation) };

test.each([
  ["card", cardRequest],
  ["wallet", walletRequest],
  ["Checkout Page", checkoutPageRequest],
])("a valid %s request decodes to what was sent", (_, sample) => {
  expect(decodeJson(sample())).toEqual({ ok: true, request: sample() });
});

test.each([
  ["order.goods[0].goodsQuantity", 1, "1"],
  ["env.timeZoneOffset", -120, "-120"],
  ["env.colorDepth", 24, "24"],
  ["enableInstallmentCollection", false, "false"],
  ["paymentFactor.isAuthorization", true, "true"],
  ["paymentAmount.value", 24900, "24900"],
  [
    "paymentQuote",
    { quoteCurrencyPair: "EUR/USD", quotePrice: 1.25 },
    { quoteCurrencyPair: "EUR/USD", quotePrice: "1.25" },
  ],
])("%s may be sent as a JSON literal", (path, literal, text) => {
  const decoded = decodeJson(withField(cardRequest(), path, literal));
  expect(decoded).toEqual({ ok: true, request: withField(cardRequest(), path, text) });
});

test("null and empty text count as absent", () => {
  const body = withField(withField(cardRequest(), "paymentNotifyUrl", null), "env.osType", "");
  expect(decodeJson(body)).toEqual({ ok: true, request: withField(cardRequest(), "paymentNotifyUrl", undefined) });
});

test("unknown fields are kept, and refuse nothing", () => {
  const body = withField(withField(cardRequest(), "order.newField", { deep: [1] }), "futureField", "x");
  const decoded = decodeJson(body);
  expect(decoded).toMatchObject({ ok: true, request: { futureField: "x", order: { newField: { deep: ["1"] } } } });
});

// Each row breaks one rule of a valid card request: where, with what, and the rule that is named.
const badFields: readonly (readonly [string, unknown, string])[] = [
  ["productCode", undefined, "is required"],
  ["productCode", "AGREEMENT_PAYMENT", "must be CASHIER_PAYMENT for a payment session"],
  ["productCode", "WRONG", "must be one of CASHIER_PAYMENT, AGREEMENT_PAYMENT, IN_STORE_PAYMENT"],
  ["paymentRequestId", "x".repeat(65), "must be at most 64 characters"],
  ["paymentRequestId", ["x"], "must be text"],
  ["order", "tea", "must be an object"],
  ["order.orderDescription", undefined, "is required"],
  ["order.goods", { goodsName: "x" }, "must be an array"],
  ["order.goods[0].goodsName", undefined, "is required"],
  ["order.goods[0].goodsQuantity", 0, "must be a whole number of 1 or more"],
  ["order.goods[0].goodsQuantity", "1.5", "must be a whole number of 1 or more"],
  ["order.goods[0].goodsUrl", "shop", "must be an absolute URL"],
  ["order.goods[0].deliveryMethodType", "DRONE", "must be one of PHYSICAL, DIGITAL"],
  ["order.buyer.buyerRegistrationTime", "2019-02-30T12:00:00Z", "must be an ISO 8601 date and time"],
  ["order.buyer.buyerRegistrationTime", "2019-11-27 12:01:01", "must be an ISO 8601 date and time"],
  ["paymentAmount", undefined, "is required"],
  ["paymentAmount.currency", "EURO", "must be at most 3 characters"],
  ["paymentAmount.currency", "XYZ", "must be an ISO 4217 currency code"],
  ["paymentAmount.value", undefined, "is required"],
  ["paymentAmount.value", "0", "must be a positive whole number"],
  ["paymentAmount.value", "-1", "must be a positive whole number"],
  ["paymentAmount.value", "012", "must be a positive whole number"],
  ["paymentAmount.value", "12.5", "must be a positive whole number"],
  ["paymentAmount.value", " 12", "must be a positive whole number"],
  ["paymentAmount.value", "12345678901234567", "must be at most 16 characters"],
  ["paymentAmount.value", 1e21, "must be written as text"],
  ["paymentAmount", { currency: "IDR", value: "10050" }, "must end in 00"],
  ["paymentFactor", undefined, "is required for CARD"],
  ["paymentFactor", {}, "is required for CARD"],
  ["paymentFactor.isAuthorization", "yes", "must be one of true, false"],
  ["paymentFactor.captureMode", "LATER", "must be one of AUTOMATIC, MANUAL"],
  ["paymentMethod", undefined, "is required unless productScene is given"],
  ["paymentMethod.paymentMethodType", undefined, "is required"],
  [
    "paymentMethod.paymentMethodMetaData.cardNo",
    "4054695723100769",
    "must be 12 to 19 digits with a valid check digit",
  ],
  ["paymentMethod.paymentMethodMetaData.cvv", "99", "must be 3 or 4 digits"],
  ["paymentMethod.paymentMethodMetaData.cvv", undefined, "is required with cardNo"],
  ["paymentMethod.paymentMethodMetaData.expiryMonth", "13", "must be a month from 01 to 12"],
  ["paymentMethod.paymentMethodMetaData.expiryYear", undefined, "is required with cardNo"],
  ["paymentMethod.paymentMethodMetaData.selectedCardBrand", "ACME", "must be one of AMEX"],
  ["settlementStrategy", undefined, "is required unless productScene is given"],
  ["settlementStrategy.settlementCurrency", "usd", "must be an ISO 4217 currency code"],
  ["paymentRedirectUrl", undefined, "is required"],
  ["paymentRedirectUrl", "//shop.example.com", "must be an absolute URL"],
  ["paymentRedirectUrl", "javascript:alert(1)", "must be an absolute URL"],
  ["paymentRedirectUrl", "shopapp://return", "must be an http or https URL unless env.terminalType is APP"],
  ["paymentRedirectUrl", `https://shop.example.com/${"x".repeat(2048)}`, "must be at most 2048 characters"],
  ["paymentNotifyUrl", "ftp://shop.example.com", "must be an http or https URL"],
  ["merchantRegion", "SGP", "must be at most 2 characters"],
  ["env.clientIp", "203.0.113.999", "must be an IPv4 or IPv6 address"],
  ["env.timeZoneOffset", 721, "must be a whole number of minutes from -720 to 720"],
  ["env.terminalType", "FRIDGE", "must be one of WEB, WAP, APP, MINI_APP"],
  ["paymentSessionExpiryTime", "soon", "must be an ISO 8601 date and time"],
  ["riskData", { buyer: { noteToMerchant: "x" } }, "is required"],
  ["creditPayPlan", { installmentNum: 37 }, "must be a whole number from 2 to 36"],
  ["creditPayPlan", { interval: "MONTH" }, "is required"],
  ["creditPayPlan", { installmentNum: 3, creditPayFeeType: "PERCENTAGE" }, "is required when creditPayFeeType"],
  ["allowedPaymentMethodRegions", ["EUROPE"], "must be an ISO 3166-1 region code"],
];

test.each(badFields)("%s = %j is refused", (path, value, rule) => {
  const refusal = refusalOf(decodeJson(withField(cardRequest(), path, value)));
  expect(refusal?.field.startsWith(path)).toBe(true);
  expect(refusal?.rule.startsWith(rule)).toBe(true);
  expect(refusal?.message.startsWith(`Illegal parameter: ${refusal.field} ${rule}`)).toBe(true);
  expect([...(refusal?.message ?? "")].length).toBeLessThanOrEqual(256);
});

test("more goods than 100 are refused, naming the list", () => {
  const goods = Array.from({ length: 101 }, () => ({ referenceGoodsId: "1", goodsName: "x" }));
  const refusal = refusalOf(decodeJson(withField(cardRequest(), "order.goods", goods)));
  expect(refusal).toMatchObject({ field: "order.goods", rule: "must have at most 100 elements" });
});

test("the first violation is that of the field the schema lists first", () => {
  const body = withField(withField(cardRequest(), "paymentRedirectUrl", undefined), "order.orderAmount.value", "x");
  expect(refusalOf(decodeJson(body))?.field).toBe("order.orderAmount.value");
});

test.each([
  ["a letter outside the first plane counts once", "😀".repeat(64), true],
  ["one such letter more is too long", "😀".repeat(65), false],
  ["a combining mark counts by itself", "e\u0301".repeat(32), true],
  ["a joined family of emoji counts every part", "👩‍👩‍👧‍👦".repeat(10), false],
])("lengths count code points: %s", (_, paymentRequestId, isValid) => {
  expect(decodeJson(withField(cardRequest(), "paymentRequestId", paymentRequestId)).ok).toBe(isValid);
});

const cancel = decoderOf(operations.cancel);

test.each([
  ["paymentId alone", { paymentId: "2026" }, true],
  ["paymentRequestId alone", { paymentRequestId: "PR" }, true],
  ["both", { paymentId: "2026", paymentRequestId: "PR" }, true],
  ["neither", {}, false],
  ["empty ids", { paymentId: "", paymentRequestId: null }, false],
])("cancel and inquiryPayment with %s", (_, body, isValid) => {
  const bytes = Buffer.from(JSON.stringify(body));
  expect(cancel(bytes).ok).toBe(isValid);
  expect(decoderOf(operations.inquiryPayment)(bytes).ok).toBe(isValid);
});
