import type { Operation } from "../operation.ts";
import {
  type CreatePaymentSessionReply,
  createPaymentSessionReplySchema,
  type CreatePaymentSessionRequest,
  createPaymentSessionRequestSchema,
} from "./create-payment-session-messages.ts";
import { checkPaymentSession } from "./payment-session-rules.ts";

/** Source: Antom, createPaymentSession reference, read 2026-11-22. */
export const createPaymentSession: Operation<CreatePaymentSessionRequest, CreatePaymentSessionReply> = {
  name: "createPaymentSession",
  path: "/v1/payments/createPaymentSession",
  title: "Create a payment session",
  description:
    "Opens a payment session and answers with sealed data that the browser SDK shows a checkout from. " +
    "A session lives one hour at most; within it the payer may try again or choose another method.",
  requestSchema: createPaymentSessionRequestSchema,
  replySchema: createPaymentSessionReplySchema,
  idempotencyField: "paymentRequestId",
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "NO_PAY_OPTIONS",
    "CARD_NOT_SUPPORTED",
    "UNKNOWN_EXCEPTION",
    "REPEAT_REQ_INCONSISTENT",
  ],
  checkRequest: checkPaymentSession,
};
