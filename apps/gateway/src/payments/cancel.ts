import type { CancelReply, CancelRequest } from "@opencashier/protocol";
import type { FollowUpAnswer } from "../acquirers/index.ts";
import { addMs, assert, failed, type Instant, type Outcome, succeeded, toIsoText } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { cancelOpenSession, findSessionByRequestId, type Session } from "../sessions/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";
import { findAttempt, listAttempts, moveAttempt } from "./attempt-store.ts";
import { checkCancelWindow } from "./cancel-window.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./events.ts";
import { findReferencedPayment, findReferencedSession, missingOrderMessage } from "./find-order.ts";
import type { Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { beginCancel, findPayment, finishCancel, lockPayment, markCancelled, undoCancel } from "./payment-store.ts";
import { notifyPayment, toReversal } from "./record-answer.ts";
import { isAlive } from "./state.ts";

export type CancelCode =
  | "ORDER_NOT_EXIST"
  | "ORDER_STATUS_INVALID"
  | "CANCEL_WINDOW_EXCEED"
  | "PAYMENT_METHOD_NOT_SUPPORTED"
  | "PROCESS_FAIL"
  | "UNKNOWN_EXCEPTION";

type Answer = Outcome<Omit<CancelReply, "result">, CancelCode>;

const cancelledBefore = {
  resultCode: "ORDER_IS_CANCELED",
  resultMessage: "The merchant cancelled the order before it was paid.",
} as const;
const cancelledAfter = {
  resultCode: "ORDER_IS_CANCELED",
  resultMessage: "The merchant cancelled the payment; it was given back in full.",
} as const;

/**
 * Ends a payment that is not needed any more: an unpaid one is closed, a paid one given back in full at the acquirer.
 * Repeated, it answers with the same ids and time. Conditions on the old state decide against a payment, a capture or a
 * refund at the same moment.
 * Result codes: ORDER_NOT_EXIST, ORDER_STATUS_INVALID, CANCEL_WINDOW_EXCEED, PAYMENT_METHOD_NOT_SUPPORTED, PROCESS_FAIL when
 * the acquirer refuses, UNKNOWN_EXCEPTION when it does not answer: the job runner goes on, a repeat tells the outcome.
 * Source: Antom, cancel, read 2026-11-22.
 */
export async function cancel(deps: PaymentDeps, merchant: Merchant, request: CancelRequest): Promise<Answer> {
  const payment = await findReferencedPayment(deps.db, merchant, request);
  if (payment) return cancelPayment(deps, payment);
  const session = await findReferencedSession(deps.db, merchant, request);
  if (!session) return failed("ORDER_NOT_EXIST", missingOrderMessage(request));
  return cancelSession(deps, merchant, session);
}

/** Nobody has tried to pay yet. */
async function cancelSession(deps: PaymentDeps, merchant: Merchant, session: Session): Promise<Answer> {
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

async function cancelPayment(deps: PaymentDeps, seen: Payment): Promise<Answer> {
  if (seen.status === "CANCELLED") return toAnswer(seen);
  if (seen.status === "FAIL")
    return failed("ORDER_STATUS_INVALID", "The payment was closed unpaid; nothing to cancel.");
  if (seen.status === "SUCCESS") return cancelPaid(deps, seen);
  await closeUnpaid(deps, seen);
  const now = await findPayment(deps.db.connection, seen.clientId, seen.paymentId);
  assert(now && now.status !== "PROCESSING" && now.status !== "PENDING", "a payment that was to be closed is decided");
  return cancelPayment(deps, now);
}

function toAnswer(payment: Payment): Answer {
  const { paymentId, paymentRequestId, cancelledAt, timeOffsetMinutes } = payment;
  assert(cancelledAt !== null, "a cancelled payment has its time");
  return succeeded({ paymentId, paymentRequestId, cancelTime: toIsoText(cancelledAt, timeOffsetMinutes) });
}

async function closeUnpaid(deps: PaymentDeps, { clientId, paymentId }: Payment): Promise<void> {
  const now = deps.clock.now();
  const isOurs = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, clientId, paymentId);
    assert(payment, "a payment is never deleted");
    if (!(await markCancelled(tx, payment, { ...cancelledBefore, at: now }))) return false;
    for (const attempt of await listAttempts(tx, clientId, paymentId)) {
      if (isAlive(attempt.status)) await moveAttempt(tx, attempt, toReversal(attempt, now));
    }
    return notifyPayment(tx, payment, now);
  });
  if (isOurs) deps.nudgeNotifications();
}

