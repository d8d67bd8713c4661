import { toResult } from "@opencashier/protocol";
import { assert } from "../kernel/index.ts";
import { listAttempts, moveAttempt } from "./attempt-store.ts";
import { resumeCancel } from "./cancel.ts";
import type { PaymentDeps } from "./deps.ts";
import type { Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { beginCancel, claimDuePayments, clearDue, findPayment, lockPayment, markFailed } from "./payment-store.ts";
import { notifyPayment, toReversal } from "./record-answer.ts";
import { settle } from "./settle.ts";
import { isAlive } from "./state.ts";

const leaseMs = 60_000;
const countMax = 32;

/**
 * What happens to payments by time alone: an unpaid one closes, an authorization nobody captured is given back, a
 * cancellation that was left half done goes on.
 */
export async function closeDuePayments(deps: PaymentDeps): Promise<number> {
  const now = deps.clock.now();
  const claimed = await claimDuePayments(deps.db.connection, { now, leaseMs, countMax });
  for (const payment of claimed) {
    if (payment.cancelId !== null) await resumeCancel(deps, payment);
    else if (payment.status === "SUCCESS") await releaseAuthorization(deps, payment);
    else await expirePayment(deps, payment);
  }
  return claimed.length;
}

/** Closes an unpaid payment. Attempts without an answer are asked about first: they may have paid it in time. */
async function expirePayment(deps: PaymentDeps, due: Payment): Promise<void> {
  const { clientId, paymentId } = due;
  const attempts = await listAttempts(deps.db.connection, clientId, paymentId);
  for (const { status, attemptId } of attempts) if (isAlive(status)) await settle(deps, { clientId, attemptId });
  const now = deps.clock.now();
  const end = { resultCode: "ORDER_IS_CLOSED", resultMessage: toResult("ORDER_IS_CLOSED").resultMessage } as const;
  const isOurs = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, clientId, paymentId);
    assert(payment, "a payment is never deleted");
    // A channel that confirms later has put the end off.
    if (now < payment.expiresAt || !(await markFailed(tx, payment, end))) return false;
    for (const attempt of await listAttempts(tx, clientId, paymentId)) {
      if (isAlive(attempt.status)) await moveAttempt(tx, attempt, toReversal(attempt, now));
    }
    return notifyPayment(tx, payment, now);
  });
  if (isOurs) deps.nudgeNotifications();
}

/** Source: Antom, capture: an authorization that is not captured within seven days is released, read 2026-11-22. */
async function releaseAuthorization(deps: PaymentDeps, due: Payment): Promise<void> {
  const now = deps.clock.now();
  if (due.authExpiresAt === null || now < due.authExpiresAt) return;
  if (due.capturedMinor + due.capturingMinor > 0n) return clearDue(deps.db.connection, due);
  if (!(await beginCancel(deps.db.connection, due, newPaymentId(now), now))) return;
  const begun = await findPayment(deps.db.connection, due.clientId, due.paymentId);
  if (begun?.cancelId) await resumeCancel(deps, begun);
}
