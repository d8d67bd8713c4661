import { type CancelReply, operations } from "@opencashier/protocol";
import type { FollowUpAnswer } from "../acquirers/index.ts";
import {
  addMs,
  assert,
  type Failed,
  failed,
  type Instant,
  type Outcome,
  succeeded,
  toIsoText,
} from "../kernel/index.ts";
import { findAttempt } from "./attempt-store.ts";
import { beginCancel, finishCancel, undoCancel } from "./cancel-store.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./event-store.ts";
import { moveMoney } from "./move-money.ts";
import type { Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPayment } from "./payment-store.ts";
import { declaredCode } from "./wire-codes.ts";

export type CancelAnswer = Outcome<Omit<CancelReply, "result">>;

/** When the job runner goes on with a cancellation that the process which began it did not finish. */
const takeOverMs = 30_000;

/**
 * Gives a paid payment back in full: the intent is committed, which keeps captures and refunds away, then the acquirer is
 * asked, then its answer recorded. Whether it may be given back is the caller's matter; the caller has read it as SUCCESS.
 */
export async function cancelPaid(deps: PaymentDeps, seen: Payment): Promise<CancelAnswer> {
  if (seen.cancelId !== null) return resumeCancel(deps, seen);
  const { clientId, paymentId } = seen;
  const now = deps.clock.now();
  const cancelId = newPaymentId(now);
  const begun = await deps.db.transaction(async (tx) => {
    if (!(await beginCancel(tx, seen, { cancelId, takeOverAt: addMs(now, takeOverMs) }))) return undefined;
    await addPaymentEvent(tx, { clientId, paymentId, kind: "cancel-requested", data: { cancelId }, now });
    return findPayment(tx, clientId, paymentId);
  });
  if (begun === undefined) return explainLost(deps, seen);
  deps.crashPoint("cancel:intent-committed");
  return giveBack(deps, begun, false);
}

/** Something else began or ended at the same moment; what the payment is now says what to answer. */
async function explainLost(deps: PaymentDeps, seen: Payment): Promise<CancelAnswer> {
  const now = await findPayment(deps.db.connection, seen.clientId, seen.paymentId);
  assert(now, "a payment is never deleted");
  if (now.status === "CANCELLED") return toCancelAnswer(now);
  if (now.cancelId !== null) return resumeCancel(deps, now);
  return failed("ORDER_STATUS_INVALID", "A capture or refund of the payment has begun; refund it.");
}

export function toCancelAnswer(payment: Payment): CancelAnswer {
  const { paymentId, paymentRequestId, cancelledAt, timeOffsetMinutes } = payment;
  assert(cancelledAt !== null, "a cancelled payment has its time");
  return succeeded({ paymentId, paymentRequestId, cancelTime: toIsoText(cancelledAt, timeOffsetMinutes) });
}

/** Goes on with a cancellation that has begun. Safe to call at any time and on any replica: the acquirer knows it by its id. */
export const resumeCancel = (deps: PaymentDeps, payment: Payment): Promise<CancelAnswer> =>
  giveBack(deps, payment, true);

async function giveBack(deps: PaymentDeps, payment: Payment, isRepeat: boolean): Promise<CancelAnswer> {
  const answer = await askToGiveBack(deps, payment, isRepeat);
  deps.crashPoint("cancel:acquirer-answered");
  if (answer.kind === "succeeded") await recordCancelled(deps, payment);
  else if (answer.kind === "failed") await recordRefused(deps, payment, answer);
  deps.crashPoint("cancel:recorded");
  const now = await findPayment(deps.db.connection, payment.clientId, payment.paymentId);
  assert(now, "a payment is never deleted");
  if (now.status === "CANCELLED") return toCancelAnswer(now);
  if (answer.kind === "failed") return toRefusal(answer);
  return failed("UNKNOWN_EXCEPTION", "The acquirer has not confirmed the cancellation yet; ask again.");
}

async function askToGiveBack(deps: PaymentDeps, payment: Payment, isRepeat: boolean): Promise<FollowUpAnswer> {
  const { clientId, cancelId, winningAttemptId, amount } = payment;
  assert(cancelId !== null && winningAttemptId !== null, "what is being cancelled was paid");
  const attempt = await findAttempt(deps.db.connection, clientId, winningAttemptId);
  assert(attempt?.acquirerReference, "the attempt that paid has the acquirer's reference");
  const connector = deps.connectorNamed(attempt.connector);
  const { attemptId: authorizationId, acquirerReference } = attempt;
  const now = deps.clock.now();
  const request = { clientId, operationId: cancelId, now, authorizationId, acquirerReference, amount };
  return moveMoney({ connector, of: payment.capturedMinor > 0n ? "refund" : "void", request, isRepeat });
}

async function recordCancelled(deps: PaymentDeps, payment: Payment): Promise<void> {
  const at = deps.clock.now();
  const { clientId, paymentId, authExpiresAt } = payment;
  const resultMessage =
    authExpiresAt !== null && at >= authExpiresAt
      ? "The authorization was not captured in time; it was released."
      : "The merchant cancelled the payment; it was given back in full.";
  await deps.db.transaction(async (tx) => {
    if (!(await finishCancel(tx, payment, { resultCode: "ORDER_IS_CANCELED", resultMessage, at }))) return;
    await addPaymentEvent(tx, { clientId, paymentId, kind: "payment-cancelled", data: {}, now: at });
  });
}

type Refusal = Extract<FollowUpAnswer, { kind: "failed" }>;

/** An authorization that could not be released is tried again so much later. */
const releasePauseMs = 60 * 60 * 1000;

async function recordRefused(deps: PaymentDeps, payment: Payment, { resultCode }: Refusal): Promise<void> {
  const now = deps.clock.now();
  const { clientId, paymentId } = payment;
  await deps.db.transaction(async (tx) => {
    if (!(await undoCancel(tx, payment, nextDue(payment, now)))) return;
    await addPaymentEvent(tx, { clientId, paymentId, kind: "cancel-refused", data: { resultCode }, now });
  });
}

const nextDue = ({ authExpiresAt }: Payment, now: Instant): Instant | null =>
  authExpiresAt === null || now < authExpiresAt ? authExpiresAt : addMs(now, releasePauseMs);

const toRefusal = ({ resultCode, message }: Refusal): Failed =>
  failed(declaredCode(operations.cancel, resultCode), message ?? "The acquirer refused the cancellation.");
