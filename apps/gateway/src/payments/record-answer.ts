import { type ResultCode, toResult } from "@opencashier/protocol";
import type { AuthorizationAnswer } from "../acquirers/index.ts";
import type { Tx } from "../db/index.ts";
import { addMs, assert, type Instant } from "../kernel/index.ts";
import { findSession } from "../sessions/index.ts";
import { type AttemptMove, findAttempt, moveAttempt } from "./attempt-store.ts";
import { type AttemptView, viewAttempt } from "./attempt-view.ts";
import { captureModeOf } from "./capture-mode.ts";
import { nextInquiryAt } from "./claim.ts";
import { isFinalDecline } from "./decline.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./event-store.ts";
import { giveUp, giveUpAttempts } from "./give-up.ts";
import { notifyPayment } from "./notify-payment.ts";
import type { Attempt, Payment } from "./payment.ts";
import { lockPayment, markFailed, markPaid, markPending, setUnpaidEnd } from "./payment-store.ts";
import { attemptLifeCycle, isAlive } from "./state.ts";
import { idleEndOf } from "./unpaid-end.ts";

/** An authorization that is not captured by then is given back. Source: Antom, capture, read 2026-11-22. */
const authorizationMs = 7 * 24 * 60 * 60 * 1000;

/** How long a channel may take to confirm what the payer has done. Source: Antom, PENDING payments, read 2026-11-22. */
const pendingMs = 7 * 24 * 60 * 60 * 1000;

/** The attempt that `pay` itself makes. Its decline is the payment's: there is no form to try again in. */
export const payAttemptKey = "pay";

/**
 * Records what the acquirer answered, together with what it means for the payment and with the notification of that. Each
 * payment is decided once: under its lock, and by conditions on the old state. A success that comes too late is given back;
 * an answer that something newer has overtaken changes nothing.
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
    return isAlive(attempt.status) && apply(tx, { payment, attempt, answer }, deps.clock.now());
  });
  if (hasNews) deps.nudgeNotifications();
  const view = await viewAttempt(deps.db, clientId, attemptId);
  assert(view, "an attempt is never deleted");
  return view;
}

type Found<Answer extends AuthorizationAnswer = AuthorizationAnswer> = {
  readonly payment: Payment;
  readonly attempt: Attempt;
  readonly answer: Answer;
};

type AnswerOf<Kind extends AuthorizationAnswer["kind"]> = Extract<AuthorizationAnswer, { kind: Kind }>;

/** True when a notification was enqueued. */
async function apply(tx: Tx, { answer, ...found }: Found, now: Instant): Promise<boolean> {
  switch (answer.kind) {
    case "succeeded":
      return applySuccess(tx, { ...found, answer }, now);
    case "failed":
      return applyDecline(tx, { ...found, answer }, now);
    case "pending":
      return applyPending(tx, { ...found, answer }, now);
    case "needs-action":
      await applyAction(tx, { ...found, answer }, now);
      return false;
    case "unknown":
      await applyUnknown(tx, found.attempt, now);
      return false;
  }
}

async function applyAction(tx: Tx, { attempt, answer }: Found<AnswerOf<"needs-action">>, now: Instant): Promise<void> {
  // An older answer than the one that is recorded: the payer has taken the step meanwhile.
  if (!attemptLifeCycle.table[attempt.status].includes("ACTION_REQUIRED")) return;
  const { acquirerReference, action } = answer;
  const inquireAt = nextInquiryAt(now, attempt.inquiryCount + 2);
  await moveAttempt(tx, attempt, { ...open(attempt, inquireAt), status: "ACTION_REQUIRED", acquirerReference, action });
}

async function applyUnknown(tx: Tx, attempt: Attempt, now: Instant): Promise<void> {
  if (attempt.status !== "STARTED") return;
  await moveAttempt(tx, attempt, { ...open(attempt, nextInquiryAt(now, attempt.inquiryCount)), status: "UNKNOWN" });
}

