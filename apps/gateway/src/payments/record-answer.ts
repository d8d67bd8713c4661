import { type ResultCode, toResult } from "@opencashier/protocol";
import type { AuthorizationAnswer } from "../acquirers/index.ts";
import type { Tx } from "../db/index.ts";
import { addMs, assert, type Instant } from "../kernel/index.ts";
import { enqueueNotification } from "../notifications/index.ts";
import { type AttemptMove, findAttempt, listAttempts, moveAttempt } from "./attempt-store.ts";
import { type AttemptView, toView } from "./attempt-view.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./events.ts";
import { toPaymentNotification } from "./notification-bodies.ts";
import type { Attempt, Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPayment, lockPayment, markFailed, markPaid, markPending } from "./payment-store.ts";
import { isAlive } from "./state.ts";

/** An authorization that is not captured by then is given back. Source: Antom, capture, read 2026-11-22. */
const authorizationMs = 7 * 24 * 60 * 60 * 1000;

/** How long a channel may take to confirm what the payer has done; bank transfers take days. */
const pendingMs = 7 * 24 * 60 * 60 * 1000;

const inquiryPausesMs = [5_000, 10_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const;

/** When to ask about an attempt again that has been asked about so often. */
export const nextInquiryAt = (now: Instant, inquiryCount: number): Instant =>
  addMs(now, inquiryPausesMs[Math.min(inquiryCount, inquiryPausesMs.length - 1)] ?? 60_000);

/** The attempt that `pay` itself makes. Its decline is the payment's: there is no form to try again in. */
export const payAttemptKey = "pay";

/**
 * Records what the acquirer answered, together with what it means for the payment and with the notification of that. Each
 * payment is decided once: under its lock, and by conditions on the old state. A success that comes too late is given back.
 */
export async function recordAnswer(
  deps: PaymentDeps,
  asked: Attempt,
  answer: AuthorizationAnswer,
): Promise<AttemptView> {
  const { clientId, attemptId, paymentId } = asked;
  const hasNews = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, clientId, paymentId);
    const attempt = await findAttempt(tx, clientId, attemptId);
    assert(payment && attempt, "an attempt and its payment are never deleted");
    if (!isAlive(attempt.status)) return false;
    return apply(deps, tx, { payment, attempt, answer });
  });
  if (hasNews) deps.nudgeNotifications();
  const payment = await findPayment(deps.db.connection, clientId, paymentId);
  const attempt = await findAttempt(deps.db.connection, clientId, attemptId);
  assert(payment && attempt, "an attempt and its payment are never deleted");
  return toView(payment, attempt);
}

type Found = { readonly payment: Payment; readonly attempt: Attempt; readonly answer: AuthorizationAnswer };

/** True when a notification was enqueued. */
async function apply(deps: PaymentDeps, tx: Tx, found: Found): Promise<boolean> {
  const { attempt, answer } = found;
  const now = deps.clock.now();
  switch (answer.kind) {
    case "succeeded":
      return applySuccess(tx, found, now);
    case "failed":
      return applyDecline(tx, found, now);
    case "pending":
      return applyPending(tx, found, now);
    case "needs-action":
      await moveAttempt(tx, attempt, {
        ...unfinished(attempt, nextInquiryAt(now, attempt.inquiryCount + 2)),
        status: "ACTION_REQUIRED",
        acquirerReference: answer.acquirerReference,
        action: answer.action,
      });
      return false;
    case "unknown":
      if (attempt.status === "STARTED") {
        const move = { ...unfinished(attempt, nextInquiryAt(now, attempt.inquiryCount)), status: "UNKNOWN" } as const;
        await moveAttempt(tx, attempt, move);
      }
      return false;
  }
}

const unfinished = (attempt: Attempt, inquireAt: Instant): AttemptMove => ({
  status: attempt.status,
  acquirerReference: attempt.acquirerReference,
  resultCode: null,
  resultMessage: null,
  action: null,
  details: attempt.details,
  reversalId: null,
  finishedAt: null,
  inquireAt,
});

