import { type RefundReply, type RefundRequest, toResult } from "@opencashier/protocol";
import type { Tx } from "../db/index.ts";
import {
  addMs,
  assert,
  type Failed,
  failed,
  type Instant,
  type Outcome,
  succeeded,
  toAmount,
  toIsoText,
  toMoney,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { addPaymentEvent, findPayment, newPaymentId, type Payment, reserveRefund } from "../payments/index.ts";
import { checkAmount, checkRefund, type RefundRefusal } from "./check-refund.ts";
import type { RefundDeps } from "./deps.ts";
import type { Refund } from "./refund.ts";
import { settleRefund } from "./settle-refund.ts";
import { findRefundByRequestId, insertRefund } from "./store.ts";

export type RefundCode =
  | RefundRefusal
  | "ORDER_NOT_EXIST"
  | "REPEAT_REQ_INCONSISTENT"
  | "REFUND_IN_PROCESS"
  | "MERCHANT_BALANCE_NOT_ENOUGH"
  | "PROCESS_FAIL";

type Answer = Outcome<Omit<RefundReply, "result">, RefundCode>;

/** How long the answer of the call that began a refund is waited for before the job runner asks. */
const firstInquiryMs = 30_000;

/**
 * Gives money of a paid payment back, in part or whole, as often as the payment's captured amount allows. A repeat with the
 * same `refundRequestId` and amount is answered like the first and moves no money.
 * Result codes: ORDER_NOT_EXIST, ORDER_STATUS_INVALID, ORDER_IS_CANCELED, ORDER_IS_CLOSED, CURRENCY_NOT_SUPPORT,
 * REFUND_AMOUNT_EXCEED, REFUND_WINDOW_EXCEED, REFUND_NOT_SUPPORTED, PARTIAL_REFUND_NOT_SUPPORTED, REPEAT_REQ_INCONSISTENT,
 * REFUND_IN_PROCESS (the outcome follows by notifyRefund or inquiryRefund), and what the acquirer refuses with.
 * Source: Antom, refund and idempotency, read 2026-11-22.
 */
export async function refund(deps: RefundDeps, merchant: Merchant, request: RefundRequest): Promise<Answer> {
  const { connection } = deps.db;
  const earlier = await findRefundByRequestId(connection, merchant.clientId, request.refundRequestId);
  if (earlier) return answerRepeat(deps, earlier, request);
  const payment = await findPayment(connection, merchant.clientId, request.paymentId);
  if (!payment) return failed("ORDER_NOT_EXIST", `No payment has paymentId "${request.paymentId}".`);
  const wanted = openRefund(merchant, request, deps.clock.now());
  const refusal = checkRefund(payment, wanted.amount, wanted.createdAt);
  if (refusal) {
    // The same call, delivered twice at once: the other one is what leaves too little to refund.
    const twin = await findRefundByRequestId(connection, merchant.clientId, request.refundRequestId);
    return twin ? answerRepeat(deps, twin, request) : refusal;
  }
  const begun = await begin(deps, payment, wanted);
  if (begun === "repeated") return answerWinner(deps, merchant, request);
  if (!begun.ok) return begun;
  deps.crashPoint("refund:intent-committed");
  return toAnswer(await settleRefund(deps, wanted));
}

function openRefund(merchant: Merchant, request: RefundRequest, now: Instant): Refund {
  return {
    clientId: merchant.clientId,
    refundId: newPaymentId(now),
    refundRequestId: request.refundRequestId,
    paymentId: request.paymentId,
    status: "PROCESSING",
    amount: toMoney(request.refundAmount),
    resultCode: "REFUND_IN_PROCESS",
    resultMessage: toResult("REFUND_IN_PROCESS").resultMessage,
    referenceRefundId: request.referenceRefundId ?? null,
    refundReason: request.refundReason ?? null,
    notifyUrl: request.refundNotifyUrl ?? merchant.notifyUrl,
    metadata: request.metadata ?? null,
    customizedInfo: request.customizedInfo ?? null,
    acquirerReference: null,
    createdAt: now,
    finishedAt: null,
    inquiryCount: 0,
  };
}

/** Commits the intent and reserves the amount together; the condition in the database decides what is left to refund. */
async function begin(
  deps: RefundDeps,
  payment: Payment,
  wanted: Refund,
  triesLeft = 4,
): Promise<Outcome<true, RefundRefusal> | "repeated"> {
  const inquireAt = addMs(wanted.createdAt, firstInquiryMs);
  try {
    return await deps.db.transaction(async (tx) => {
      if (!(await insertRefund(tx, wanted, inquireAt))) return "repeated";
      const { clientId, paymentId, amount } = wanted;
      if (!(await reserveRefund(tx, { clientId, paymentId, minor: amount.minor }))) throw new NothingLeft();
      await recordEvent(tx, wanted);
      return succeeded(true as const);
    });
  } catch (error) {
    if (!(error instanceof NothingLeft)) throw error;
    const refusal = await explainNothingLeft(deps, payment, wanted);
    if (refusal) return refusal;
    // What was in the way a moment ago has gone: a capture has ended, or another refund has failed.
    if (triesLeft > 0) return begin(deps, payment, wanted, triesLeft - 1);
    return failed("ORDER_STATUS_INVALID", "The payment keeps changing at the same time.");
  }
}

/** Rolls the transaction back: another refund or a cancellation was first. */
class NothingLeft extends Error {}

/** Why nothing is left, as the payment stands now; undefined when it would do now. */
async function explainNothingLeft(
  deps: RefundDeps,
  seen: Payment,
  wanted: Refund,
): Promise<Failed<RefundRefusal> | undefined> {
  const now = await findPayment(deps.db.connection, seen.clientId, seen.paymentId);
  assert(now, "a payment is never deleted");
  return checkRefund(now, wanted.amount, wanted.createdAt) ?? checkAmount(now, wanted.amount);
}

const recordEvent = (tx: Tx, wanted: Refund): Promise<void> =>
  addPaymentEvent(tx, {
    clientId: wanted.clientId,
    paymentId: wanted.paymentId,
    kind: "refund-requested",
    data: { refundId: wanted.refundId, refundRequestId: wanted.refundRequestId, amount: toAmount(wanted.amount) },
    now: wanted.createdAt,
  });

async function answerWinner(deps: RefundDeps, merchant: Merchant, request: RefundRequest): Promise<Answer> {
  const winner = await findRefundByRequestId(deps.db.connection, merchant.clientId, request.refundRequestId);
  assert(winner, "a refundRequestId that could not be inserted is there to be read");
  return answerRepeat(deps, winner, request);
}

/** An open refund is asked about anew, so that a merchant who repeats the call hears the outcome as soon as there is one. */
async function answerRepeat(deps: RefundDeps, earlier: Refund, request: RefundRequest): Promise<Answer> {
  const { currency, minor } = toMoney(request.refundAmount);
  const isSame =
    earlier.paymentId === request.paymentId && earlier.amount.currency === currency && earlier.amount.minor === minor;
  if (!isSame) {
    const message = `refundRequestId "${request.refundRequestId}" was used before with another payment or amount.`;
    return failed("REPEAT_REQ_INCONSISTENT", message);
  }
  return toAnswer(earlier.status === "PROCESSING" ? await settleRefund(deps, earlier) : earlier);
}

function toAnswer(done: Refund): Answer {
  const { status, resultCode, resultMessage, refundRequestId, refundId, paymentId } = done;
  const members = { refundRequestId, refundId, paymentId, refundAmount: toAmount(done.amount) };
  if (status === "SUCCESS") {
    assert(done.finishedAt !== null, "a refund that succeeded has its time");
    const reference = done.acquirerReference === null ? {} : { acquirerReferenceNo: done.acquirerReference };
    return succeeded({ ...members, ...reference, refundTime: toIsoText(done.finishedAt) });
  }
  if (status === "PROCESSING") return { ...failed("REFUND_IN_PROCESS"), members };
  return failed(resultCode as RefundCode, resultMessage);
}
