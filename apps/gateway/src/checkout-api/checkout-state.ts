import type { CheckoutAction, CheckoutState } from "@opencashier/protocol";
import type { PayerAction } from "../acquirers/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { Attempt, Payment, PaymentView } from "../payments/index.ts";
import type { Session } from "../sessions/index.ts";
import { toCardResult } from "./card-result.ts";
import type { CheckoutLinks } from "./links.ts";

type Deps = { readonly clock: Clock; readonly links: CheckoutLinks };

/** How a session stands, in the words of the buyer's browser. */
export function toCheckoutState(deps: Deps, session: Session, view: PaymentView): CheckoutState {
  const { payment, attempt } = view;
  const serverTime = deps.clock.now();
  if (session.status === "CANCELLED") return { status: "CANCELLED", serverTime };
  if (!payment) return { status: serverTime >= session.expiresAt ? "EXPIRED" : "OPEN", serverTime };
  return {
    serverTime,
    ...(attempt && { attemptId: attempt.attemptId }),
    ...toProgress(deps, payment, view),
    ...toResultMembers(payment, view),
    ...(attempt?.status === "FAILED" && {
      needChangeSessionForRetry: !view.isRetryable || serverTime >= payment.expiresAt,
    }),
  };
}

type Progress = Pick<CheckoutState, "status" | "action">;

function toProgress(deps: Deps, payment: Payment, view: PaymentView): Progress {
  switch (payment.status) {
    case "SUCCESS":
    case "CANCELLED":
    case "PENDING":
      return { status: payment.status };
    case "FAIL":
      return { status: payment.resultCode === "ORDER_IS_CLOSED" ? "EXPIRED" : "FAIL" };
    case "PROCESSING":
      return toOpenProgress(deps, payment, view);
  }
}

/** The acquirer has been asked and has not decided. */
export const isWaiting = ({ status }: Attempt): boolean => ["STARTED", "UNKNOWN", "PENDING"].includes(status);

function toOpenProgress(deps: Deps, payment: Payment, { attempt, isRetryable }: PaymentView): Progress {
  // Before expiry, because what is under way may still pay: the job runner asks before it closes the payment.
  if (attempt && isWaiting(attempt)) return { status: "PROCESSING" };
  if (deps.clock.now() >= payment.expiresAt) return { status: "EXPIRED" };
  if (attempt?.status === "ACTION_REQUIRED" && attempt.action) {
    return { status: "ACTION", action: toCheckoutAction(deps, attempt, attempt.action) };
  }
  return { status: attempt?.status === "FAILED" && !isRetryable ? "FAIL" : "OPEN" };
}

/** 3-D Secure steps go through a page of the gateway's, so that the frame needs to admit no other origin. */
function toCheckoutAction({ links }: Deps, attempt: Attempt, action: PayerAction): CheckoutAction {
  switch (action.type) {
    case "redirect": {
      const { parameters, ...rest } = action;
      return { ...rest, ...(parameters && { parameters: { ...parameters } }) };
    }
    case "code":
      return action;
    case "three-ds-method":
      return { type: action.type, url: links.threeDSUrl(attempt) };
    case "three-ds-challenge":
      return { type: action.type, url: links.threeDSUrl(attempt), challengeWindowSize: action.challengeWindowSize };
  }
}

/** EMV challengeCancel: 01 the cardholder chose to cancel, 03 the challenge was left. */
const payerCancels = ["01", "03"];

/** What the last attempt came to, or the payment when it is over. */
function toResultMembers(payment: Payment, { attempt }: PaymentView): Partial<CheckoutState> {
  const isOver = payment.status !== "PROCESSING";
  const declined = attempt?.status === "FAILED" ? attempt : undefined;
  if (!isOver && !declined) return {};
  const info =
    (isOver ? payment.details : declined?.details)?.paymentResultInfo ?? declined?.details?.paymentResultInfo;
  const cancel = declined?.details?.paymentResultInfo?.threeDSResult?.challengeCancel;
  const paymentResultCode = isOver ? payment.resultCode : declined?.resultCode;
  const paymentResultMessage = isOver ? payment.resultMessage : declined?.resultMessage;
  return {
    ...(paymentResultCode && { paymentResultCode }),
    ...(paymentResultMessage && { paymentResultMessage }),
    ...(cancel !== undefined && payerCancels.includes(cancel) && { userCanceled3D: true }),
    ...(info?.cardBrand !== undefined && { cardPaymentResultInfo: toCardResult(info) }),
  };
}
