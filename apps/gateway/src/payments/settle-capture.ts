import { operations, toResult } from "@opencashier/protocol";
import type { FollowUpAnswer } from "../acquirers/index.ts";
import { assert } from "../kernel/index.ts";
import { enqueueNotification } from "../notifications/index.ts";
import { findAttempt } from "./attempt-store.ts";
import { releaseCapture } from "./captured-amount-store.ts";
import {
  askCaptureAgainAt,
  type Capture,
  type CaptureEnd,
  claimOverdueCaptures,
  findCapture,
  finishCapture,
} from "./capture-store.ts";
import { claimAt, nextInquiryAt, workOff } from "./claim.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./event-store.ts";
import { moveMoney } from "./move-money.ts";
import { toCaptureNotification } from "./notification-bodies.ts";
import type { Payment } from "./payment.ts";
import { findPayment } from "./payment-store.ts";
import { declaredCode } from "./wire-codes.ts";

/**
 * Asks the acquirer how an open capture stands, sends it if it never arrived, and records a clear answer together with its
 * notification. Answers the capture as it then is; safe to call at any time and on any replica.
 * @param isRepeat false only for the call that follows the intent: there is nothing to ask about yet
 */
export async function settleCapture(deps: PaymentDeps, open: Capture, isRepeat = true): Promise<Capture> {
  const { clientId, captureId } = open;
  const payment = await findPayment(deps.db.connection, clientId, open.paymentId);
  assert(payment, "a capture belongs to a payment");
  const answer = await askToCapture(deps, payment, { open, isRepeat });
  deps.crashPoint("capture:acquirer-answered");
  if (answer.kind === "succeeded" || answer.kind === "failed") await record(deps, payment, { open, answer });
  deps.crashPoint("capture:recorded");
  const recorded = await findCapture(deps.db.connection, clientId, captureId);
  assert(recorded, "a capture is never deleted");
  return recorded;
}

async function askToCapture(
  deps: PaymentDeps,
  payment: Payment,
  { open, isRepeat }: { readonly open: Capture; readonly isRepeat: boolean },
): Promise<FollowUpAnswer> {
  const { clientId, captureId: operationId, captureRequestId: requestId, amount } = open;
  assert(payment.winningAttemptId, "a captured payment was authorized by an attempt");
  const attempt = await findAttempt(deps.db.connection, clientId, payment.winningAttemptId);
  assert(attempt?.acquirerReference, "the attempt that paid has the acquirer's reference");
  const { attemptId: authorizationId, acquirerReference } = attempt;
  const connector = deps.connectorNamed(attempt.connector);
  const now = deps.clock.now();
  const request = { clientId, operationId, requestId, now, authorizationId, acquirerReference, amount };
  return moveMoney({ connector, of: "capture", request, isRepeat });
}

type Answered = {
  readonly open: Capture;
  readonly answer: Extract<FollowUpAnswer, { kind: "succeeded" | "failed" }>;
};

async function record(deps: PaymentDeps, payment: Payment, { open, answer }: Answered): Promise<void> {
  const end = toEnd(deps, { open, answer });
  const { clientId, paymentId, captureId, amount } = open;
  const { finishedAt: now, status, resultCode } = end;
  const isOurs = await deps.db.transaction(async (tx) => {
    if (!(await finishCapture(tx, open, end))) return false;
    await releaseCapture(tx, { clientId, paymentId, minor: amount.minor, isCaptured: status === "SUCCESS" });
    const about = { kind: "notifyCapture", subjectId: captureId, outcome: status } as const;
    const body = toCaptureNotification(payment, { ...open, ...end });
    await enqueueNotification(tx, { clientId, paymentId, ...about, url: payment.notifyUrl, body, now });
    const data = { captureId, status, resultCode };
    await addPaymentEvent(tx, { clientId, paymentId, kind: "capture-finished", data, now });
    return true;
  });
  if (isOurs) deps.nudgeNotifications();
}

function toEnd(deps: PaymentDeps, { open, answer }: Answered): CaptureEnd {
  const finishedAt = deps.clock.now();
  const acquirerReference = answer.acquirerReference ?? open.acquirerReference;
  if (answer.kind === "succeeded") {
    return { status: "SUCCESS", resultCode: "SUCCESS", resultMessage: "success", acquirerReference, finishedAt };
  }
  const resultCode = declaredCode(operations.capture, answer.resultCode);
  const resultMessage = answer.message ?? toResult(answer.resultCode).resultMessage;
  return { status: "FAIL", resultCode, resultMessage, acquirerReference, finishedAt };
}

/** Captures whose answer is overdue. */
export async function settleOverdueCaptures(deps: PaymentDeps): Promise<number> {
  const claimed = await claimOverdueCaptures(deps.db.connection, claimAt(deps.clock.now()));
  return workOff(claimed, async (open) => {
    const { status, inquiryCount } = await settleCapture(deps, open);
    if (status !== "PROCESSING") return;
    await askCaptureAgainAt(deps.db.connection, open, nextInquiryAt(deps.clock.now(), inquiryCount));
  });
}
