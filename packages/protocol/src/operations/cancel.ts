import type { Operation } from "../operation.ts";
import { conditional, dateTime, object, part, type Static, text } from "../schemas/field.ts";
import { resultSchema } from "../schemas/result.ts";
import { checkPaymentReference, paymentReferenceFields } from "./payment-reference.ts";

const onSuccess = "result.resultStatus is S.";

const requestSchema = object("CancelRequest", "Body of a cancel request.", paymentReferenceFields);

const replySchema = object("CancelReply", "Body of a cancel reply.", {
  result: part(resultSchema, "Outcome of the call."),
  paymentId: conditional(onSuccess, text("The gateway's id of the payment.", { max: 64 })),
  paymentRequestId: conditional(onSuccess, text("The merchant's id of the payment request.", { max: 64 })),
  cancelTime: conditional(onSuccess, dateTime("When the payment was cancelled.")),
});

export type CancelRequest = Static<typeof requestSchema>;
export type CancelReply = Static<typeof replySchema>;

/** Source: Antom, cancel reference, read 2026-11-22. */
export const cancel: Operation<CancelRequest, CancelReply> = {
  name: "cancel",
  path: "/v1/payments/cancel",
  title: "Cancel a payment",
  description:
    "Ends a payment that is not needed any more: an unpaid one is closed, a paid one is given back in full " +
    "while the method's cancellation period lasts.",
  requestSchema,
  replySchema,
  idempotencyField: undefined,
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "UNKNOWN_EXCEPTION",
    "ACCESS_DENIED",
    "CANCEL_WINDOW_EXCEED",
    "INVALID_API",
    "KEY_NOT_FOUND",
    "MERCHANT_BALANCE_NOT_ENOUGH",
    "NO_INTERFACE_DEF",
    "ORDER_NOT_EXIST",
    "ORDER_STATUS_INVALID",
    "PAYMENT_METHOD_NOT_SUPPORTED",
    "REQUEST_TRAFFIC_EXCEED_LIMIT",
    "SYSTEM_ERROR",
    "USER_NOT_EXIST",
    "USER_STATUS_ABNORMAL",
  ],
  checkRequest: checkPaymentReference,
};
