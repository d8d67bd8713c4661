import type { Operation } from "../operation.ts";
import {
  type InquiryRefundReply,
  inquiryRefundReplySchema,
  type InquiryRefundRequest,
  inquiryRefundRequestSchema,
} from "./inquiry-refund-messages.ts";

/** Source: Antom, inquiryRefund reference, read 2026-11-22. */
export const inquiryRefund: Operation<InquiryRefundRequest, InquiryRefundReply> = {
  name: "inquiryRefund",
  path: "/v1/payments/inquiryRefund",
  title: "Inquire about a refund",
  description: "Tells how a refund stands. Changes nothing, so it may be called as often as needed.",
  requestSchema: inquiryRefundRequestSchema,
  replySchema: inquiryRefundReplySchema,
  idempotencyField: undefined,
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "UNKNOWN_EXCEPTION",
    "ACCESS_DENIED",
    "API_INVALID",
    "KEY_NOT_FOUND",
    "NO_INTERFACE_DEF",
    "ORDER_NOT_EXIST",
    "RISK_REJECT",
    "SYSTEM_ERROR",
    "REFUND_IN_PROCESS",
    "REQUEST_TRAFFIC_EXCEED_LIMIT",
  ],
  checkRequest: ({ refundId, refundRequestId }) =>
    refundId === undefined && refundRequestId === undefined
      ? { field: "refundRequestId", rule: "is required unless refundId is given", received: undefined }
      : undefined,
};
