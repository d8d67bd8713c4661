import type { Operation } from "../operation.ts";
import { checkAmountOf, checkNotifyUrl } from "./payment-session-rules.ts";
import { type RefundReply, refundReplySchema, type RefundRequest, refundRequestSchema } from "./refund-messages.ts";

/** Source: Antom, refund reference, read 2026-11-22. */
export const refund: Operation<RefundRequest, RefundReply> = {
  name: "refund",
  path: "/v1/payments/refund",
  title: "Refund a payment",
  description: "Gives money of a paid payment back, in part or whole, as often as its amount allows.",
  requestSchema: refundRequestSchema,
  replySchema: refundReplySchema,
  idempotencyField: "refundRequestId",
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "UNKNOWN_EXCEPTION",
    "ACCESS_DENIED",
    "CURRENCY_NOT_SUPPORT",
    "INVALID_API",
    "INVALID_MERCHANT_STATUS",
    "KEY_NOT_FOUND",
    "MERCHANT_BALANCE_NOT_ENOUGH",
    "MULTIPLE_REFUNDS_NOT_SUPPORTED",
    "NO_INTERFACE_DEF",
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
    "REFUND_IN_PROCESS",
    "REQUEST_TRAFFIC_EXCEED_LIMIT",
  ],
  checkRequest: ({ refundAmount, refundNotifyUrl }) =>
    checkAmountOf("refundAmount", refundAmount) ?? checkNotifyUrl("refundNotifyUrl", refundNotifyUrl),
};
