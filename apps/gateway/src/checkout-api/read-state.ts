import type { CheckoutState, CheckoutStateRequest } from "@opencashier/protocol";
import { type Attempt, findAttempt, type PaymentView } from "../payments/index.ts";
import type { BrowserRefusal, BrowserSession } from "./browser-session.ts";
import type { CheckoutContext } from "./context.ts";
import { isWaiting, toCheckoutState } from "./checkout-state.ts";

/**
 * How the payment stands. A step of the payer's makes the acquirer be asked at once; plain polling asks it every few
 * seconds at most, and otherwise tells what is recorded.
 */
export async function readState(
  context: CheckoutContext,
  { session }: BrowserSession,
  { attemptId, step }: CheckoutStateRequest,
): Promise<CheckoutState | BrowserRefusal> {
  const { clientId, paymentSessionId } = session;
  const view = await context.payments.view(clientId, paymentSessionId);
  const attempt = attemptId === undefined ? view.attempt : await findOwn(context, view, { clientId, attemptId });
  if (attemptId !== undefined && !attempt) {
    return { error: "REQUEST_INVALID", message: "attemptId must name an attempt of this session" };
  }
  const news = attempt && (await ask(context, attempt, step));
  const state = toCheckoutState(
    context,
    session,
    news ? await context.payments.view(clientId, paymentSessionId) : view,
  );
  return step === "challenge-abandoned" ? { ...state, userCanceled3D: true } : state;
}

/** A buyer may ask about attempts of the own session only. */
async function findOwn(
  { db }: CheckoutContext,
  { payment, attempt }: PaymentView,
  { clientId, attemptId }: Pick<Attempt, "clientId" | "attemptId">,
): Promise<Attempt | undefined> {
  if (attempt?.attemptId === attemptId) return attempt;
  const found = await findAttempt(db.connection, clientId, attemptId);
  return found && found.paymentId === payment?.paymentId ? found : undefined;
}

/** True when the acquirer was asked, so that what is recorded may have changed. */
async function ask(
  { payments, mayAsk, declines }: CheckoutContext,
  attempt: Attempt,
  step: CheckoutStateRequest["step"],
): Promise<boolean> {
  const { clientId, attemptId } = attempt;
  const isOpen = isWaiting(attempt) || attempt.status === "ACTION_REQUIRED";
  if (!isOpen || !(mayAsk(attemptId) || step !== undefined)) return false;
  const settled = await payments.settle({ clientId, attemptId, ...(step && { payerStep: step }) });
  if (attempt.paymentMethodType === "CARD" && settled?.attempt.status === "FAILED") declines.count(clientId);
  return true;
}
