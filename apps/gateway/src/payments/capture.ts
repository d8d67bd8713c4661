import { type CaptureReply, type CaptureRequest, toResult } from "@opencashier/protocol";
import type { FollowUpAnswer } from "../acquirers/index.ts";
import {
  addMs,
  assert,
  type Failed,
  failed,
  type Instant,
  type Money,
  type Outcome,
  succeeded,
  toAmount,
  toIsoText,
  toMoney,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { enqueueNotification } from "../notifications/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";
import { findAttempt } from "./attempt-store.ts";
import {
  type Capture,
  type CaptureEnd,
  claimOverdueCaptures,
  findCapture,
  findCaptureByRequestId,
  finishCapture,
  insertCapture,
} from "./capture-store.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./events.ts";
import { toCaptureNotification } from "./notification-bodies.ts";
import type { Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPayment, reserveCapture, settleCaptureAmount } from "./payment-store.ts";

export type CaptureCode =
  | "AUTH_NOT_FOUND"
  | "AUTH_CANCELLED"
  | "AUTH_EXPIRED"
  | "ORDER_STATUS_INVALID"
  | "CURRENCY_NOT_SUPPORT"
  | "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT"
  | "REPEAT_REQ_INCONSISTENT"
  | "CAPTURE_IN_PROCESS"
  | "PROCESS_FAIL";

type Answer = Outcome<Omit<CaptureReply, "result">, CaptureCode>;

const firstInquiryMs = 30_000;

/**
 * Takes money of an authorization, in one part or several, within seven days of it. A repeat with the same
 * `captureRequestId` and amount is answered like the first and moves no money.
 * Result codes: AUTH_NOT_FOUND, AUTH_CANCELLED, AUTH_EXPIRED, ORDER_STATUS_INVALID (captured by itself, or not paid),
 * CURRENCY_NOT_SUPPORT, CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT, PROCESS_FAIL (US cards are captured whole),
 * REPEAT_REQ_INCONSISTENT, CAPTURE_IN_PROCESS (notifyCapture tells the outcome), and what the acquirer refuses with.
 * Source: Antom, capture, read 2026-11-22.
 */
export async function capture(deps: PaymentDeps, merchant: Merchant, request: CaptureRequest): Promise<Answer> {
  const { connection } = deps.db;
  const { clientId } = merchant;
  const earlier = await findCaptureByRequestId(connection, clientId, request.captureRequestId);
  if (earlier) return answerRepeat(deps, earlier, request);
  const payment = await findPayment(connection, clientId, request.paymentId);
  if (!payment) return failed("AUTH_NOT_FOUND", `No payment has paymentId "${request.paymentId}".`);
  const wanted = openCapture(clientId, request, deps.clock.now());
  const refusal = checkCapture(payment, merchant, wanted.amount, wanted.createdAt);
  if (refusal) return refusal;
  const begun = await begin(deps, wanted);
  if (begun === "repeated") return answerRepeat(deps, await readWinner(deps, wanted), request);
  if (begun === "exceeded") return explainExceeded(deps, merchant, wanted);
  deps.crashPoint("capture:intent-committed");
  return toAnswer(payment, await settleCapture(deps, wanted));
}

const openCapture = (clientId: string, request: CaptureRequest, now: Instant): Capture => ({
  clientId,
  captureId: newPaymentId(now),
  captureRequestId: request.captureRequestId,
  paymentId: request.paymentId,
  status: "PROCESSING",
  amount: toMoney(request.captureAmount),
  isLast: String(request.isLastCapture) === "true",
  resultCode: "CAPTURE_IN_PROCESS",
  resultMessage: toResult("CAPTURE_IN_PROCESS").resultMessage,
  acquirerReference: null,
  createdAt: now,
  finishedAt: null,
  inquiryCount: 0,
});

function checkCapture(
  payment: Payment,
  merchant: Merchant,
  amount: Money,
  now: Instant,
): Failed<CaptureCode> | undefined {
  if (payment.status === "CANCELLED" || payment.cancelId !== null) return failed("AUTH_CANCELLED");
  if (payment.status !== "SUCCESS") {
    return failed("ORDER_STATUS_INVALID", `The payment is ${payment.status}; only an authorized one can be captured.`);
  }
  if (payment.captureMode === "AUTOMATIC" || payment.authExpiresAt === null) {
    return failed("ORDER_STATUS_INVALID", "The payment was captured by itself: captureMode is AUTOMATIC.");
  }
  if (now >= payment.authExpiresAt) {
    return failed("AUTH_EXPIRED", `The authorization ended at ${toIsoText(payment.authExpiresAt)}.`);
  }
  const { currency } = payment.amount;
  if (amount.currency !== currency) {
    return failed("CURRENCY_NOT_SUPPORT", `captureAmount.currency must be ${currency}; received "${amount.currency}".`);
  }
  if (merchant.region === "US" && amount.minor !== payment.authorizedMinor) {
    const rule = `captureAmount.value must be the authorized ${payment.authorizedMinor} for merchants in the US`;
    return failed("PROCESS_FAIL", `${rule}; received "${amount.minor}".`);
  }
  return checkLeft(payment, amount);
}

/** Money that is being captured counts as captured: it may yet be. */
function checkLeft(payment: Payment, amount: Money): Failed<CaptureCode> | undefined {
  const left = payment.authorizedMinor - payment.capturedMinor - payment.capturingMinor;
  if (amount.minor <= left) return undefined;
  const message = `captureAmount.value must be at most ${left}; received "${amount.minor}".`;
  return failed("CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT", message);
}

/** Thrown to roll back: less is left than was wanted. */
class Exceeded extends Error {}

async function begin(deps: PaymentDeps, wanted: Capture): Promise<"begun" | "repeated" | "exceeded"> {
  const { clientId, paymentId, captureId, amount, createdAt: now } = wanted;
  try {
    return await deps.db.transaction(async (tx) => {
      if (!(await insertCapture(tx, wanted, addMs(now, firstInquiryMs)))) return "repeated";
      if (!(await reserveCapture(tx, { clientId, paymentId, minor: amount.minor }, now))) throw new Exceeded();
      const data = { captureId, amount: toAmount(amount) };
      await addPaymentEvent(tx, { clientId, paymentId, kind: "capture-requested", data, now });
      return "begun";
    });
  } catch (error) {
    if (error instanceof Exceeded) return "exceeded";
    throw error;
  }
}

async function readWinner(deps: PaymentDeps, wanted: Capture): Promise<Capture> {
  const winner = await findCaptureByRequestId(deps.db.connection, wanted.clientId, wanted.captureRequestId);
  assert(winner, "a captureRequestId that could not be inserted is there to be read");
  return winner;
}

async function explainExceeded(deps: PaymentDeps, merchant: Merchant, wanted: Capture): Promise<Answer> {
  const payment = await findPayment(deps.db.connection, wanted.clientId, wanted.paymentId);
  assert(payment, "a payment is never deleted");
  return (
    checkCapture(payment, merchant, wanted.amount, wanted.createdAt) ??
    failed("ORDER_STATUS_INVALID", "The payment was changed at the same time; ask again.")
  );
}

async function answerRepeat(deps: PaymentDeps, earlier: Capture, request: CaptureRequest): Promise<Answer> {
  const { currency, minor } = toMoney(request.captureAmount);
  const isSame =
    earlier.paymentId === request.paymentId && earlier.amount.currency === currency && earlier.amount.minor === minor;
  if (!isSame) {
    const message = `captureRequestId "${request.captureRequestId}" was used before with another payment or amount.`;
    return failed("REPEAT_REQ_INCONSISTENT", message);
  }
  const payment = await findPayment(deps.db.connection, earlier.clientId, earlier.paymentId);
  assert(payment, "a payment is never deleted");
  return toAnswer(payment, earlier.status === "PROCESSING" ? await settleCapture(deps, earlier) : earlier);
}

function toAnswer(payment: Payment, done: Capture): Answer {
  const { status, captureRequestId, captureId, paymentId } = done;
  const members = { captureRequestId, captureId, paymentId, captureAmount: toAmount(done.amount) };
  if (status === "PROCESSING") return { ...failed("CAPTURE_IN_PROCESS"), members };
  if (status === "FAIL") return failed(done.resultCode as CaptureCode, done.resultMessage);
  assert(done.finishedAt !== null, "a capture that succeeded has its time");
  const reference = done.acquirerReference === null ? {} : { acquirerReferenceNo: done.acquirerReference };
  return succeeded({ ...members, ...reference, captureTime: toIsoText(done.finishedAt, payment.timeOffsetMinutes) });
}

/** Asks the acquirer about an open capture and records a clear answer together with its notification. */
async function settleCapture(deps: PaymentDeps, open: Capture): Promise<Capture> {
  const payment = await findPayment(deps.db.connection, open.clientId, open.paymentId);
  assert(payment?.winningAttemptId, "a captured payment was authorized by an attempt");
  const attempt = await findAttempt(deps.db.connection, open.clientId, payment.winningAttemptId);
  assert(attempt?.acquirerReference, "the attempt that paid has the acquirer's reference");
  const connector = deps.connectorNamed(attempt.connector);
  const request = {
    clientId: open.clientId,
    operationId: open.captureId,
    requestId: open.captureRequestId,
    now: deps.clock.now(),
    authorizationId: attempt.attemptId,
    acquirerReference: attempt.acquirerReference,
    amount: open.amount,
  };
  const answer: FollowUpAnswer = await askAcquirer(() => connector.capture(request));
  deps.crashPoint("capture:acquirer-answered");
  if (answer.kind === "succeeded" || answer.kind === "failed") await record(deps, payment, { open, answer });
  deps.crashPoint("capture:recorded");
  const recorded = await findCapture(deps.db.connection, open.clientId, open.captureId);
  assert(recorded, "a capture is never deleted");
  return recorded;
}

type Answered = {
  readonly open: Capture;
  readonly answer: Extract<FollowUpAnswer, { kind: "succeeded" | "failed" }>;
};

async function record(deps: PaymentDeps, payment: Payment, { open, answer }: Answered): Promise<void> {
  const isMoved = answer.kind === "succeeded";
  const resultCode = isMoved ? "SUCCESS" : answer.resultCode;
  const end: CaptureEnd = {
    status: isMoved ? "SUCCESS" : "FAIL",
    resultCode,
    resultMessage: (isMoved ? undefined : answer.message) ?? toResult(resultCode).resultMessage,
    acquirerReference: answer.acquirerReference ?? open.acquirerReference,
    finishedAt: deps.clock.now(),
  };
  const { clientId, paymentId, captureId, amount } = open;
  const now = end.finishedAt;
  const isOurs = await deps.db.transaction(async (tx) => {
    if (!(await finishCapture(tx, open, end))) return false;
    await settleCaptureAmount(tx, { clientId, paymentId, minor: amount.minor, isMoved });
    const about = { kind: "notifyCapture", subjectId: captureId, outcome: end.status } as const;
    const body = toCaptureNotification(payment, { ...open, ...end }, now);
    await enqueueNotification(tx, { clientId, paymentId, ...about, url: payment.notifyUrl, body, now });
    const data = { captureId, status: end.status, resultCode };
    await addPaymentEvent(tx, { clientId, paymentId, kind: "capture-finished", data, now });
    return true;
  });
  if (isOurs) deps.nudgeNotifications();
}

const leaseMs = 60_000;
const countMax = 32;

/** Captures whose answer is overdue. */
export async function settleOverdueCaptures(deps: PaymentDeps): Promise<number> {
  const now = deps.clock.now();
  const claimed = await claimOverdueCaptures(deps.db.connection, { now, leaseMs, countMax });
  for (const open of claimed) await settleCapture(deps, open);
  return claimed.length;
}
