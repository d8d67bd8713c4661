import { toResult } from "@opencashier/protocol";
import type { Tx } from "../db/index.ts";
import { assert, type Failed, failed, type Instant } from "../kernel/index.ts";
import { claimSessionForPayment, findSession, type Session } from "../sessions/index.ts";
import { toEcho } from "./echo.ts";
import { addPaymentEvent } from "./event-store.ts";
import type { Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPaymentOfSession, insertPayment } from "./payment-store.ts";
import { idleEndOf } from "./unpaid-end.ts";

/**
 * Makes the session's payment, or finds the one that another call made first. The condition on the session decides against
 * its cancellation and its end: ORDER_IS_CANCELED, ORDER_IS_CLOSED.
 */
export async function openPayment(
  tx: Tx,
  session: Session,
  now: Instant,
): Promise<Payment | Failed<"ORDER_IS_CLOSED" | "ORDER_IS_CANCELED">> {
  const payment = toPayment(session, newPaymentId(now), now);
  const { clientId, paymentId, paymentSessionId } = payment;
  if (await claimSessionForPayment(tx, { clientId, paymentSessionId, paymentId, now })) {
    const isNew = await insertPayment(tx, payment);
    assert(isNew, "a claimed session has no payment yet");
    await addPaymentEvent(tx, { clientId, paymentId, kind: "payment-opened", data: {}, now });
    return payment;
  }
  const winner = await findPaymentOfSession(tx, clientId, paymentSessionId);
  if (winner) return winner;
  const found = await findSession(tx, clientId, paymentSessionId);
  return failed(found?.status === "CANCELLED" ? "ORDER_IS_CANCELED" : "ORDER_IS_CLOSED");
}

/** A payment as it begins, before anybody has tried to pay it. */
function toPayment(session: Session, paymentId: string, now: Instant): Payment {
  const { request } = session;
  return {
    clientId: session.clientId,
    paymentId,
    paymentSessionId: session.paymentSessionId,
    paymentRequestId: session.paymentRequestId,
    status: "PROCESSING",
    resultCode: "PAYMENT_IN_PROCESS",
    resultMessage: toResult("PAYMENT_IN_PROCESS").resultMessage,
    amount: session.amount,
    captureMode: request.paymentFactor?.captureMode === "MANUAL" ? "MANUAL" : "AUTOMATIC",
    paymentMethodType: request.paymentMethod?.paymentMethodType ?? null,
    winningAttemptId: null,
    authorizedMinor: 0n,
    capturedMinor: 0n,
    capturingMinor: 0n,
    refundedMinor: 0n,
    refundingMinor: 0n,
    cancelId: null,
    notifyUrl: session.notifyUrl,
    details: null,
    echo: toEcho(request),
    timeOffsetMinutes: session.expiryOffsetMinutes,
    createdAt: now,
    paidAt: null,
    cancelledAt: null,
    expiresAt: idleEndOf(session, now),
    authExpiresAt: null,
  };
}
