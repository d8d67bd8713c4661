import type { Db } from "../db/index.ts";
import { assert } from "../kernel/index.ts";
import { findAttempt, listAttempts } from "./attempt-store.ts";
import type { Attempt, Payment } from "./payment.ts";
import { findPayment, findPaymentOfSession } from "./payment-store.ts";

export type AttemptView = {
  readonly payment: Payment;
  readonly attempt: Attempt;
  /** The payer may try again in the same session. */
  readonly isRetryable: boolean;
};

export type PaymentView = { readonly payment: Payment | undefined; readonly attempt: Attempt | undefined };

export async function viewAttempt(db: Db, clientId: string, attemptId: string): Promise<AttemptView | undefined> {
  const attempt = await findAttempt(db.connection, clientId, attemptId);
  if (!attempt) return undefined;
  const payment = await findPayment(db.connection, clientId, attempt.paymentId);
  assert(payment, "an attempt belongs to a payment");
  return toView(payment, attempt);
}

export const toView = (payment: Payment, attempt: Attempt): AttemptView => ({
  payment,
  attempt,
  isRetryable: isRetryable(payment, attempt),
});

/**
 * Any decline may be tried again until the session ends; only a failed authentication asks for a new session.
 * Source: Antom, payment retry, read 2026-11-22.
 */
function isRetryable(payment: Payment, attempt: Attempt): boolean {
  if (payment.status !== "PROCESSING" || attempt.status !== "FAILED") return false;
  return attempt.details?.paymentResultInfo?.threeDSResult === undefined || attempt.resultCode !== threeDSFailedCode;
}

/** What a failed 3-D Secure authentication is answered with. */
export const threeDSFailedCode = "FRAUD_REJECT";

/** The payment of a session and its latest attempt, as far as there are any. */
export async function viewSession(db: Db, clientId: string, paymentSessionId: string): Promise<PaymentView> {
  const payment = await findPaymentOfSession(db.connection, clientId, paymentSessionId);
  if (!payment) return { payment: undefined, attempt: undefined };
  const attempts = await listAttempts(db.connection, clientId, payment.paymentId);
  const winner = attempts.find(({ attemptId }) => attemptId === payment.winningAttemptId);
  return { payment, attempt: winner ?? attempts.at(-1) };
}
