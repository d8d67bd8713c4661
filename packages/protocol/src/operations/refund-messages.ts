import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema } from "../schemas/card-result.ts";
import { conditional, dateTime, flag, list, object, optional, part, text, url, type Static } from "../schemas/field.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { refundDetailSchema, refundToBankInfoSchema } from "../schemas/refund-terms.ts";
import { resultSchema } from "../schemas/result.ts";

export const refundRequestSchema = object("RefundRequest", "Body of a refund request.", {
  metadata: optional(text("The merchant's data, as JSON text; echoed back.")),
  customizedInfo: optional(part(customizedInfoSchema, "The merchant's own fields; echoed back.")),
  captureId: optional(text("Capture whose money is given back.", { isNewer: true })),
  refundToBankInfo: optional(
    part(refundToBankInfoSchema, "Bank account, for methods that cannot give money back themselves."),
  ),
  refundRequestId: text("The merchant's id of the refund. The same id again means the same refund.", { max: 64 }),
  paymentId: text("Payment to refund.", { max: 64 }),
  referenceRefundId: optional(text("The merchant's number of the refund, for records.", { max: 64 })),
  refundAmount: part(amountSchema, "Amount to give back, in the payment's currency."),
  refundReason: optional(text("Why the money is given back.", { max: 256 })),
  refundNotifyUrl: optional(
    url("Where the result is sent. Wins over the address set for the merchant.", {
      max: 1024,
      when: "No address is set for the merchant.",
    }),
  ),
  isAsyncRefund: optional(flag("true: the outcome may follow by notifyRefund alone.")),
  extendInfo: optional(text("Extension, as JSON text.", { max: 2048 })),
  refundDetails: optional(list(refundDetailSchema, "Who bears which part.")),
  refundSourceAccountNo: optional(text("Account that the money comes from.")),
  actualRefundAmount: optional(part(amountSchema, "Amount in the currency really given back.")),
});

const onSuccess = "result.resultStatus is S.";

export const refundReplySchema = object("RefundReply", "Body of a refund reply.", {
  result: part(resultSchema, "Outcome of the call."),
  actualRefundAmount: optional(part(amountSchema, "Amount really given back.")),
  refundRequestId: conditional(onSuccess, text("The request's own.", { max: 64 })),
  refundId: conditional(onSuccess, text("The gateway's id of the refund.", { max: 64 })),
  paymentId: conditional(onSuccess, text("The request's own.", { max: 64 })),
  refundAmount: conditional(onSuccess, part(amountSchema, "Amount given back.")),
  refundTime: conditional(onSuccess, dateTime("When the refund succeeded.")),
  refundNonGuaranteeCouponAmount: optional(part(amountSchema, "Coupon amount that is not given back.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.", { when: "Locked exchange rate." })),
  settlementQuote: optional(part(quoteSchema, "Settlement rate.", { when: "With grossSettlementAmount." })),
  acquirerInfo: optional(part(acquirerInfoSchema, "The acquirer's answer.", { when: "APO product only." })),
  acquirerReferenceNo: optional(text("The acquirer's reference.", { max: 64 })),
});

export type RefundRequest = Static<typeof refundRequestSchema>;
export type RefundReply = Static<typeof refundReplySchema>;
