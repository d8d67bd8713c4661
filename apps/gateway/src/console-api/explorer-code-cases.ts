import type { OperationName, ResultCode } from "@opencashier/protocol";

type Step = { readonly operation: OperationName; readonly body: object };
/** A case as it is written down; its paths follow from the account. */
export type CodeCase = Step & {
  readonly name: string;
  readonly resultCode: ResultCode;
  readonly before?: readonly Step[];
};

const sgd = (value: string) => ({ currency: "SGD", value });
const amount = sgd("10050");

const order = {
  referenceOrderId: "SO-100001",
  orderDescription: "Two ceramic mugs",
  orderAmount: amount,
  buyer: { referenceBuyerId: "buyer_7731" },
};

const shared = {
  productCode: "CASHIER_PAYMENT",
  paymentRequestId: "{{id}}",
  order,
  paymentAmount: amount,
  paymentRedirectUrl: "https://shop.example.com/checkout/return",
  settlementStrategy: { settlementCurrency: "SGD" },
};

const session = { ...shared, paymentMethod: { paymentMethodType: "CARD" }, paymentFactor: { isAuthorization: true } };

/** Antom's own test card, which is approved. Source: Antom, "Test resources", read 2026-11-22. */
const approved = "4054695723100768";

const card = (cardNo: string, members: object = {}) => ({
  paymentMethodType: "CARD",
  paymentMethodMetaData: {
    cardNo,
    cvv: "123",
    expiryMonth: "12",
    expiryYear: "39",
    cardholderName: { firstName: "Mei", lastName: "Tan" },
    ...members,
  },
});

const byCard = (members: object = {}) => ({
  ...shared,
  paymentMethod: card(approved),
  env: { terminalType: "WEB", clientIp: "203.0.113.9" },
  paymentFactor: { isAuthorization: true, captureMode: "AUTOMATIC" },
  ...members,
});

const paid: Step = { operation: "pay", body: byCard() };
const authorized: Step = {
  operation: "pay",
  body: byCard({ paymentFactor: { isAuthorization: true, captureMode: "MANUAL" } }),
};
const cancelled: Step = { operation: "cancel", body: { paymentRequestId: "{{id}}" } };

const capture = (value: string, members: object = {}) => ({
  captureRequestId: "{{id}}-capture",
  paymentId: "{{paymentId}}",
  captureAmount: sgd(value),
  ...members,
});
const refund = (value: string, members: object = {}) => ({
  refundRequestId: "{{id}}-refund",
  paymentId: "{{paymentId}}",
  refundAmount: sgd(value),
  ...members,
});

const sessionCases: readonly CodeCase[] = [
  {
    operation: "createPaymentSession",
    name: "The same paymentRequestId for another amount",
    resultCode: "PROCESS_FAIL",
    before: [{ operation: "createPaymentSession", body: session }],
    body: { ...session, paymentAmount: sgd("10051") },
  },
  {
    operation: "createPaymentSession",
    name: "A method that takes another currency",
    resultCode: "NO_PAY_OPTIONS",
    body: { ...session, paymentMethod: { paymentMethodType: "GCASH" }, paymentFactor: undefined },
  },
  {
    operation: "retrievePaymentSession",
    name: "What a session was opened for",
    resultCode: "SUCCESS",
    before: [{ operation: "createPaymentSession", body: session }],
    body: { paymentRequestId: "{{id}}" },
  },
  {
    operation: "retrievePaymentSession",
    name: "No such session",
    resultCode: "ORDER_NOT_EXIST",
    body: { paymentRequestId: "{{id}}" },
  },
  { operation: "retrievePaymentSession", name: "The id is missing", resultCode: "PARAM_ILLEGAL", body: {} },
];

