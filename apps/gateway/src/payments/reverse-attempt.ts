import type { AuthorizationAnswer, FollowUpAnswer } from "../acquirers/index.ts";
import { assert } from "../kernel/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";
import { type AttemptMove, moveAttempt, renewReversal } from "./attempt-store.ts";
import { captureModeOf } from "./capture-mode.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./event-store.ts";
import { moveMoney } from "./move-money.ts";
import type { Attempt } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPayment } from "./payment-store.ts";

/**
 * Gives back what an attempt moved that may not pay any more: superseded by another, too late, or cancelled with its
 * payment. The acquirer is first asked what it came to, because captured money is refunded and everything else voided;
 * money that is on its way to it cannot be stopped and is waited for. What brings no clear answer stays REVERSING, for the
 * job runner to try again.
 */
export async function reverseAttempt(deps: PaymentDeps, attempt: Attempt): Promise<void> {
  const { clientId, attemptId: operationId } = attempt;
  const connector = deps.connectorNamed(attempt.connector);
  const now = deps.clock.now();
  const found = await askAcquirer(() => connector.inquire({ clientId, operationId, now, of: "authorization" }));
  if (found.kind === "unknown" || found.kind === "pending") return;
  if (found.kind === "failed" || found.kind === "not-found") return finish(deps, attempt, "FAILED");
  const answer = await giveBack(deps, attempt, found);
  deps.crashPoint("reversal:acquirer-answered");
  if (answer.kind === "succeeded") return finish(deps, attempt, "REVERSED");
  if (answer.kind === "failed") {
    deps.log.warn({ operationId, resultCode: answer.resultCode }, "a reversal was refused; it is tried again");
    await renewReversal(deps.db.connection, attempt, newPaymentId(now));
  }
}

async function giveBack(
  deps: PaymentDeps,
  attempt: Attempt,
  found: Extract<AuthorizationAnswer, { kind: "succeeded" | "needs-action" }>,
): Promise<FollowUpAnswer> {
  const { clientId, attemptId: authorizationId, paymentId, reversalId, paymentMethodType } = attempt;
  const payment = await findPayment(deps.db.connection, clientId, paymentId);
  assert(payment && reversalId !== null, "what is being reversed belongs to a payment and has its reversal's id");
  const request = {
    clientId,
    operationId: reversalId,
    now: deps.clock.now(),
    authorizationId,
    acquirerReference: found.acquirerReference,
    amount: payment.amount,
  };
  const connector = deps.connectorNamed(attempt.connector);
  const isCaptured = found.kind === "succeeded" && captureModeOf(payment, paymentMethodType) === "AUTOMATIC";
  return moveMoney({ connector, of: isCaptured ? "refund" : "void", request, isRepeat: true });
}

async function finish(deps: PaymentDeps, attempt: Attempt, status: "REVERSED" | "FAILED"): Promise<void> {
  const now = deps.clock.now();
  const { acquirerReference, resultCode, resultMessage, details, reversalId } = attempt;
  const kept = { acquirerReference, resultCode, resultMessage, details, reversalId };
  const move: AttemptMove = { ...kept, status, action: null, finishedAt: now, inquireAt: null };
  await deps.db.transaction(async (tx) => {
    if (!(await moveAttempt(tx, attempt, move)) || status === "FAILED") return;
    const { clientId, paymentId, attemptId } = attempt;
    await addPaymentEvent(tx, { clientId, paymentId, kind: "attempt-reversed", data: { attemptId }, now });
  });
}
