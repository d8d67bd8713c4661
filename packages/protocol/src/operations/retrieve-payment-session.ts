import type { Operation } from "../operation.ts";
import { list, object, optional, part, type Static, text } from "../schemas/field.ts";
import { orderSchema } from "../schemas/order.ts";
import { resultSchema } from "../schemas/result.ts";
import { promotionResultSchema } from "../schemas/promotion.ts";

const requestSchema = object("RetrievePaymentSessionRequest", "Body of a retrievePaymentSession request.", {
  paymentRequestId: text("The merchant's id of the payment request whose session is read.", { max: 64 }),
});

const replySchema = object("RetrievePaymentSessionReply", "Body of a retrievePaymentSession reply.", {
  result: part(resultSchema, "Outcome of the call."),
  order: optional(part(orderSchema, "Order of the session.")),
  promotionResults: optional(list(promotionResultSchema, "Promotions applied.")),
  customizedInfo: optional(text("The merchant's own fields, as JSON text.")),
});

export type RetrievePaymentSessionRequest = Static<typeof requestSchema>;
export type RetrievePaymentSessionReply = Static<typeof replySchema>;

/**
 * Known from the official clients alone: no public page lists its result codes, so they are those of inquiryPayment
 * that can happen here.
 * Source: Antom client libraries, read 2026-11-22.
 */
export const retrievePaymentSession: Operation<RetrievePaymentSessionRequest, RetrievePaymentSessionReply> = {
  name: "retrievePaymentSession",
  path: "/v1/payments/retrievePaymentSession",
  title: "Read a payment session",
  description: "Answers with what the merchant asked for when it opened the session.",
  requestSchema,
  replySchema,
  idempotencyField: undefined,
  resultCodes: ["SUCCESS", "PARAM_ILLEGAL", "PROCESS_FAIL", "UNKNOWN_EXCEPTION", "ORDER_NOT_EXIST"],
  checkRequest: () => undefined,
};