async function applySuccess(tx: Tx, { payment, attempt, answer }: Found, now: Instant): Promise<boolean> {
  assert(answer.kind === "succeeded", "this is a success");
  const { clientId, paymentId } = payment;
  const { acquirerReference, details } = answer;
  if (payment.status !== "PROCESSING" && payment.status !== "PENDING") {
    await moveAttempt(tx, attempt, { ...toReversal(attempt, now), acquirerReference, details });
    const data = { attemptId: attempt.attemptId, status: payment.status };
    await addPaymentEvent(tx, { clientId, paymentId, kind: "late-success", data, now });
    return false;
  }
  await moveAttempt(tx, attempt, {
    ...finished("SUCCEEDED", now, "SUCCESS", "success"),
    acquirerReference,
    details,
  });
  const isPaid = await markPaid(tx, payment, {
    winningAttemptId: attempt.attemptId,
    paymentMethodType: attempt.paymentMethodType,
    details,
    paidAt: now,
    authExpiresAt: payment.captureMode === "MANUAL" ? addMs(now, authorizationMs) : null,
  });
  assert(isPaid, "the payment is locked and was open");
  await giveUpOthers(tx, attempt, now);
  return notifyPayment(tx, payment, now);
}

/** Whatever else could still pay this payment is ended at the acquirer. */
async function giveUpOthers(tx: Tx, decided: Attempt, now: Instant): Promise<void> {
  const others = await listAttempts(tx, decided.clientId, decided.paymentId);
  for (const other of others) {
    if (other.attemptId !== decided.attemptId && isAlive(other.status))
      await moveAttempt(tx, other, toReversal(other, now));
  }
}

async function applyDecline(tx: Tx, { payment, attempt, answer }: Found, now: Instant): Promise<boolean> {
  assert(answer.kind === "failed", "this is a decline");
  const { resultCode, acquirerReference, details } = answer;
  const resultMessage = answer.message ?? toResult(resultCode).resultMessage;
  await moveAttempt(tx, attempt, {
    ...finished("FAILED", now, resultCode, resultMessage),
    acquirerReference: acquirerReference ?? attempt.acquirerReference,
    details,
  });
  const { clientId, paymentId } = payment;
  const data = { attemptId: attempt.attemptId, resultCode };
  await addPaymentEvent(tx, { clientId, paymentId, kind: "attempt-declined", data, now });
  const isFinal = payment.status === "PENDING" || attempt.attemptKey === payAttemptKey;
  if (!isFinal || !(await markFailed(tx, payment, { resultCode, resultMessage }))) return false;
  return notifyPayment(tx, payment, now);
}

async function applyPending(tx: Tx, { payment, attempt, answer }: Found, now: Instant): Promise<boolean> {
  assert(answer.kind === "pending", "the channel confirms later");
  if (attempt.status === "PENDING") return false;
  await moveAttempt(tx, attempt, {
    ...unfinished(attempt, nextInquiryAt(now, attempt.inquiryCount + 3)),
    status: "PENDING",
    acquirerReference: answer.acquirerReference,
    details: answer.details,
  });
  const end = {
    resultCode: "PAYMENT_IN_PROCESS",
    resultMessage: toResult("PAYMENT_IN_PROCESS").resultMessage,
  } as const;
  if (!(await markPending(tx, payment, addMs(now, pendingMs), end))) return false;
  return notifyPayment(tx, payment, now);
}

const finished = (
  status: "SUCCEEDED" | "FAILED",
  now: Instant,
  resultCode: ResultCode,
  resultMessage: string,
): AttemptMove => ({
  status,
  acquirerReference: null,
  resultCode,
  resultMessage,
  action: null,
  details: null,
  reversalId: null,
  finishedAt: now,
  inquireAt: null,
});

/** An attempt that may not pay any more: whatever it comes to is given back, at once and again until it is done. */
export const toReversal = (attempt: Attempt, now: Instant): AttemptMove => ({
  status: "REVERSING",
  acquirerReference: attempt.acquirerReference,
  resultCode: attempt.resultCode,
  resultMessage: attempt.resultMessage,
  action: null,
  details: attempt.details,
  reversalId: newPaymentId(now),
  finishedAt: null,
  inquireAt: now,
});

/** Tells the merchant of the payment as it now is; one notification for each outcome, whoever asks for it. */
export async function notifyPayment(tx: Tx, { clientId, paymentId }: Payment, now: Instant): Promise<boolean> {
  const decided = await findPayment(tx, clientId, paymentId);
  assert(decided, "a payment is never deleted");
  const { status, resultCode, notifyUrl: url } = decided;
  const about = { kind: "notifyPayment", subjectId: paymentId, outcome: status } as const;
  await enqueueNotification(tx, { clientId, paymentId, ...about, url, body: toPaymentNotification(decided), now });
  const kind = status === "SUCCESS" ? "payment-paid" : `payment-${status.toLowerCase()}`;
  await addPaymentEvent(tx, { clientId, paymentId, kind, data: { resultCode }, now });
  return true;
}
