import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema } from "../schemas/card-result.ts";
import { choice, conditional, dateTime, object, optional, part, text, type Static } from "../schemas/field.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";

const oneOfBoth = "One of refundId and refundRequestId is present; refundId wins if both are.";

export const inquiryRefundRequestSchema = object("InquiryRefundRequest", "Body of an inquiryRefund request.", {
  refundRequestId: conditional(oneOfBoth, text("The merchant's id of the refund.", { max: 64 })),
  refundId: conditional(oneOfBoth, text("The gateway's id of the refund.", { max: 64 })),
  merchantAccountId: optional(text("Account, when one client id serves several locations.", { max: 32 })),
});

const onSuccess = "result.resultStatus is S.";

export const inquiryRefundReplySchema = object("InquiryRefundReply", "Body of an inquiryRefund reply.", {
  result: part(resultSchema, "Outcome of the call."),
  metadata: optional(text("The refund's metadata.")),
  customizedInfo: optional(part(customizedInfoSchema, "The refund's own fields.")),
  arn: optional(text("Acquirer reference number, by which a bank finds the refund of a card.")),
  actualRefundAmount: optional(part(amountSchema, "Amount really given back.")),
  refundId: conditional(onSuccess, text("The gateway's id of the refund.", { max: 64 })),
  refundRequestId: conditional(onSuccess, text("The merchant's id of the refund.", { max: 64 })),
  refundAmount: conditional(onSuccess, part(amountSchema, "Amount to give back.")),
  refundStatus: conditional(onSuccess, choice(["SUCCESS", "PROCESSING", "FAIL"], "State of the refund.", { max: 16 })),
  refundTime: conditional("refundStatus is SUCCESS.", dateTime("When the refund succeeded.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.", { when: "Locked exchange rate." })),
  settlementQuote: optional(part(quoteSchema, "Settlement rate.", { when: "With grossSettlementAmount." })),
  acquirerInfo: optional(part(acquirerInfoSchema, "The acquirer's answer.", { when: "APO product only." })),
  rrn: optional(text("Retrieval reference number.", { max: 32 })),
});

export type InquiryRefundRequest = Static<typeof inquiryRefundRequestSchema>;
export type InquiryRefundReply = Static<typeof inquiryRefundReplySchema>;
