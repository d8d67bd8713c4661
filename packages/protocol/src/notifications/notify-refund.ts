import { amountSchema, quoteSchema } from "../schemas/amount.ts";
import { choice, conditional, dateTime, object, optional, part, text, type Static } from "../schemas/field.ts";
import { customizedInfoSchema } from "../schemas/payment-terms.ts";
import { resultSchema } from "../schemas/result.ts";
import type { NotificationKind } from "./notification-kind.ts";

const notifyRefundSchema = object("NotifyRefundBody", "Body of a notifyRefund notification.", {
  notifyType: choice(["REFUND_RESULT"], "Kind of notification."),
  result: part(resultSchema, "Outcome of the refund, not of a call."),
  refundStatus: choice(["SUCCESS", "FAIL"], "How the refund ended."),
  refundRequestId: text("The merchant's id of the refund.", { max: 64 }),
  refundId: text("The gateway's id of the refund.", { max: 64 }),
  refundAmount: part(amountSchema, "Amount to give back."),
  refundTime: conditional("The refund is final.", dateTime("When it became final.")),
  grossSettlementAmount: optional(part(amountSchema, "Settlement amount.", { when: "Locked exchange rate." })),
  settlementQuote: optional(part(quoteSchema, "Settlement rate.", { when: "With grossSettlementAmount." })),
  customizedInfo: optional(part(customizedInfoSchema, "The refund's own fields.")),
  arn: optional(text("Acquirer reference number, by which a bank finds the refund of a card.")),
  actualRefundAmount: optional(part(amountSchema, "Amount really given back.")),
  metadata: optional(text("The refund's metadata.")),
});

export type NotifyRefundBody = Static<typeof notifyRefundSchema>;

/**
 * Source: Antom, notifyRefund reference, read 2026-11-22.
 */
export const notifyRefund: NotificationKind<NotifyRefundBody> = {
  name: "notifyRefund",
  title: "A refund was decided",
  description: "Tells how a refund ended, also when the reply to the call told it already.",
  sentTo: "refundNotifyUrl of the request, else the address set for the merchant",
  notifyTypes: ["REFUND_RESULT"],
  schema: notifyRefundSchema,
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "ACCESS_DENIED",
    "CURRENCY_NOT_SUPPORT",
    "INVALID_API",
    "INVALID_MERCHANT_STATUS",
    "MERCHANT_BALANCE_NOT_ENOUGH",
    "MULTIPLE_REFUNDS_NOT_SUPPORTED",
    "ORDER_IS_CANCELED",
    "ORDER_IS_CLOSED",
    "ORDER_NOT_EXIST",
    "ORDER_STATUS_INVALID",
    "PARTIAL_REFUND_NOT_SUPPORTED",
    "PAYMENT_METHOD_NOT_SUPPORTED",
    "REFUND_AMOUNT_EXCEED",
    "REFUND_NOT_SUPPORTED",
    "REFUND_WINDOW_EXCEED",
    "REPEAT_REQ_INCONSISTENT",
    "SYSTEM_ERROR",
  ],
};