const takeOverMs = 30_000;

async function cancelPaid(deps: PaymentDeps, seen: Payment): Promise<Answer> {
  const now = deps.clock.now();
  if (seen.cancelId === null) {
    const refusal = checkCancelWindow(seen, now);
    if (refusal) return refusal;
    const isOurs = await beginCancel(deps.db.connection, seen, newPaymentId(now), addMs(now, takeOverMs));
    if (!isOurs) return explainLost(deps, seen);
    deps.crashPoint("cancel:intent-committed");
  }
  const begun = await findPayment(deps.db.connection, seen.clientId, seen.paymentId);
  assert(begun, "a payment is never deleted");
  return begun.cancelId === null || begun.status === "CANCELLED"
    ? cancelPayment(deps, begun)
    : resumeCancel(deps, begun);
}

/** Something else began or ended at the same moment; what the payment is now says what to answer. */
async function explainLost(deps: PaymentDeps, seen: Payment): Promise<Answer> {
  const now = await findPayment(deps.db.connection, seen.clientId, seen.paymentId);
  assert(now, "a payment is never deleted");
  if (now.status === "CANCELLED") return toAnswer(now);
  if (now.cancelId !== null) return resumeCancel(deps, now);
  return failed("ORDER_STATUS_INVALID", "A capture or refund of the payment is under way.");
}

/** Asks the acquirer to give the payment back and records a clear answer. Repeatable: the acquirer knows it by its id. */
export async function resumeCancel(deps: PaymentDeps, payment: Payment): Promise<Answer> {
  const { clientId, paymentId, cancelId } = payment;
  assert(cancelId !== null && payment.winningAttemptId !== null, "what is being cancelled was paid");
  const attempt = await findAttempt(deps.db.connection, clientId, payment.winningAttemptId);
  assert(attempt?.acquirerReference, "the attempt that paid has the acquirer's reference");
  const connector = deps.connectorNamed(attempt.connector);
  const request = {
    clientId,
    operationId: cancelId,
    now: deps.clock.now(),
    authorizationId: attempt.attemptId,
    acquirerReference: attempt.acquirerReference,
    amount: payment.amount,
  };
  const isCaptured = payment.capturedMinor > 0n;
  const answer: FollowUpAnswer = await askAcquirer(() =>
    isCaptured ? connector.refund(request) : connector.void(request),
  );
  deps.crashPoint("cancel:acquirer-answered");
  if (answer.kind === "succeeded") await recordCancelled(deps, payment, deps.clock.now());
  else if (answer.kind === "failed") await undoCancel(deps.db.connection, payment);
  deps.crashPoint("cancel:recorded");
  const now = await findPayment(deps.db.connection, clientId, paymentId);
  assert(now, "a payment is never deleted");
  if (now.status === "CANCELLED") return toAnswer(now);
  if (answer.kind === "failed")
    return failed("PROCESS_FAIL", answer.message ?? "The acquirer refused the cancellation.");
  return failed("UNKNOWN_EXCEPTION", "The acquirer has not confirmed the cancellation yet; ask again.");
}

async function recordCancelled(deps: PaymentDeps, payment: Payment, at: Instant): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (!(await finishCancel(tx, payment, { ...cancelledAfter, at }))) return;
    const { clientId, paymentId } = payment;
    await addPaymentEvent(tx, { clientId, paymentId, kind: "payment-cancelled", data: {}, now: at });
  });
}
