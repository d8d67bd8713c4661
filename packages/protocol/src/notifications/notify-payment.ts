import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema, paymentResultInfoSchema } from "../schemas/card-result.ts";
import { choice, conditional, dateTime, list, object, optional, part, text, type Static } from "../schemas/field.ts";
import { pspCustomerInfoSchema, retryInfoSchema } from "../schemas/payer-interaction.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";
import { promotionResultSchema } from "../schemas/promotion.ts";
import type { NotificationKind } from "./notification-kind.ts";

const notifyPaymentSchema = object("NotifyPaymentBody", "Body of a notifyPayment notification.", {
  notifyType: choice(
    ["PAYMENT_RESULT", "PAYMENT_PENDING", "UPDATE_AMOUNT_RESULT"],
    "PAYMENT_RESULT: decided. PAYMENT_PENDING: the channel confirms later. UPDATE_AMOUNT_RESULT is never sent by this gateway.",
  ),
  result: part(resultSchema, "Outcome of the payment, not of a call."),
  paymentRequestId: text("The merchant's id of the payment request.", { max: 64 }),
  paymentId: text("The gateway's id of the payment.", { max: 64 }),
  paymentAmount: part(amountSchema, "Amount asked for."),
  paymentCreateTime: dateTime("When the payment was created."),
  paymentTime: conditional("result.resultStatus is S.", dateTime("When the payment succeeded.")),
  customsDeclarationAmount: optional(
    part(amountSchema, "Amount to declare to customs.", { when: "ALIPAY_CN that was paid." }),
  ),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.", { when: "Locked exchange rate." })),
  settlementQuote: optional(part(quoteSchema, "Settlement rate.", { when: "With grossSettlementAmount." })),
  pspCustomerInfo: optional(part(pspCustomerInfoSchema, "The payer's wallet account.")),
  acquirerReferenceNo: optional(text("The acquirer's reference.", { max: 64 })),
  paymentResultInfo: optional(
    part(paymentResultInfoSchema, "Details of the card or wallet.", { when: "CARD, GRABPAY_MY, GRABPAY_SG." }),
  ),
  acquirerInfo: optional(part(acquirerInfoSchema, "The acquirer's answer.", { when: "APO product only." })),
  promotionResult: optional(list(promotionResultSchema, "Promotions applied.")),
  paymentMethodType: optional(text("Method the payer chose.", { max: 64, when: "Checkout Page." })),
  customizedInfo: optional(part(customizedInfoSchema, "The request's own fields.")),
  paymentQuote: optional(part(quoteSchema, "Rate of the payment.")),
  processingAmount: optional(part(amountSchema, "Amount in the processing currency.")),
  metadata: optional(text("The request's metadata.")),
  subscriptionOrderId: optional(text("Period of a recurring PIX payment.")),
  retryInfo: optional(part(retryInfoSchema, "Retries of a recurring PIX payment.")),
  updateRequestId: conditional("notifyType is UPDATE_AMOUNT_RESULT.", text("The updateAmount request it answers.")),
  authExpiryTime: optional(dateTime("No capture after this time.", { when: "CARD authorization." })),
  taxCalculationId: optional(text("Tax calculation that the amount comes from.")),
});

export type NotifyPaymentBody = Static<typeof notifyPaymentSchema>;

/**
 * PAYMENT_IN_PROCESS comes with PAYMENT_PENDING alone, for which the reference names no code.
 * Source: Antom, notifyPayment reference, read 2026-11-22.
 */
export const notifyPayment: NotificationKind<NotifyPaymentBody> = {
  name: "notifyPayment",
  title: "A payment was decided",
  description:
    "Tells how a payment ended: paid, declined for good, or closed unpaid. A channel that confirms later, such as a bank " +
    "transfer, is announced by PAYMENT_PENDING first; the outcome follows by PAYMENT_RESULT.",
  sentTo: "paymentNotifyUrl of the request, else the address set for the merchant",
  notifyTypes: ["PAYMENT_RESULT", "PAYMENT_PENDING"],
  schema: notifyPaymentSchema,
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "NO_PAY_OPTIONS",
    "CARD_NOT_SUPPORTED",
    "ACCESS_DENIED",
    "AUTHENTICATION_REQUIRED",
    "CURRENCY_NOT_SUPPORT",
    "DO_NOT_HONOR",
    "EXPIRED_CODE",
    "FRAUD_REJECT",
    "INVALID_ACCESS_TOKEN",
    "INVALID_AMOUNT",
    "INVALID_API",
    "INVALID_CARD_NUMBER",
    "INVALID_CONTRACT",
    "INVALID_EXPIRATION_DATE",
    "INVALID_MERCHANT_STATUS",
    "INVALID_PAYMENT_CODE",
    "INVALID_PAYMENT_METHOD_META_DATA",
    "MERCHANT_BALANCE_NOT_ENOUGH",
    "MERCHANT_KYB_NOT_QUALIFIED",
    "MERCHANT_NOT_REGISTERED",
    "ORDER_IS_CANCELED",
    "ORDER_IS_CLOSED",
    "ORDER_NOT_EXIST",
    "ORDER_STATUS_INVALID",
    "PAYMENT_AMOUNT_EXCEED_LIMIT",
    "PAYMENT_COUNT_EXCEED_LIMIT",
    "PAYMENT_NOT_QUALIFIED",
    "PAYMENT_PROHIBITED",
    "REPEAT_REQ_INCONSISTENT",
    "RISK_REJECT",
    "SELECTED_CARD_BRAND_NOT_AVAILABLE",
    "SETTLE_CONTRACT_NOT_MATCH",
    "SUSPECTED_RISK",
    "SYSTEM_ERROR",
    "USER_AMOUNT_EXCEED_LIMIT",
    "USER_BALANCE_NOT_ENOUGH",
    "USER_KYC_NOT_QUALIFIED",
    "USER_NOT_EXIST",
    "USER_PAYMENT_VERIFICATION_FAILED",
    "USER_STATUS_ABNORMAL",
    "VERIFY_TIMES_EXCEED_LIMIT",
    "VERIFY_UNMATCHED",
    "PAYMENT_IN_PROCESS",
  ],
};
