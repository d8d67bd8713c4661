import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema } from "../schemas/card-result.ts";
import { choice, conditional, dateTime, object, optional, part, text, type Static } from "../schemas/field.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";

export const inquiryRefundRequestSchema = object("InquiryRefundRequest", "Body of an inquiryRefund request.", {
  refundRequestId: conditional(
    "One of refundId and refundRequestId must be present; refundId wins if both are.",
    text("Merchant id.", { max: 64 }),
  ),
  refundId: conditional(
    "One of refundId and refundRequestId must be present; refundId wins if both are.",
    text("The gateway id.", { max: 64 }),
  ),
  merchantAccountId: optional(text("Account selector.", { max: 32 })),
});

export const inquiryRefundReplySchema = object("InquiryRefundReply", "Body of an inquiryRefund reply.", {
  result: part(resultSchema, "Outcome of the call."),
  metadata: optional(text("Echo.")),
  customizedInfo: optional(part(customizedInfoSchema, "Echo.")),
  arn: optional(text("Acquirer reference number.")),
  actualRefundAmount: optional(part(amountSchema, "Actual amount.")),
  refundId: conditional("result.resultStatus is S.", text("The gateway id.", { max: 64 })),
  refundRequestId: conditional("result.resultStatus is S.", text("Merchant id.", { max: 64 })),
  refundAmount: conditional("result.resultStatus is S.", part(amountSchema, "Amount.")),
  refundStatus: conditional(
    "result.resultStatus is S.",
    choice(["SUCCESS", "PROCESSING", "FAIL"], "State.", { max: 16 }),
  ),
  refundTime: conditional("refundStatus is SUCCESS.", dateTime("Success time.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.")),
  settlementQuote: optional(part(quoteSchema, "Rate.")),
  acquirerInfo: optional(part(acquirerInfoSchema, "Acquirer.", { when: "APO." })),
  rrn: optional(text("Retrieval reference number.", { max: 32 })),
});

export type InquiryRefundRequest = Static<typeof inquiryRefundRequestSchema>;
export type InquiryRefundReply = Static<typeof inquiryRefundReplySchema>;
