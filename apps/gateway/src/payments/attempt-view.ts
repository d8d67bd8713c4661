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

/** `isRetryable` also before the first attempt, as long as the payment is open. */
export type PaymentView = {
  readonly payment: Payment | undefined;
  readonly attempt: Attempt | undefined;
  readonly isRetryable: boolean;
};

export async function viewAttempt(db: Db, clientId: string, attemptId: string): Promise<AttemptView | undefined> {
  const attempt = await findAttempt(db.connection, clientId, attemptId);
  if (!attempt) return undefined;
  const payment = await findPayment(db.connection, clientId, attempt.paymentId);
  assert(payment, "an attempt belongs to a payment");
  return toView(payment, attempt);
}

/** A decline that leaves the payment open may be tried again until the session ends (decline.ts says which do). */
const toView = (payment: Payment, attempt: Attempt): AttemptView => ({
  payment,
  attempt,
  isRetryable: payment.status === "PROCESSING" && attempt.status === "FAILED",
});

/** The payment of a session and its latest attempt, as far as there are any. */
export async function viewSession(db: Db, clientId: string, paymentSessionId: string): Promise<PaymentView> {
  const payment = await findPaymentOfSession(db.connection, clientId, paymentSessionId);
  if (!payment) return { payment: undefined, attempt: undefined, isRetryable: true };
  const attempts = await listAttempts(db.connection, clientId, payment.paymentId);
  const winner = attempts.find(({ attemptId }) => attemptId === payment.winningAttemptId);
  const attempt = winner ?? attempts.at(-1);
  return attempt ? toView(payment, attempt) : { payment, attempt, isRetryable: payment.status === "PROCESSING" };
}
