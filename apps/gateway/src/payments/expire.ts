import { toResult } from "@opencashier/protocol";
import { addMs, assert } from "../kernel/index.ts";
import { listAttempts } from "./attempt-store.ts";
import { cancelPaid, resumeCancel } from "./cancel-paid.ts";
import { claimAt, workOff } from "./claim.ts";
import type { PaymentDeps } from "./deps.ts";
import { giveUpAttempts } from "./give-up.ts";
import { notifyPayment } from "./notify-payment.ts";
import type { Payment } from "./payment.ts";
import { claimDuePayments, clearDue, lockPayment, markFailed } from "./payment-store.ts";
import { arrivalMsMax, settle } from "./settle.ts";
import { isAlive } from "./state.ts";

/**
 * What happens to payments by time alone: an unpaid one closes, an authorization nobody captured is given back, a
 * cancellation that was left half done goes on.
 */
export async function closeDuePayments(deps: PaymentDeps): Promise<number> {
  const claimed = await claimDuePayments(deps.db.connection, claimAt(deps.clock.now()));
  return workOff(claimed, async (payment) => {
    if (payment.cancelId !== null) await resumeCancel(deps, payment);
    else if (payment.status === "SUCCESS") await releaseAuthorization(deps, payment);
    else await expirePayment(deps, payment);
  });
}

/** Closes an unpaid payment. Attempts without an answer are asked about first: they may have paid it in time. */
async function expirePayment(deps: PaymentDeps, due: Payment): Promise<void> {
  const { clientId, paymentId } = due;
  const attempts = await listAttempts(deps.db.connection, clientId, paymentId);
  const alive = attempts.filter(({ status }) => isAlive(status));
  // The call of one that has just begun is still under way: it has its answer before the claim's lease is over.
  if (alive.some(({ status, startedAt }) => status === "STARTED" && deps.clock.now() < addMs(startedAt, arrivalMsMax)))
    return;
  for (const { attemptId } of alive) await settle(deps, { clientId, attemptId });
  const now = deps.clock.now();
  const { resultCode, resultMessage } = toResult("ORDER_IS_CLOSED");
  const isOurs = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, clientId, paymentId);
    assert(payment, "a payment is never deleted");
    // A channel that confirms later, or an attempt that began a moment ago, has put the end off.
    if (now < payment.expiresAt) return false;
    if (!(await markFailed(tx, payment, { resultCode, resultMessage, details: null }))) return false;
    await giveUpAttempts(tx, payment, now);
    await notifyPayment(tx, payment, now);
    return true;
  });
  if (isOurs) deps.nudgeNotifications();
}

/** Source: Antom, capture: an authorization that is not captured within seven days is released, read 2026-11-22. */
async function releaseAuthorization(deps: PaymentDeps, due: Payment): Promise<void> {
  if (due.authExpiresAt === null || deps.clock.now() < due.authExpiresAt) return;
  // A capture that is still open decides; the claim's lease brings the payment back.
  if (due.capturingMinor > 0n) return;
  if (due.capturedMinor > 0n) return clearDue(deps.db.connection, due);
  await cancelPaid(deps, due);
}
