import type { FollowUpAnswer, FollowUpRequest } from "../acquirers/index.ts";
import { assert } from "../kernel/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";
import { type AttemptMove, moveAttempt } from "./attempt-store.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./events.ts";
import type { Attempt, Payment } from "./payment.ts";
import { findPayment } from "./payment-store.ts";

/**
 * Gives back what an attempt moved that may not pay any more: superseded by another, too late, or cancelled with its
 * payment. The acquirer is first asked what it came to, because a captured amount is refunded and everything else voided.
 * What brings no clear answer stays REVERSING, for the job runner to try again.
 */
export async function reverseAttempt(deps: PaymentDeps, attempt: Attempt): Promise<void> {
  assert(attempt.status === "REVERSING" && attempt.reversalId !== null, "only what is being reversed is reversed");
  const { clientId, attemptId: operationId } = attempt;
  const connector = deps.connectorNamed(attempt.connector);
  const now = deps.clock.now();
  const found = await askAcquirer(() => connector.inquire({ clientId, operationId, now, of: "authorization" }));
  if (found.kind === "unknown") return;
  if (found.kind === "failed" || found.kind === "not-found") return finish(deps, attempt, "FAILED");
  const payment = await findPayment(deps.db.connection, clientId, attempt.paymentId);
  assert(payment, "an attempt belongs to a payment");
  const isCaptured = found.kind === "succeeded" && payment.captureMode === "AUTOMATIC";
  const request = toRequest(attempt, payment, {
    reversalId: attempt.reversalId,
    reference: found.acquirerReference,
    now,
  });
  const answer: FollowUpAnswer = await askAcquirer(() =>
    isCaptured ? connector.refund(request) : connector.void(request),
  );
  deps.crashPoint("reversal:acquirer-answered");
  if (answer.kind === "succeeded") return finish(deps, attempt, "REVERSED");
  if (answer.kind === "failed") deps.log.warn({ operationId, resultCode: answer.resultCode }, "a reversal was refused");
}

const toRequest = (
  attempt: Attempt,
  payment: Payment,
  reversal: { readonly reversalId: string; readonly reference: string; readonly now: FollowUpRequest["now"] },
): FollowUpRequest => ({
  clientId: attempt.clientId,
  operationId: reversal.reversalId,
  now: reversal.now,
  authorizationId: attempt.attemptId,
  acquirerReference: reversal.reference,
  amount: payment.amount,
});

async function finish(deps: PaymentDeps, attempt: Attempt, status: "REVERSED" | "FAILED"): Promise<void> {
  const now = deps.clock.now();
  const move: AttemptMove = { ...attempt, status, action: null, finishedAt: now, inquireAt: null };
  await deps.db.transaction(async (tx) => {
    if (!(await moveAttempt(tx, attempt, move)) || status === "FAILED") return;
    const { clientId, paymentId, attemptId } = attempt;
    await addPaymentEvent(tx, { clientId, paymentId, kind: "attempt-reversed", data: { attemptId }, now });
  });
}
