import type { InquiryPaymentReply, InquiryPaymentRequest } from "@opencashier/protocol";
import type { Db } from "../db/index.ts";
import { failed, type Outcome, succeeded, toAmount, toIsoText } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { findReferencedSession, missingOrderMessage } from "./find-session.ts";

/**
 * Tells how a payment stands. `result` S means the call worked; the payment's state is in `paymentStatus`.
 * A session nobody has paid yet is no payment: ORDER_NOT_EXIST, so that a merchant never reads an open basket as an order.
 * Source: Antom, inquiryPayment, read 2026-11-22.
 */
export async function inquiryPayment(
  deps: { readonly db: Db },
  merchant: Merchant,
  request: InquiryPaymentRequest,
): Promise<Outcome<Omit<InquiryPaymentReply, "result">, "ORDER_NOT_EXIST">> {
  const session = await findReferencedSession(deps.db, merchant, request);
  if (!session) return failed("ORDER_NOT_EXIST", missingOrderMessage(request));
  if (session.status === "OPEN" || session.paymentId === null) {
    return failed("ORDER_NOT_EXIST", "The payment session is open and has not been paid.");
  }
  return succeeded({
    paymentStatus: "CANCELLED",
    paymentResultCode: "ORDER_IS_CANCELED",
    paymentResultMessage: "The merchant cancelled the order before it was paid.",
    paymentId: session.paymentId,
    paymentRequestId: session.paymentRequestId,
    paymentAmount: toAmount(session.amount),
    paymentCreateTime: toIsoText(session.createdAt, session.expiryOffsetMinutes),
  });
}
