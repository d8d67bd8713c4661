import { type CaptureReply, type CaptureRequest, toResult } from "@opencashier/protocol";
import type { Tx } from "../db/index.ts";
import {
  addMs,
  assert,
  failed,
  type Instant,
  type Outcome,
  succeeded,
  toAmount,
  toIsoText,
  toMoney,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { reserveCapture } from "./captured-amount-store.ts";
import { type Capture, findCaptureByRequestId, insertCapture, listCaptures } from "./capture-store.ts";
import { checkCapture } from "./check-capture.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./event-store.ts";
import type { Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPayment } from "./payment-store.ts";
import { settleCapture } from "./settle-capture.ts";

type Answer = Outcome<Omit<CaptureReply, "result">>;

const firstInquiryMs = 30_000;

/**
 * Takes money of an authorization, in one part or several, within seven days of it. A repeat with the same
 * `captureRequestId` and amount is answered like the first and moves no money.
 * Result codes: AUTH_NOT_FOUND, AUTH_CANCELLED, AUTH_EXPIRED, ORDER_STATUS_INVALID (captured by itself, or not paid),
 * CURRENCY_NOT_SUPPORT, CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT, MULTI_CAPTURE_NOT_SUPPORTED (after the last one), PROCESS_FAIL
 * (cards that are captured whole), REPEAT_REQ_INCONSISTENT, CAPTURE_IN_PROCESS (notifyCapture tells the outcome), and what
 * the acquirer refuses with.
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
  const refusal = await check(deps, merchant, payment, wanted);
  if (refusal) {
    // What stands in the way may be the same request, delivered twice, whose first copy has just been committed.
    const twin = await findCaptureByRequestId(connection, clientId, request.captureRequestId);
    return twin ? answerRepeat(deps, twin, request) : refusal;
  }
  const begun = await beginOrExplain(deps, merchant, wanted);
  if (begun === "repeated") return answerRepeat(deps, await readWinner(deps, wanted), request);
  if (begun !== "begun") return begun;
  deps.crashPoint("capture:intent-committed");
  return toAnswer(payment, await settleCapture(deps, wanted, false));
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

async function check(deps: PaymentDeps, merchant: Merchant, payment: Payment, wanted: Capture) {
  const earlier = await listCaptures(deps.db.connection, payment.clientId, payment.paymentId);
  return checkCapture(payment, { merchant, earlier, amount: wanted.amount, now: wanted.createdAt });
}

/** Thrown to roll back: the authorization is not what it was when it was checked. */
class Lost extends Error {}

/** Commits the intent and reserves the amount together; the conditions in the database decide between two at once. */
async function begin(deps: PaymentDeps, wanted: Capture): Promise<"begun" | "repeated" | "lost"> {
  const { clientId, paymentId, captureId, amount, createdAt: now } = wanted;
  try {
    return await deps.db.transaction(async (tx) => {
      if (!(await insertCapture(tx, wanted, addMs(now, firstInquiryMs)))) return "repeated";
      if (!(await reserveCapture(tx, { clientId, paymentId, minor: amount.minor }, now))) throw new Lost();
      // The reservation holds the payment, so no other capture can begin before this transaction ends.
      if (await hasLastCapture(tx, wanted)) throw new Lost();
      const data = { captureId, amount: toAmount(amount) };
      await addPaymentEvent(tx, { clientId, paymentId, kind: "capture-requested", data, now });
      return "begun";
    });
  } catch (error) {
    if (error instanceof Lost) return "lost";
    throw error;
  }
}

async function hasLastCapture(tx: Tx, { clientId, paymentId, captureId }: Capture): Promise<boolean> {
  const captures = await listCaptures(tx, clientId, paymentId);
  return captures.some((other) => other.isLast && other.status !== "FAIL" && other.captureId !== captureId);
}

async function readWinner(deps: PaymentDeps, wanted: Capture): Promise<Capture> {
  const winner = await findCaptureByRequestId(deps.db.connection, wanted.clientId, wanted.captureRequestId);
  assert(winner, "a captureRequestId that could not be inserted is there to be read");
  return winner;
}

const triesMax = 5;

/** What was in the way may have gone by the time one looks, because another capture has failed: then it is tried again. */
async function beginOrExplain(deps: PaymentDeps, merchant: Merchant, wanted: Capture) {
  for (let tries = 0; tries < triesMax; tries++) {
    const begun = await begin(deps, wanted);
    if (begun !== "lost") return begun;
    const payment = await findPayment(deps.db.connection, wanted.clientId, wanted.paymentId);
    assert(payment, "a payment is never deleted");
    const refusal = await check(deps, merchant, payment, wanted);
    if (refusal) return refusal;
  }
  return failed("ORDER_STATUS_INVALID", "The payment keeps changing at the same time.");
}

/** An open capture is asked about anew, so that a merchant who repeats the call hears the outcome as soon as there is one. */
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
  if (status === "FAIL") return failed(done.resultCode, done.resultMessage);
  assert(done.finishedAt !== null, "a capture that succeeded has its time");
  const reference = done.acquirerReference === null ? {} : { acquirerReferenceNo: done.acquirerReference };
  return succeeded({ ...members, ...reference, captureTime: toIsoText(done.finishedAt, payment.timeOffsetMinutes) });
}
