import type { AuthorizeRequest, InstallmentPlan, PayerEnvironment, ThreeDSPreference } from "../acquirers/index.ts";
import type { Tx } from "../db/index.ts";
import {
  addMs,
  assert,
  type CardDetails,
  type Failed,
  failed,
  type Instant,
  newSortableId,
  type Outcome,
  type Secret,
  succeeded,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import type { Session } from "../sessions/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";
import { insertAttempt, listAttempts } from "./attempt-store.ts";
import { type AttemptView, viewAttempt, viewSession } from "./attempt-view.ts";
import { captureModeOf } from "./capture-mode.ts";
import type { PaymentDeps } from "./deps.ts";
import { addPaymentEvent } from "./event-store.ts";
import { giveUpAttempts } from "./give-up.ts";
import { openPayment } from "./open-payment.ts";
import type { Attempt, Payment } from "./payment.ts";
import { findPaymentOfSession, lockPayment, noteAttempt } from "./payment-store.ts";
import { recordAnswer } from "./record-answer.ts";
import { arrivalMsMax, settle } from "./settle.ts";
import { isAlive } from "./state.ts";
import { unpaidEndOf } from "./unpaid-end.ts";

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

/**
 * One try of the payer to pay: the intent is committed, then the acquirer is called, then its answer recorded.
 * Result codes: PAYMENT_IN_PROCESS while another attempt may still pay, ORDER_IS_CLOSED, ORDER_IS_CANCELED and PROCESS_FAIL
 * (already paid) when the session is over, REQUEST_TRAFFIC_EXCEED_LIMIT after twenty attempts, NO_PAY_OPTIONS when nobody
 * acquires for this merchant. A decline is no failure of the call: it is in the attempt.
 */
export async function submit(deps: PaymentDeps, request: SubmitRequest): Promise<Outcome<AttemptView, SubmitCode>> {
  const connector = deps.connectorFor(request.merchant);
  if (!connector) return failed("NO_PAY_OPTIONS", "No acquirer is connected for this merchant.");
  await settleLeft(deps, request);
  const begun = await deps.db.transaction((tx) =>
    begin(tx, request, { connector: connector.name, now: deps.clock.now() }),
  );
  if (!begun.ok) return begun;
  const { attempt, payment, isNew } = begun.value;
  if (!isNew) {
    const view = await viewAttempt(deps.db, attempt.clientId, attempt.attemptId);
    assert(view, "an attempt is never deleted");
    return succeeded(view);
  }
  deps.crashPoint("attempt:intent-committed");
  const answer = await askAcquirer(() => connector.authorize(toAuthorizeRequest(deps, request, { payment, attempt })));
  if (answer.kind === "unknown") deps.log.warn({ attemptId: attempt.attemptId, reason: answer.reason }, "no answer");
  deps.crashPoint("attempt:acquirer-answered");
  const view = await recordAnswer(deps, attempt, answer);
  deps.crashPoint("attempt:recorded");
  return succeeded(view);
}

/** The payer left a wallet's page or a challenge for another try; what was left may have been paid all the same. */
async function settleLeft(deps: PaymentDeps, { session, attemptKey }: SubmitRequest): Promise<void> {
  const { attempt } = await viewSession(deps.db, session.clientId, session.paymentSessionId);
  if (attempt?.status === "ACTION_REQUIRED" && attempt.attemptKey !== attemptKey) await settle(deps, attempt);
}

type Begun = { readonly payment: Payment; readonly attempt: Attempt; readonly isNew: boolean };
type Beginning = { readonly connector: string; readonly now: Instant };

async function begin(
  tx: Tx,
  request: SubmitRequest,
  { connector, now }: Beginning,
): Promise<Outcome<Begun, SubmitCode>> {
  const { session, paymentMethodType } = request;
  const { clientId, paymentSessionId } = session;
  const found = (await findPaymentOfSession(tx, clientId, paymentSessionId)) ?? (await openPayment(tx, session, now));
  if ("ok" in found) return found;
  const payment = await lockPayment(tx, clientId, found.paymentId);
  assert(payment, "a payment is never deleted");
  const attempts = await listAttempts(tx, clientId, payment.paymentId);
  const earlier = attempts.find(({ attemptKey }) => attemptKey === request.attemptKey);
  if (earlier) return succeeded({ payment, attempt: earlier, isNew: false });
  const refusal = refuse(payment, attempts, now) ?? (now >= session.expiresAt ? failed("ORDER_IS_CLOSED") : undefined);
  if (refusal) return refusal;
  await giveUpAttempts(tx, payment, now);
  const expiresAt = unpaidEndOf(session, paymentMethodType, now);
  await noteAttempt(tx, payment, { paymentMethodType, expiresAt });
  const attempt = toAttempt(request, payment, { connector, now });
  const isNew = await insertAttempt(tx, attempt, addMs(now, arrivalMsMax));
  assert(isNew, "the payment is locked, so nobody else used this attemptKey meanwhile");
  const data = { attemptId: attempt.attemptId, paymentMethodType };
  await addPaymentEvent(tx, { clientId, paymentId: payment.paymentId, kind: "attempt-started", data, now });
  return succeeded({ payment: { ...payment, paymentMethodType, expiresAt }, attempt, isNew });
}

/** Why this payment takes no further attempt, or undefined. */
function refuse(payment: Payment, attempts: readonly Attempt[], now: Instant): Failed<SubmitCode> | undefined {
  if (payment.status === "SUCCESS") return failed("PROCESS_FAIL", "The order has been paid already.");
  if (payment.status === "CANCELLED") return failed("ORDER_IS_CANCELED");
  if (payment.status === "FAIL" || now >= payment.expiresAt) return failed("ORDER_IS_CLOSED");
  const isWaiting = attempts.some(({ status }) => isAlive(status) && status !== "ACTION_REQUIRED");
  if (payment.status === "PENDING" || isWaiting) return failed("PAYMENT_IN_PROCESS");
  return attempts.length >= attemptsMax ? failed("REQUEST_TRAFFIC_EXCEED_LIMIT") : undefined;
}

const toAttempt = (request: SubmitRequest, payment: Payment, { connector, now }: Beginning): Attempt => ({
  clientId: payment.clientId,
  attemptId: newSortableId("AT", now),
  paymentId: payment.paymentId,
  attemptKey: request.attemptKey,
  status: "STARTED",
  connector,
  paymentMethodType: request.paymentMethodType,
  acquirerReference: null,
  resultCode: null,
  resultMessage: null,
  action: null,
  details: null,
  creditPayPlan: request.installmentPlan ?? null,
  reversalId: null,
  startedAt: now,
  finishedAt: null,
  inquiryCount: 0,
});

const toAuthorizeRequest = (
  deps: PaymentDeps,
  request: SubmitRequest,
  { payment, attempt }: Pick<Begun, "payment" | "attempt">,
): AuthorizeRequest => ({
  clientId: payment.clientId,
  operationId: attempt.attemptId,
  requestId: payment.paymentRequestId,
  now: attempt.startedAt,
  paymentId: payment.paymentId,
  merchantName: request.merchant.displayName,
  amount: payment.amount,
  captureMode: captureModeOf(payment, request.paymentMethodType),
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
