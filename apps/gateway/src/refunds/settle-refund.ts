import { type ResultCode, toResult } from "@opencashier/protocol";
import type { Connector, FollowUpAnswer, FollowUpRequest } from "../acquirers/index.ts";
import { enqueueNotification } from "../notifications/index.ts";
import { assert, toAmount, toIsoText } from "../kernel/index.ts";
import { addPaymentEvent, askAcquirer, findAttempt, findPayment, releaseRefund } from "../payments/index.ts";
import type { Refund } from "./refund.ts";
import type { RefundDeps } from "./deps.ts";
import { findRefund, finishRefund, recordAcquirerReference, type RefundEnd } from "./store.ts";

/**
 * Asks the acquirer how an open refund stands, sends it if it never arrived, and records the outcome together with its
 * notification. Answers the refund as it then is; safe to call at any time and on any replica, because the acquirer knows
 * the refund by its id.
 */
export async function settleRefund(deps: RefundDeps, open: Refund): Promise<Refund> {
  const answer = await ask(deps, open);
  deps.crashPoint("refund:acquirer-answered");
  if (answer.kind === "unknown") return open;
  if (answer.kind === "pending") {
    if (open.acquirerReference === null) {
      await recordAcquirerReference(deps.db.connection, open, answer.acquirerReference);
    }
    return { ...open, acquirerReference: answer.acquirerReference };
  }
  await record(deps, open, answer);
  deps.crashPoint("refund:recorded");
  const recorded = await findRefund(deps.db.connection, open.clientId, open.refundId);
  assert(recorded, "a refund is never deleted");
  return recorded;
}

/** The first call sends; every later one asks first, so that a slow acquirer is not sent the same twice. */
async function ask(deps: RefundDeps, open: Refund): Promise<FollowUpAnswer> {
  const { connection } = deps.db;
  const payment = await findPayment(connection, open.clientId, open.paymentId);
  assert(payment?.winningAttemptId, "a refunded payment was paid by an attempt");
  const attempt = await findAttempt(connection, open.clientId, payment.winningAttemptId);
  assert(attempt?.acquirerReference, "the attempt that paid has the acquirer's reference");
  const connector = deps.connectorNamed(attempt.connector);
  const { clientId, refundId: operationId } = open;
  const now = deps.clock.now();
  const request: FollowUpRequest = {
    clientId,
    operationId,
    requestId: open.refundRequestId,
    now,
    authorizationId: attempt.attemptId,
    acquirerReference: attempt.acquirerReference,
    amount: open.amount,
  };
  return askAcquirer(async () => {
    if (open.inquiryCount > 0) {
      const found = await connector.inquire({ clientId, operationId, now, of: "refund" });
      if (found.kind !== "not-found") return toFollowUp(found);
    }
    return connector.refund(request);
  });
}

function toFollowUp(found: Awaited<ReturnType<Connector["inquire"]>>): FollowUpAnswer {
  assert(found.kind !== "needs-action" && found.kind !== "not-found", "a refund asks nothing of the payer");
  return found;
}

type FinalAnswer = Extract<FollowUpAnswer, { kind: "succeeded" | "failed" }>;

async function record(deps: RefundDeps, open: Refund, answer: FinalAnswer): Promise<void> {
  const isRefunded = answer.kind === "succeeded";
  const resultCode: ResultCode = isRefunded ? "SUCCESS" : answer.resultCode;
  const end: RefundEnd = {
    status: isRefunded ? "SUCCESS" : "FAIL",
    resultCode,
    resultMessage: (isRefunded ? undefined : answer.message) ?? toResult(resultCode).resultMessage,
    acquirerReference: answer.acquirerReference ?? open.acquirerReference,
    finishedAt: deps.clock.now(),
  };
  const { clientId, paymentId, refundId, amount } = open;
  const isOurs = await deps.db.transaction(async (tx) => {
    if (!(await finishRefund(tx, open, end))) return false;
    await releaseRefund(tx, { clientId, paymentId, minor: amount.minor, isRefunded });
    const now = end.finishedAt;
    const body = toNotification(open, end);
    const { notifyUrl: url } = open;
    const about = { kind: "notifyRefund", subjectId: refundId, outcome: end.status } as const;
    await enqueueNotification(tx, { clientId, paymentId, ...about, url, body, now });
    const data = { refundId, status: end.status, resultCode };
    await addPaymentEvent(tx, { clientId, paymentId, kind: "refund-finished", data, now });
    return true;
  });
  if (isOurs) deps.nudgeNotifications();
}

/** Source: Antom, notifyRefund, read 2026-11-22. */
function toNotification(open: Refund, end: RefundEnd): object {
  return {
    notifyType: "REFUND_RESULT",
    result: toResult(end.resultCode, end.status === "SUCCESS" ? "success" : end.resultMessage),
    refundStatus: end.status,
    refundRequestId: open.refundRequestId,
    refundId: open.refundId,
    refundAmount: toAmount(open.amount),
    refundTime: toIsoText(end.finishedAt),
    ...(open.metadata !== null && { metadata: open.metadata }),
    ...(open.customizedInfo !== null && { customizedInfo: open.customizedInfo }),
  };
}
