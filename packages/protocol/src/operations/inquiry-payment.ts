import type { Operation } from "../operation.ts";
import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema, cardInfoSchema, paymentResultInfoSchema } from "../schemas/card-result.ts";
import { choice, conditional, dateTime, list, object, optional, part, type Static, text } from "../schemas/field.ts";
import { pspCustomerInfoSchema, redirectActionFormSchema, retryInfoSchema } from "../schemas/payer-interaction.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";
import { promotionResultSchema } from "../schemas/promotion.ts";
import { transactionSchema } from "../schemas/transaction.ts";
import { checkPaymentReference, paymentReferenceFields } from "./payment-reference.ts";

const onSuccess = "result.resultStatus is S.";

const requestSchema = object("InquiryPaymentRequest", "Body of an inquiryPayment request.", paymentReferenceFields);

const replySchema = object("InquiryPaymentReply", "Body of an inquiryPayment reply.", {
  result: part(resultSchema, "Outcome of the call. S says nothing about the payment: see paymentStatus."),
  metadata: optional(text("The request's metadata.")),
  customizedInfo: optional(part(customizedInfoSchema, "The request's own fields.")),
  processingAmount: optional(part(amountSchema, "Processing amount.")),
  paymentStatus: conditional(
    onSuccess,
    choice(["SUCCESS", "FAIL", "PROCESSING", "CANCELLED", "PENDING"], "State of the payment."),
  ),
  paymentResultCode: conditional(onSuccess, text("The result code behind the state.", { max: 64 })),
  paymentResultMessage: conditional(onSuccess, text("The same in words.", { max: 256 })),
  paymentRequestId: conditional(onSuccess, text("The merchant's id of the payment request.", { max: 64 })),
  paymentId: conditional(onSuccess, text("The gateway's id of the payment.", { max: 64 })),
  authPaymentId: optional(text("Older id of the authorization.")),
  paymentAmount: conditional(onSuccess, part(amountSchema, "Amount asked for.")),
  actualPaymentAmount: optional(part(amountSchema, "Amount really paid.")),
  paymentQuote: optional(part(quoteSchema, "Rate of the payment.")),
  authExpiryTime: optional(dateTime("No capture after this time.", { when: "CARD authorization." })),
  paymentCreateTime: conditional(onSuccess, dateTime("When the payment was created.")),
  paymentTime: conditional("paymentStatus is SUCCESS.", dateTime("When the payment succeeded.")),
  nonGuaranteeCouponAmount: optional(part(amountSchema, "Coupon amount.")),
  pspCustomerInfo: optional(part(pspCustomerInfoSchema, "The payer's wallet account.")),
  redirectActionForm: optional(part(redirectActionFormSchema, "Redirect to make.")),
  cardInfo: optional(part(cardInfoSchema, "Older form of paymentResultInfo.")),
  acquirerReferenceNo: optional(text("The acquirer's reference.", { max: 64 })),
  extendInfo: optional(text("Extension.")),
  transactions: optional(
    list(transactionSchema, "Follow-up actions.", { when: "There is a refund, a capture or a cancellation." }),
  ),
  customsDeclarationAmount: optional(
    part(amountSchema, "Amount to declare to customs.", { when: "ALIPAY_CN with paymentStatus SUCCESS." }),
  ),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.", { when: "Locked exchange rate." })),
  settlementQuote: optional(part(quoteSchema, "Settlement rate.", { when: "With grossSettlementAmount." })),
  paymentResultInfo: optional(part(paymentResultInfoSchema, "Details of the card or wallet.")),
  acquirerInfo: optional(part(acquirerInfoSchema, "The acquirer's answer.", { when: "APO product only." })),
  merchantAccountId: optional(text("Account.", { max: 32 })),
  promotionResults: optional(list(promotionResultSchema, "Promotions applied.")),
  earliestSettlementTime: optional(dateTime("Earliest settlement.")),
  paymentMethodType: optional(text("Method the payer chose.", { max: 64, when: "Checkout Page." })),
  retryInfo: optional(part(retryInfoSchema, "Retries of a recurring PIX payment.")),
});

export type InquiryPaymentRequest = Static<typeof requestSchema>;
export type InquiryPaymentReply = Static<typeof replySchema>;

/** Source: Antom, inquiryPayment reference, read 2026-11-22. */
export const inquiryPayment: Operation<InquiryPaymentRequest, InquiryPaymentReply> = {
  name: "inquiryPayment",
  path: "/v1/payments/inquiryPayment",
  title: "Inquire about a payment",
  description:
    "Tells how a payment stands. Changes nothing, so it may be called as often as needed; every 2 seconds is enough.",
  requestSchema,
  replySchema,
  idempotencyField: undefined,
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "UNKNOWN_EXCEPTION",
    "ACCESS_DENIED",
    "INVALID_API",
    "KEY_NOT_FOUND",
    "NO_INTERFACE_DEF",
    "ORDER_NOT_EXIST",
    "PAYMENT_IN_PROCESS",
    "REQUEST_TRAFFIC_EXCEED_LIMIT",
    "SYSTEM_ERROR",
  ],
  checkRequest: checkPaymentReference,
};
