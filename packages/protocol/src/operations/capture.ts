import type { Operation } from "../operation.ts";
import {
  type CaptureReply,
  captureReplySchema,
  type CaptureRequest,
  captureRequestSchema,
} from "./capture-messages.ts";
import { checkAmountOf } from "./payment-session-rules.ts";

/** Source: Antom, capture reference, read 2026-11-22. */
export const capture: Operation<CaptureRequest, CaptureReply> = {
  name: "capture",
  path: "/v1/payments/capture",
  title: "Capture an authorization",
  description: "Takes money of a card authorization made with captureMode MANUAL, within seven days of it.",
  requestSchema: captureRequestSchema,
  replySchema: captureReplySchema,
  idempotencyField: "captureRequestId",
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "NO_PAY_OPTIONS",
    "UNKNOWN_EXCEPTION",
    "ACCESS_DENIED",
    "AUTH_CANCELLED",
    "AUTH_EXPIRED",
    "AUTH_NOT_FOUND",
    "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT",
    "CURRENCY_NOT_SUPPORT",
    "INVALID_CONTRACT",
    "MULTI_CAPTURE_NOT_SUPPORTED",
    "ORDER_IS_CANCELED",
    "ORDER_STATUS_INVALID",
    "PAYMENT_COUNT_EXCEED_LIMIT",
    "REPEAT_REQ_INCONSISTENT",
    "RISK_REJECT",
    "USER_AMOUNT_EXCEED_LIMIT",
    "USER_BALANCE_NOT_ENOUGH",
    "USER_NOT_EXIST",
    "USER_STATUS_ABNORMAL",
    "CAPTURE_IN_PROCESS",
  ],
  checkRequest: ({ captureAmount }) => checkAmountOf("captureAmount", captureAmount),
};
