import type { Tx } from "../db/index.ts";
import { assert, type Instant } from "../kernel/index.ts";
import { type AttemptMove, listAttempts, moveAttempt } from "./attempt-store.ts";
import { addPaymentEvent } from "./event-store.ts";
import type { Attempt, Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { isAlive } from "./state.ts";

/**
 * Ends every attempt that could still pay this payment, but for one that may: the job runner gives back whatever they come
 * to. The caller holds the payment's lock.
 */
export async function giveUpAttempts(tx: Tx, payment: Payment, now: Instant, except?: string): Promise<void> {
  for (const attempt of await listAttempts(tx, payment.clientId, payment.paymentId)) {
    if (attempt.attemptId !== except && isAlive(attempt.status)) await giveUp(tx, attempt, now);
  }
}

/** From here the attempt pays nothing. @param paid what the acquirer said, if it has succeeded already */
export async function giveUp(
  tx: Tx,
  attempt: Attempt,
  now: Instant,
  paid?: Pick<AttemptMove, "acquirerReference" | "details">,
): Promise<void> {
  const isOurs = await moveAttempt(tx, attempt, { ...toReversal(attempt, now), ...paid });
  assert(isOurs, "the payment is locked, so nobody else moves its attempts");
  const { clientId, paymentId, attemptId } = attempt;
  await addPaymentEvent(tx, { clientId, paymentId, kind: "attempt-given-up", data: { attemptId }, now });
}

const toReversal = (attempt: Attempt, now: Instant): AttemptMove => ({
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
