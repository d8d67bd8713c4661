import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { choice, conditional, dateTime, object, optional, part, text, type Static } from "../schemas/field.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";

/** Source: Antom, notifyRefund reference, read 2026-11-22. */
export const notifyRefundSchema = object("NotifyRefundBody", "Body of a notifyRefund notification.", {
  notifyType: choice(["REFUND_RESULT"], "Notify type."),
  result: part(resultSchema, "Outcome of the call."),
  refundStatus: choice(["SUCCESS", "FAIL"], "Outcome."),
  refundRequestId: text("Merchant refund id.", { max: 64 }),
  refundId: text("The gateway refund id.", { max: 64 }),
  refundAmount: part(amountSchema, "Amount."),
  refundTime: conditional("Refund reached a final state.", dateTime("Final time.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.")),
  settlementQuote: optional(part(quoteSchema, "Rate.")),
  customizedInfo: optional(part(customizedInfoSchema, "Echo.")),
  arn: optional(text("Acquirer reference number.")),
  actualRefundAmount: optional(part(amountSchema, "Actual amount.")),
  metadata: optional(text("Echo.")),
});

export type NotifyRefundBody = Static<typeof notifyRefundSchema>;
