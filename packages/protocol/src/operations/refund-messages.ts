import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema } from "../schemas/card-result.ts";
import { conditional, dateTime, flag, list, object, optional, part, text, url, type Static } from "../schemas/field.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { refundDetailSchema, refundToBankInfoSchema } from "../schemas/refund-terms.ts";
import { resultSchema } from "../schemas/result.ts";

export const refundRequestSchema = object("RefundRequest", "Body of a refund request.", {
  metadata: optional(text("Merchant data.")),
  customizedInfo: optional(part(customizedInfoSchema, "Merchant fields.")),
  captureId: optional(text("Capture to refund (newer).")),
  refundToBankInfo: optional(part(refundToBankInfoSchema, "Bank account for methods without refund channel.")),
  refundRequestId: text("Idempotency key of the refund.", { max: 64 }),
  paymentId: text("Payment to refund.", { max: 64 }),
  referenceRefundId: optional(text("Merchant-side refund number.", { max: 64 })),
  refundAmount: part(amountSchema, "Amount in the payment currency."),
  refundReason: optional(text("Reason.", { max: 256 })),
  refundNotifyUrl: optional(
    url("Notification URL; wins over dashboard.", { max: 1024, when: "URL must exist here or in the dashboard." }),
  ),
  isAsyncRefund: optional(flag("Ask for asynchronous handling.")),
  extendInfo: optional(text("Extension.", { max: 2048 })),
  refundDetails: optional(list(refundDetailSchema, "Split of who pays.")),
  refundSourceAccountNo: optional(text("Source account.")),
  actualRefundAmount: optional(part(amountSchema, "Amount in actual currency.")),
});

export const refundReplySchema = object("RefundReply", "Body of a refund reply.", {
  result: part(resultSchema, "Outcome of the call."),
  actualRefundAmount: optional(part(amountSchema, "Actual amount.")),
  refundRequestId: conditional("result.resultStatus is S.", text("Echo.", { max: 64 })),
  refundId: conditional("result.resultStatus is S.", text("The gateway id.", { max: 64 })),
  paymentId: conditional("result.resultStatus is S.", text("Payment.", { max: 64 })),
  refundAmount: conditional("result.resultStatus is S.", part(amountSchema, "Amount.")),
  refundTime: conditional("result.resultStatus is S.", dateTime("Time.")),
  refundNonGuaranteeCouponAmount: optional(part(amountSchema, "Coupon amount.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.")),
  settlementQuote: optional(part(quoteSchema, "Rate.")),
  acquirerInfo: optional(part(acquirerInfoSchema, "Acquirer.", { when: "APO." })),
  acquirerReferenceNo: optional(text("Acquirer reference.", { max: 64 })),
});

export type RefundRequest = Static<typeof refundRequestSchema>;
export type RefundReply = Static<typeof refundReplySchema>;
