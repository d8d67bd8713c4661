import type { CheckoutAction, CheckoutState } from "@opencashier/protocol";
import type { PayerAction } from "../acquirers/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { Attempt, Payment, PaymentView } from "../payments/index.ts";
import type { Session } from "../sessions/index.ts";
import type { CheckoutLinks } from "./links.ts";

type Deps = { readonly clock: Clock; readonly links: CheckoutLinks };

/** How a session stands, in the words of the buyer's browser. */
export function toCheckoutState(deps: Deps, session: Session, view: PaymentView): CheckoutState {
  const { payment, attempt } = view;
  const serverTime = deps.clock.now();
  if (session.status === "CANCELLED") return { status: "CANCELLED", serverTime };
  if (!payment) return { status: serverTime >= session.expiresAt ? "EXPIRED" : "OPEN", serverTime };
  const common = { serverTime, ...attemptMembers(attempt), ...resultMembers(payment, attempt) };
  switch (payment.status) {
    case "SUCCESS":
    case "CANCELLED":
    case "PENDING":
      return { status: payment.status, ...common };
    case "FAIL":
      return { status: payment.resultCode === "ORDER_IS_CLOSED" ? "EXPIRED" : "FAIL", ...common };
    case "PROCESSING":
      return { ...common, ...openMembers(deps, payment, attempt) };
  }
}

const attemptMembers = (attempt: Attempt | undefined) => (attempt ? { attemptId: attempt.attemptId } : {});

function openMembers(
  deps: Deps,
  payment: Payment,
  attempt: Attempt | undefined,
): Pick<CheckoutState, "status" | "action"> {
  if (deps.clock.now() >= payment.expiresAt) return { status: "EXPIRED" };
  if (!attempt) return { status: "OPEN" };
  if (attempt.status === "ACTION_REQUIRED" && attempt.action) {
    return { status: "ACTION", action: toCheckoutAction(deps, attempt, attempt.action) };
  }
  const isWaiting = ["STARTED", "UNKNOWN", "PENDING"].includes(attempt.status);
  return { status: isWaiting ? "PROCESSING" : "OPEN" };
}

/** 3-D Secure steps go through a page of the gateway's, so that the frame needs to admit no other origin. */
function toCheckoutAction({ links }: Deps, attempt: Attempt, action: PayerAction): CheckoutAction {
  switch (action.type) {
    case "redirect":
      return { ...action, ...(action.parameters && { parameters: { ...action.parameters } }) } as CheckoutAction;
    case "code":
      return action;
    case "three-ds-method":
      return { type: action.type, url: links.threeDSUrl(attempt) };
    case "three-ds-challenge":
      return { type: action.type, url: links.threeDSUrl(attempt), challengeWindowSize: action.challengeWindowSize };
  }
}

function resultMembers(payment: Payment, attempt: Attempt | undefined): Partial<CheckoutState> {
  const isOver = payment.status !== "PROCESSING";
  const failed = attempt?.status === "FAILED" ? attempt : undefined;
  const code = isOver ? payment.resultCode : failed?.resultCode;
  const message = isOver ? payment.resultMessage : failed?.resultMessage;
  const info = payment.details?.paymentResultInfo ?? failed?.details?.paymentResultInfo;
  return {
    ...(code && { paymentResultCode: code }),
    ...(message && { paymentResultMessage: message }),
    ...(info && { cardPaymentResultInfo: info as Record<string, unknown> }),
    ...(failed && { needChangeSessionForRetry: isOver }),
    ...(failed?.details?.paymentResultInfo?.threeDSResult?.challengeCancel === "01" && { userCanceled3D: true }),
  };
}
