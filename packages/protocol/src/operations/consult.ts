import type { Operation } from "../operation.ts";
import {
  type ConsultReply,
  consultReplySchema,
  type ConsultRequest,
  consultRequestSchema,
} from "./consult-messages.ts";
import { checkAmountOf, checkOneTimeProduct, checkTerminal } from "./payment-session-rules.ts";

/** Source: Antom, consult reference, read 2026-11-22. */
export const consult: Operation<ConsultRequest, ConsultReply> = {
  name: "consult",
  path: "/v1/payments/consult",
  title: "Consult payment options",
  description:
    "Tells which payment methods are usable for an amount, a region and a terminal, before a payment is made.",
  requestSchema: consultRequestSchema,
  replySchema: consultReplySchema,
  idempotencyField: undefined,
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "NO_PAY_OPTIONS",
    "UNKNOWN_EXCEPTION",
    "CURRENCY_NOT_SUPPORT",
    "MERCHANT_NOT_REGISTERED",
    "SETTLE_CONTRACT_NOT_MATCH",
  ],
  checkRequest: ({ productCode, paymentAmount, env }) =>
    checkOneTimeProduct(productCode) ?? checkAmountOf("paymentAmount", paymentAmount) ?? checkTerminal(env),
};
