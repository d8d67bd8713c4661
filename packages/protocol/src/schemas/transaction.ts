import { amountSchema, quoteSchema } from "./amount.ts";
import { acquirerInfoSchema } from "./card-result.ts";
import { choice, dateTime, object, optional, part, text } from "./field.ts";
import { resultSchema } from "./result.ts";

export const transactionSchema = object("Transaction", "A follow-up of a payment: refund, capture, cancellation.", {
  transactionResult: part(resultSchema, "Result of this follow-up action."),
  transactionId: text("refundId, captureId, ... depending on the type.", { max: 64 }),
  transactionType: choice(
    ["PAYMENT", "REFUND", "CAPTURE", "CANCEL", "AUTHORIZATION", "VOID", "INCREMENTAL"],
    "Kind of action.",
  ),
  transactionStatus: choice(["SUCCESS", "FAIL", "PROCESSING", "CANCELLED", "PENDING"], "Status of the action."),
  transactionAmount: part(amountSchema, "Amount of the action."),
  transactionRequestId: text("refundRequestId, captureRequestId, ...", { max: 64 }),
  transactionTime: optional(dateTime("When it finished.")),
  acquirerInfo: optional(part(acquirerInfoSchema, "Acquirer data.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.")),
  settlementQuote: optional(part(quoteSchema, "Settlement rate.")),
});
