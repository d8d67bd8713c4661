import { toResult } from "@opencashier/protocol";
import type { AuthorizeRequest, InstallmentPlan, PayerEnvironment, ThreeDSPreference } from "../acquirers/index.ts";
import type { Tx } from "../db/index.ts";
import {
  addMs,
  assert,
  type CardDetails,
  type Failed,
  failed,
  newSortableId,
  type Outcome,
  type Secret,
  succeeded,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { claimSessionForPayment, type Session } from "../sessions/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";
import { insertAttempt, listAttempts, moveAttempt } from "./attempt-store.ts";
import { type AttemptView, viewAttempt } from "./attempt-view.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./events.ts";
import type { Attempt, Payment } from "./payment.ts";
import { newPaymentId } from "./payment-id.ts";
import { findPaymentOfSession, insertPayment, lockPayment } from "./payment-store.ts";
import { recordAnswer, toReversal } from "./record-answer.ts";
import { isAlive } from "./state.ts";

export type SubmitRequest = {
  readonly session: Session;
  readonly merchant: Merchant;
  /** The same for each delivery of one attempt: a double click is one attempt. */
  readonly attemptKey: string;
  readonly paymentMethodType: string;
  readonly card: Secret<CardDetails> | undefined;
  readonly installmentPlan: InstallmentPlan | undefined;
  readonly bankIdentifierCode: string | undefined;
  readonly interaction: "redirect" | "code";
  readonly payer: PayerEnvironment;
};

export type SubmitCode =
  | "NO_PAY_OPTIONS"
  | "PAYMENT_IN_PROCESS"
  | "ORDER_IS_CLOSED"
  | "ORDER_IS_CANCELED"
  | "PROCESS_FAIL"
  | "REQUEST_TRAFFIC_EXCEED_LIMIT";

/** Attempts one payment takes, so that no session is used to try out card numbers. */
const attemptsMax = 20;

/** When the job runner asks, should the process that started an attempt not record its answer. */
const firstInquiryMs = 30_000;

/**
 * One try of the payer to pay: the intent is committed, then the acquirer is called, then its answer recorded.
 * Result codes: PAYMENT_IN_PROCESS while another attempt may still pay, ORDER_IS_CLOSED, ORDER_IS_CANCELED and PROCESS_FAIL
 * (already paid) when the session is over, REQUEST_TRAFFIC_EXCEED_LIMIT after twenty attempts, NO_PAY_OPTIONS when nobody
 * acquires for this merchant. A decline is no failure of the call: it is in the attempt.
 */
export async function submit(deps: PaymentDeps, request: SubmitRequest): Promise<Outcome<AttemptView, SubmitCode>> {
  const { session, merchant } = request;
  const connector = deps.connectorFor(merchant);
  if (!connector) return failed("NO_PAY_OPTIONS", "No acquirer is connected for this merchant.");
  const begun = await deps.db.transaction((tx) => begin(deps, tx, request, connector.name));
  if (!begun.ok) return begun;
  const { attempt, payment, isNew } = begun.value;
  if (!isNew) {
    const view = await viewAttempt(deps.db, session.clientId, attempt.attemptId);
    assert(view, "an attempt is never deleted");
    return succeeded(view);
  }
  deps.crashPoint("attempt:intent-committed");
  const answer = await askAcquirer(() => connector.authorize(toAuthorizeRequest(deps, request, payment, attempt)));
  if (answer.kind === "unknown") deps.log.warn({ attemptId: attempt.attemptId, reason: answer.reason }, "no answer");
  deps.crashPoint("attempt:acquirer-answered");
  const view = await recordAnswer(deps, attempt, answer);
  deps.crashPoint("attempt:recorded");
  return succeeded(view);
}

type Begun = { readonly payment: Payment; readonly attempt: Attempt; readonly isNew: boolean };

async function begin(
  deps: PaymentDeps,
  tx: Tx,
  request: SubmitRequest,
  connector: string,
): Promise<Outcome<Begun, SubmitCode>> {
  const { clientId, paymentSessionId } = request.session;
  const found =
    (await findPaymentOfSession(tx, clientId, paymentSessionId)) ?? (await openPayment(deps, tx, request.session));
  if ("ok" in found) return found;
  const payment = await lockPayment(tx, clientId, found.paymentId);
  assert(payment, "a payment is never deleted");
  const attempts = await listAttempts(tx, clientId, payment.paymentId);
  const earlier = attempts.find(({ attemptKey }) => attemptKey === request.attemptKey);
  if (earlier) return succeeded({ payment, attempt: earlier, isNew: false });
  const now = deps.clock.now();
  const refusal = refuse(payment, attempts, now);
  if (refusal) return refusal;
  for (const left of attempts.filter(({ status }) => isAlive(status)))
    await moveAttempt(tx, left, toReversal(left, now));
  const attempt = openAttempt(request, payment, { connector, now, attemptId: newSortableId("AT", now) });
  const isNew = await insertAttempt(tx, attempt, addMs(now, firstInquiryMs));
  assert(isNew, "the payment is locked, so nobody else used this attemptKey meanwhile");
  const { attemptId, paymentMethodType } = attempt;
  const data = { attemptId, paymentMethodType };
  await addPaymentEvent(tx, { clientId, paymentId: payment.paymentId, kind: "attempt-started", data, now });
  return succeeded({ payment, attempt, isNew });
}

/** Why this payment takes no further attempt, or undefined. */
function refuse(payment: Payment, attempts: readonly Attempt[], now: number): Failed<SubmitCode> | undefined {
  if (payment.status === "CANCELLED") return failed("ORDER_IS_CANCELED");
  if (payment.status === "FAIL" || now >= payment.expiresAt) return failed("ORDER_IS_CLOSED");
  if (payment.status === "SUCCESS") return failed("PROCESS_FAIL", "The order has been paid already.");
  const isWaiting = attempts.some(({ status }) => isAlive(status) && status !== "ACTION_REQUIRED");
  if (payment.status === "PENDING" || isWaiting) return failed("PAYMENT_IN_PROCESS");
  return attempts.length >= attemptsMax ? failed("REQUEST_TRAFFIC_EXCEED_LIMIT") : undefined;
}

/** Makes the payment with the first attempt. The condition on the session decides against its cancellation and its end. */
export async function openPayment(deps: PaymentDeps, tx: Tx, session: Session): Promise<Payment | Failed<SubmitCode>> {
  const now = deps.clock.now();
  const payment = toPayment(session, newPaymentId(now), now);
  const { clientId, paymentSessionId } = session;
  if (await claimSessionForPayment(tx, { clientId, paymentSessionId, paymentId: payment.paymentId, now })) {
    const isNew = await insertPayment(tx, payment);
    assert(isNew, "a claimed session has no payment yet");
    await addPaymentEvent(tx, { clientId, paymentId: payment.paymentId, kind: "payment-opened", data: {}, now });
    return payment;
  }
  const winner = await findPaymentOfSession(tx, clientId, paymentSessionId);
  if (winner) return winner;
  return now >= session.expiresAt ? failed("ORDER_IS_CLOSED") : failed("ORDER_IS_CANCELED");
}

/** A payment as it begins, before anybody has tried to pay it. */
export function toPayment(session: Session, paymentId: string, now: Payment["createdAt"]): Payment {
  const { request } = session;
  const { resultMessage } = toResult("PAYMENT_IN_PROCESS");
  const echo = {
    ...(request.metadata !== undefined && { metadata: request.metadata }),
    ...(request.customizedInfo !== undefined && { customizedInfo: request.customizedInfo }),
  };
  return {
    clientId: session.clientId,
    paymentId,
    paymentSessionId: session.paymentSessionId,
    paymentRequestId: session.paymentRequestId,
    status: "PROCESSING",
    resultCode: "PAYMENT_IN_PROCESS",
    resultMessage,
    amount: session.amount,
    captureMode: request.paymentFactor?.captureMode === "MANUAL" ? "MANUAL" : "AUTOMATIC",
    paymentMethodType: request.paymentMethod?.paymentMethodType ?? null,
    winningAttemptId: null,
    authorizedMinor: 0n,
    capturedMinor: 0n,
    capturingMinor: 0n,
    refundedMinor: 0n,
    refundingMinor: 0n,
    cancelId: null,
    notifyUrl: session.notifyUrl,
    details: null,
    echo: Object.keys(echo).length > 0 ? echo : null,
    timeOffsetMinutes: session.expiryOffsetMinutes,
    createdAt: now,
    paidAt: null,
    cancelledAt: null,
    expiresAt: session.expiresAt,
    authExpiresAt: null,
  };
}

function openAttempt(
  request: SubmitRequest,
  payment: Payment,
  identity: { readonly connector: string; readonly attemptId: string; readonly now: Payment["createdAt"] },
): Attempt {
  return {
    clientId: payment.clientId,
    attemptId: identity.attemptId,
    paymentId: payment.paymentId,
    attemptKey: request.attemptKey,
    status: "STARTED",
    connector: identity.connector,
    paymentMethodType: request.paymentMethodType,
    acquirerReference: null,
    resultCode: null,
    resultMessage: null,
    action: null,
    details: null,
    creditPayPlan: request.installmentPlan ?? null,
    reversalId: null,
    startedAt: identity.now,
    finishedAt: null,
    inquiryCount: 0,
  };
}

const toAuthorizeRequest = (
  deps: PaymentDeps,
  request: SubmitRequest,
  payment: Payment,
  attempt: Attempt,
): AuthorizeRequest => ({
  clientId: payment.clientId,
  operationId: attempt.attemptId,
  requestId: payment.paymentRequestId,
  now: attempt.startedAt,
  paymentId: payment.paymentId,
  merchantName: request.merchant.displayName,
  amount: payment.amount,
  captureMode: payment.captureMode,
  paymentMethodType: request.paymentMethodType,
  card: request.card,
  threeDS: threeDSPreferenceOf(request.session),
  installmentPlan: request.installmentPlan,
  bankIdentifierCode: request.bankIdentifierCode,
  interaction: request.interaction,
  payer: request.payer,
  returnUrl: deps.returnUrlOf(attempt),
  expiresAt: payment.expiresAt,
});

/** Source: Antom, is3DSAuthentication and enableAuthenticationUpgrade, read 2026-11-22. */
function threeDSPreferenceOf({ request }: Session): ThreeDSPreference {
  const method = request.paymentMethod ?? request.availablePaymentMethod;
  const metadata = (method?.paymentMethodMetaData ?? {}) as Readonly<Record<string, unknown>>;
  if (metadata["is3DSAuthentication"] === "true") return "required";
  return metadata["enableAuthenticationUpgrade"] === "true" ? "if-demanded" : "off";
}
