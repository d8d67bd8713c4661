import type { CancelRequest } from "@opencashier/protocol";
import { assert, failed, succeeded, toIsoText } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { cancelOpenSession, findSessionByRequestId, type Session } from "../sessions/index.ts";
import { type CancelAnswer, cancelPaid, toCancelAnswer } from "./cancel-paid.ts";
import { checkCancelWindow } from "./cancel-window.ts";
import type { PaymentDeps } from "./deps.ts";
import { findReferencedPayment, findReferencedSession, missingOrderMessage } from "./find-order.ts";
import { giveUpAttempts } from "./give-up.ts";
import { notifyPayment } from "./notify-payment.ts";
import type { Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPayment, lockPayment, markCancelled } from "./payment-store.ts";

/**
 * Ends a payment that is not needed any more: an unpaid one is closed, a paid one given back in full at the acquirer.
 * Repeated, it answers with the same ids and time. Conditions on the old state decide against a payment, a capture or a
 * refund at the same moment.
 * Result codes: ORDER_NOT_EXIST, ORDER_STATUS_INVALID, CANCEL_WINDOW_EXCEED, PAYMENT_METHOD_NOT_SUPPORTED, what the acquirer
 * refuses with, UNKNOWN_EXCEPTION when it does not answer: the job runner goes on, a repeat tells the outcome.
 * Source: Antom, cancel, read 2026-11-22.
 */
export async function cancel(deps: PaymentDeps, merchant: Merchant, request: CancelRequest): Promise<CancelAnswer> {
  const payment = await findReferencedPayment(deps.db, merchant, request);
  if (payment) return cancelPayment(deps, payment);
  const session = await findReferencedSession(deps.db, merchant, request);
  if (!session) return failed("ORDER_NOT_EXIST", missingOrderMessage(request));
  return cancelSession(deps, merchant, session);
}

/** Nobody has tried to pay yet. */
async function cancelSession(deps: PaymentDeps, merchant: Merchant, session: Session): Promise<CancelAnswer> {
  const { clientId, paymentSessionId, paymentRequestId } = session;
  const closedAt = deps.clock.now();
  const paymentId = newPaymentId(closedAt);
  if (session.status === "OPEN") {
    await cancelOpenSession(deps.db.connection, { clientId, paymentSessionId, paymentId, closedAt });
  }
  const now = await findSessionByRequestId(deps.db.connection, clientId, paymentRequestId);
  assert(now, "a session is never deleted");
  // The payer submitted in the meantime: there is a payment now.
  if (now.status === "OPEN") return cancel(deps, merchant, { paymentRequestId });
  assert(now.paymentId !== null && now.closedAt !== null, "a cancelled session has a paymentId and a closing time");
  const cancelTime = toIsoText(now.closedAt, now.expiryOffsetMinutes);
  return succeeded({ paymentId: now.paymentId, paymentRequestId, cancelTime });
}

async function cancelPayment(deps: PaymentDeps, seen: Payment): Promise<CancelAnswer> {
  switch (seen.status) {
    case "CANCELLED":
      return toCancelAnswer(seen);
    case "FAIL":
      return failed("ORDER_STATUS_INVALID", "The payment was closed unpaid; there is nothing to cancel.");
    case "SUCCESS":
      return (seen.cancelId === null ? checkCancelWindow(seen, deps.clock.now()) : undefined) ?? cancelPaid(deps, seen);
    case "PROCESSING":
    case "PENDING": {
      await closeUnpaid(deps, seen);
      const now = await findPayment(deps.db.connection, seen.clientId, seen.paymentId);
      const isDecided = now && now.status !== "PROCESSING" && now.status !== "PENDING";
      assert(isDecided, "a payment that was to be closed is decided");
      return cancelPayment(deps, now);
    }
  }
}

async function closeUnpaid(deps: PaymentDeps, { clientId, paymentId }: Payment): Promise<void> {
  const at = deps.clock.now();
  const resultMessage = "The merchant cancelled the order before it was paid.";
  const isOurs = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, clientId, paymentId);
    assert(payment, "a payment is never deleted");
    if (!(await markCancelled(tx, payment, { resultCode: "ORDER_IS_CANCELED", resultMessage, at }))) return false;
    await giveUpAttempts(tx, payment, at);
    await notifyPayment(tx, payment, at);
    return true;
  });
  if (isOurs) deps.nudgeNotifications();
}