const open = (attempt: Attempt, inquireAt: Instant): Omit<AttemptMove, "status"> => ({
  acquirerReference: attempt.acquirerReference,
  resultCode: null,
  resultMessage: null,
  action: null,
  details: attempt.details,
  reversalId: null,
  finishedAt: null,
  inquireAt,
});

async function applySuccess(
  tx: Tx,
  { payment, attempt, answer }: Found<AnswerOf<"succeeded">>,
  now: Instant,
): Promise<boolean> {
  const { acquirerReference, details } = answer;
  if (payment.status !== "PROCESSING" && payment.status !== "PENDING") {
    await giveUp(tx, attempt, now, { acquirerReference, details });
    return false;
  }
  await moveAttempt(tx, attempt, { ...finished("SUCCEEDED", now, "SUCCESS"), acquirerReference, details });
  const captureMode = captureModeOf(payment, attempt.paymentMethodType);
  const isPaid = await markPaid(tx, payment, {
    winningAttemptId: attempt.attemptId,
    paymentMethodType: attempt.paymentMethodType,
    captureMode,
    details,
    paidAt: now,
    authExpiresAt: captureMode === "MANUAL" ? addMs(now, authorizationMs) : null,
  });
  assert(isPaid, "the payment is locked and was open");
  await giveUpAttempts(tx, payment, now, attempt.attemptId);
  await notifyPayment(tx, payment, now);
  return true;
}

async function applyDecline(
  tx: Tx,
  { payment, attempt, answer }: Found<AnswerOf<"failed">>,
  now: Instant,
): Promise<boolean> {
  const { resultCode, details } = answer;
  const resultMessage = answer.message ?? toResult(resultCode).resultMessage;
  const acquirerReference = answer.acquirerReference ?? attempt.acquirerReference;
  await moveAttempt(tx, attempt, { ...finished("FAILED", now, resultCode), resultMessage, acquirerReference, details });
  const { clientId, paymentId } = payment;
  const data = { attemptId: attempt.attemptId, resultCode };
  await addPaymentEvent(tx, { clientId, paymentId, kind: "attempt-declined", data, now });
  if (payment.status !== "PROCESSING" && payment.status !== "PENDING") return false;
  const session = await findSession(tx, clientId, payment.paymentSessionId);
  assert(session, "a payment belongs to a session");
  const isOver = payment.status === "PENDING" || attempt.attemptKey === payAttemptKey || now >= session.expiresAt;
  if (!isOver && !isFinalDecline(answer)) {
    await setUnpaidEnd(tx, payment, idleEndOf(session, now));
    return false;
  }
  const isClosed = await markFailed(tx, payment, { resultCode, resultMessage, details });
  assert(isClosed, "the payment is locked and was open");
  await giveUpAttempts(tx, payment, now, attempt.attemptId);
  await notifyPayment(tx, payment, now);
  return true;
}

async function applyPending(
  tx: Tx,
  { payment, attempt, answer }: Found<AnswerOf<"pending">>,
  now: Instant,
): Promise<boolean> {
  if (attempt.status === "PENDING") return false;
  const { acquirerReference, details } = answer;
  const inquireAt = nextInquiryAt(now, attempt.inquiryCount + 3);
  await moveAttempt(tx, attempt, { ...open(attempt, inquireAt), status: "PENDING", acquirerReference, details });
  const { resultCode, resultMessage } = toResult("PAYMENT_IN_PROCESS");
  if (!(await markPending(tx, payment, addMs(now, pendingMs), { resultCode, resultMessage }))) return false;
  await notifyPayment(tx, payment, now);
  return true;
}

const finished = (status: "SUCCEEDED" | "FAILED", now: Instant, resultCode: ResultCode): AttemptMove => ({
  status,
  acquirerReference: null,
  resultCode,
  resultMessage: toResult(resultCode).resultMessage,
  action: null,
  details: null,
  reversalId: null,
  finishedAt: now,
  inquireAt: null,
});
