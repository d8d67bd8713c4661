import { expect, test } from "vitest";
import { decoderOf } from "../decode.ts";
import type { Operation, OperationName } from "../operation.ts";
import { cardRequest, type SampleRequest, walletRequest, withField } from "../testing/sample-requests.ts";
import { operations } from "./index.ts";

const named: Readonly<Record<OperationName, Operation>> = operations;

const refusalOf = (name: OperationName, request: SampleRequest): string | undefined => {
  const decoded = decoderOf(named[name])(Buffer.from(JSON.stringify(request)));
  return decoded.ok ? undefined : `${decoded.violation.field} ${decoded.violation.rule}`;
};

const changed = (request: SampleRequest, changes: Readonly<Record<string, unknown>>): SampleRequest =>
  Object.entries(changes).reduce((bent, [path, value]) => withField(bent, path, value), request);

const env = { terminalType: "WEB" };
const eur = (value: string) => ({ currency: "EUR", value });

const consultRequest = (): SampleRequest => ({
  productCode: "CASHIER_PAYMENT",
  paymentAmount: eur("24900"),
  env: { ...env },
});

const captureRequest = (): SampleRequest => ({
  captureRequestId: "CR-1",
  paymentId: "P-1",
  captureAmount: eur("24900"),
});

const refundRequest = (): SampleRequest => ({ refundRequestId: "RR-1", paymentId: "P-1", refundAmount: eur("24900") });

test.each<[string, OperationName, SampleRequest]>([
  ["a wallet on a website", "pay", changed(walletRequest(), { env })],
  [
    "a wallet in an app",
    "pay",
    changed(walletRequest(), { env: { terminalType: "APP", osType: "IOS" }, paymentRedirectUrl: "shopapp://return" }),
  ],
  ["a card with its data", "pay", cardRequest()],
  ["a plan with its card", "pay", changed(cardRequest(), { creditPayPlan: { installmentNum: 3, interval: "MONTH" } })],
  ["a consultation", "consult", consultRequest()],
  ["a capture", "capture", changed(captureRequest(), { isLastCapture: true })],
  ["a refund", "refund", changed(refundRequest(), { refundNotifyUrl: "https://shop.example.com/hooks/refund" })],
  ["a refund asked for by the merchant's id", "inquiryRefund", { refundRequestId: "RR-1" }],
  ["a refund asked for by the gateway's id", "inquiryRefund", { refundId: "R-1" }],
  ["both ids of a refund", "inquiryRefund", { refundId: "R-1", refundRequestId: "RR-1" }],
])("%s is legal: %s", (_, name, request) => {
  expect(refusalOf(name, request)).toBeUndefined();
});

const oneTimeOnly = "productCode must be CASHIER_PAYMENT: only one-time payments are taken";
const wholeRupiah = "must end in 00: rupiah are counted with two decimals but paid whole";

test.each<[string, OperationName, SampleRequest, string]>([
  ["auto debit", "pay", changed(walletRequest(), { env, productCode: "AGREEMENT_PAYMENT" }), oneTimeOnly],
  ["in-store", "pay", changed(walletRequest(), { env, productCode: "IN_STORE_PAYMENT" }), oneTimeOnly],
  ["no env", "pay", walletRequest(), "env is required"],
  [
    "no terminal",
    "pay",
    changed(walletRequest(), { env: { clientIp: "203.0.113.9" } }),
    "env.terminalType is required",
  ],
  [
    "a phone without its system",
    "pay",
    changed(walletRequest(), { env: { terminalType: "WAP" } }),
    "env.osType is required when terminalType is not WEB",
  ],
  [
    "no settlementStrategy",
    "pay",
    changed(walletRequest(), { env, settlementStrategy: undefined }),
    "settlementStrategy is required",
  ],
  [
    "a card without paymentFactor",
    "pay",
    changed(cardRequest(), { paymentFactor: undefined }),
    "paymentFactor is required for CARD",
  ],
  [
    "a card that does not say whether it is an authorization",
    "pay",
    changed(cardRequest(), { "paymentFactor.isAuthorization": undefined }),
    "paymentFactor.isAuthorization is required for CARD",
  ],
  [
    "a card without its month",
    "pay",
    changed(cardRequest(), { "paymentMethod.paymentMethodMetaData.expiryMonth": undefined }),
    "paymentMethod.paymentMethodMetaData.expiryMonth is required with cardNo",
  ],
  [
    "a plan without its card",
    "pay",
    changed(walletRequest(), { env, creditPayPlan: { installmentNum: "3" } }),
    "creditPayPlan.installmentNum needs the card data in paymentMethod.paymentMethodMetaData",
  ],
  [
    "sen",
    "pay",
    changed(walletRequest(), { env, paymentAmount: { currency: "IDR", value: "30050" } }),
    `paymentAmount.value ${wholeRupiah}`,
  ],
  ["auto debit", "consult", changed(consultRequest(), { productCode: "AGREEMENT_PAYMENT" }), oneTimeOnly],
  ["no terminal", "consult", changed(consultRequest(), { env: {} }), "env.terminalType is required"],
  [
    "an app without its system",
    "consult",
    changed(consultRequest(), { env: { terminalType: "APP" } }),
    "env.osType is required when terminalType is not WEB",
  ],
  [
    "sen",
    "consult",
    changed(consultRequest(), { paymentAmount: { currency: "IDR", value: "30050" } }),
    `paymentAmount.value ${wholeRupiah}`,
  ],
  ["no paymentId", "capture", changed(captureRequest(), { paymentId: undefined }), "paymentId is required"],
  [
    "sen",
    "capture",
    changed(captureRequest(), { captureAmount: { currency: "IDR", value: "30050" } }),
    `captureAmount.value ${wholeRupiah}`,
  ],
  ["no amount", "refund", changed(refundRequest(), { refundAmount: undefined }), "refundAmount is required"],
  [
    "sen",
    "refund",
    changed(refundRequest(), { refundAmount: { currency: "IDR", value: "30050" } }),
    `refundAmount.value ${wholeRupiah}`,
  ],
  [
    "an address nothing can be posted to",
    "refund",
    changed(refundRequest(), { refundNotifyUrl: "shopapp://refunds" }),
    "refundNotifyUrl must be an http or https URL",
  ],
  ["neither id of the refund", "inquiryRefund", {}, "refundRequestId is required unless refundId is given"],
  ["neither id of the payment", "cancel", {}, "paymentRequestId is required unless paymentId is given"],
])("%s is refused by %s", (_, name, request, refusal) => {
  expect(refusalOf(name, request)).toBe(refusal);
});

test.each([
  [
    "pay",
    changed(cardRequest(), { "paymentMethod.paymentMethodMetaData.cardNo": "4054695723100767" }),
    "4054695723100767",
  ],
  ["pay", changed(cardRequest(), { "paymentMethod.paymentMethodMetaData.cvv": "9a7" }), "9a7"],
] as const)("a secret that %s refuses is not repeated in the refusal", (name, request, secret) => {
  const decoded = decoderOf(named[name])(Buffer.from(JSON.stringify(request)));
  expect(decoded.ok).toBe(false);
  expect(JSON.stringify(decoded)).not.toContain(secret);
});