const payCases: readonly CodeCase[] = [
  {
    operation: "pay",
    name: "Rejected by risk control: 11",
    resultCode: "RISK_REJECT",
    body: byCard({ paymentAmount: sgd("11") }),
  },
  {
    operation: "pay",
    name: "The same paymentRequestId for another amount",
    resultCode: "REPEAT_REQ_INCONSISTENT",
    before: [paid],
    body: byCard({ paymentAmount: sgd("10051") }),
  },
  {
    operation: "pay",
    name: "An order that was cancelled before",
    resultCode: "ORDER_IS_CANCELED",
    before: [authorized, cancelled],
    body: authorized.body,
  },
  {
    operation: "pay",
    name: "A card whose issuer wants to see the payer",
    resultCode: "PAYMENT_IN_PROCESS",
    body: byCard({ paymentMethod: card("4000000300001106", { is3DSAuthentication: true }) }),
  },
  {
    operation: "pay",
    name: "A card that nobody has issued",
    resultCode: "INVALID_CARD_NUMBER",
    body: byCard({ paymentMethod: card("4000000100001405") }),
  },
  {
    operation: "pay",
    name: "A card number with a wrong check digit",
    resultCode: "PARAM_ILLEGAL",
    body: byCard({ paymentMethod: card("4054695723100767") }),
  },
  {
    operation: "pay",
    name: "A card whose issuer insists on 3-D Secure",
    resultCode: "AUTHENTICATION_REQUIRED",
    body: byCard({ paymentMethod: card("4000000300000801") }),
  },
  {
    operation: "pay",
    name: "Installments that the card has not",
    resultCode: "INVALID_PAYMENT_METHOD_META_DATA",
    body: byCard({ creditPayPlan: { installmentNum: "3", interval: "MONTH" } }),
  },
  {
    operation: "pay",
    name: "The acquirer does not answer",
    resultCode: "PAYMENT_IN_PROCESS",
    body: byCard({ paymentRequestId: "{{id}}-fault:lost-answer" }),
  },
];

const inquiryCases: readonly CodeCase[] = [
  {
    operation: "inquiryPayment",
    name: "A payment that succeeded",
    resultCode: "SUCCESS",
    before: [paid],
    body: { paymentRequestId: "{{id}}" },
  },
  {
    operation: "inquiryPayment",
    name: "A payment with a refund",
    resultCode: "SUCCESS",
    before: [paid, { operation: "refund", body: refund("5000") }],
    body: { paymentId: "{{paymentId}}" },
  },
  {
    operation: "inquiryPayment",
    name: "A payment that was cancelled",
    resultCode: "SUCCESS",
    before: [authorized, cancelled],
    body: { paymentRequestId: "{{id}}" },
  },
  {
    operation: "inquiryPayment",
    name: "A payment that the issuer declined",
    resultCode: "SUCCESS",
    before: [{ operation: "pay", body: byCard({ paymentMethod: card("4000000100005109") }) }],
    body: { paymentRequestId: "{{id}}" },
  },
  {
    operation: "inquiryPayment",
    name: "No such payment",
    resultCode: "ORDER_NOT_EXIST",
    body: { paymentRequestId: "{{id}}" },
  },
  { operation: "inquiryPayment", name: "Neither id given", resultCode: "PARAM_ILLEGAL", body: {} },
  {
    operation: "inquiryRefund",
    name: "A refund that succeeded",
    resultCode: "SUCCESS",
    before: [paid, { operation: "refund", body: refund("5000") }],
    body: { refundRequestId: "{{id}}-refund" },
  },
  {
    operation: "inquiryRefund",
    name: "A refund under way",
    resultCode: "SUCCESS",
    before: [paid, { operation: "refund", body: refund("21") }],
    body: { refundRequestId: "{{id}}-refund" },
  },
  {
    operation: "inquiryRefund",
    name: "No such refund",
    resultCode: "ORDER_NOT_EXIST",
    body: { refundRequestId: "{{id}}" },
  },
  { operation: "inquiryRefund", name: "No id given", resultCode: "PARAM_ILLEGAL", body: {} },
];

const captureCases: readonly CodeCase[] = [
  {
    operation: "capture",
    name: "The whole authorization",
    resultCode: "SUCCESS",
    before: [authorized],
    body: capture("10050"),
  },
  { operation: "capture", name: "A part of it", resultCode: "SUCCESS", before: [authorized], body: capture("5000") },
  {
    operation: "capture",
    name: "Confirmed a minute later: 31",
    resultCode: "CAPTURE_IN_PROCESS",
    before: [authorized],
    body: capture("31"),
  },
  {
    operation: "capture",
    name: "Too little on the account: 33",
    resultCode: "USER_BALANCE_NOT_ENOUGH",
    before: [authorized],
    body: capture("33"),
  },
  {
    operation: "capture",
    name: "More than was authorized",
    resultCode: "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT",
    before: [authorized],
    body: capture("10051"),
  },
  {
    operation: "capture",
    name: "No such authorization",
    resultCode: "AUTH_NOT_FOUND",
    body: capture("100", { paymentId: "{{id}}" }),
  },
  {
    operation: "capture",
    name: "Captured by itself already",
    resultCode: "ORDER_STATUS_INVALID",
    before: [paid],
    body: capture("100"),
  },
  {
    operation: "capture",
    name: "Cancelled before",
    resultCode: "AUTH_CANCELLED",
    before: [authorized, cancelled],
    body: capture("100"),
  },
  {
    operation: "capture",
    name: "Another currency",
    resultCode: "CURRENCY_NOT_SUPPORT",
    before: [authorized],
    body: capture("100", { captureAmount: { currency: "EUR", value: "100" } }),
  },
  {
    operation: "capture",
    name: "The same captureRequestId for another amount",
    resultCode: "REPEAT_REQ_INCONSISTENT",
    before: [authorized, { operation: "capture", body: capture("100") }],
    body: capture("200"),
  },
];

const refundCases: readonly CodeCase[] = [
  { operation: "refund", name: "The whole payment", resultCode: "SUCCESS", before: [paid], body: refund("10050") },
  { operation: "refund", name: "A part of it", resultCode: "SUCCESS", before: [paid], body: refund("5000") },
  {
    operation: "refund",
    name: "Confirmed a minute later: 21",
    resultCode: "REFUND_IN_PROCESS",
    before: [paid],
    body: refund("21"),
  },
  {
    operation: "refund",
    name: "Too little on the merchant's account: 23",
    resultCode: "MERCHANT_BALANCE_NOT_ENOUGH",
    before: [paid],
    body: refund("23"),
  },
  {
    operation: "refund",
    name: "The acquirer gives nothing back: 24",
    resultCode: "REFUND_NOT_SUPPORTED",
    before: [paid],
    body: refund("24"),
  },
  {
    operation: "refund",
    name: "More than is left",
    resultCode: "REFUND_AMOUNT_EXCEED",
    before: [paid],
    body: refund("10051"),
  },
  {
    operation: "refund",
    name: "No such payment",
    resultCode: "ORDER_NOT_EXIST",
    body: refund("100", { paymentId: "{{id}}" }),
  },
  {
    operation: "refund",
    name: "Not captured yet",
    resultCode: "ORDER_STATUS_INVALID",
    before: [authorized],
    body: refund("100"),
  },
  {
    operation: "refund",
    name: "Cancelled before",
    resultCode: "ORDER_IS_CANCELED",
    before: [authorized, cancelled],
    body: refund("100"),
  },
  {
    operation: "refund",
    name: "Another currency",
    resultCode: "CURRENCY_NOT_SUPPORT",
    before: [paid],
    body: refund("100", { refundAmount: { currency: "EUR", value: "100" } }),
  },
  {
    operation: "refund",
    name: "The same refundRequestId for another amount",
    resultCode: "REPEAT_REQ_INCONSISTENT",
    before: [paid, { operation: "refund", body: refund("100") }],
    body: refund("200"),
  },
];

const cancelCases: readonly CodeCase[] = [
  {
    operation: "cancel",
    name: "A session nobody has paid",
    resultCode: "SUCCESS",
    before: [{ operation: "createPaymentSession", body: session }],
    body: cancelled.body,
  },
  { operation: "cancel", name: "An authorization", resultCode: "SUCCESS", before: [authorized], body: cancelled.body },
  {
    operation: "cancel",
    name: "A payment with a refund",
    resultCode: "ORDER_STATUS_INVALID",
    before: [paid, { operation: "refund", body: refund("100") }],
    body: cancelled.body,
  },
  { operation: "cancel", name: "No such payment", resultCode: "ORDER_NOT_EXIST", body: cancelled.body },
  { operation: "cancel", name: "Neither id given", resultCode: "PARAM_ILLEGAL", body: {} },
];

export const codeCases: readonly CodeCase[] = [
  ...sessionCases,
  ...payCases,
  ...inquiryCases,
  ...captureCases,
  ...refundCases,
  ...cancelCases,
];
