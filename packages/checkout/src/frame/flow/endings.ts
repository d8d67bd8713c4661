import type { CheckoutState } from "@opencashier/protocol";
import type { SdkEvent, SubmitResult } from "../../core/messages.ts";
import type { Phase } from "./phases.ts";

/** What a payment, or one attempt, came to: what the buyer sees, what the page hears, what submit answers. */
export type Ending = { readonly phase: Phase; readonly event: SdkEvent; readonly result: SubmitResult };

type Kind = Readonly<{ phase: Phase; code: string; status: SubmitResult["status"]; resultCode: string }>;

const kinds: Readonly<Record<CheckoutState["status"], Kind>> = {
  // A declined attempt leaves the payment open.
  OPEN: { phase: "ready", code: "SDK_PAYMENT_RETRY", status: "FAIL", resultCode: "PROCESS_FAIL" },
  // A step that was left, and an answer that did not come while the buyer waited.
  ACTION: {
    phase: "processing",
    code: "SDK_PAYMENT_PROCESSING",
    status: "PROCESSING",
    resultCode: "PAYMENT_IN_PROCESS",
  },
  PROCESSING: {
    phase: "processing",
    code: "SDK_PAYMENT_PROCESSING",
    status: "PROCESSING",
    resultCode: "PAYMENT_IN_PROCESS",
  },
  PENDING: { phase: "pending", code: "SDK_PAYMENT_PROCESSING", status: "PENDING", resultCode: "PAYMENT_IN_PROCESS" },
  SUCCESS: { phase: "paid", code: "SDK_PAYMENT_SUCCESSFUL", status: "SUCCESS", resultCode: "SUCCESS" },
  FAIL: { phase: "failed", code: "SDK_PAYMENT_FAIL", status: "FAIL", resultCode: "PROCESS_FAIL" },
  CANCELLED: {
    phase: "cancelled",
    code: "SDK_PAYMENT_CANCEL",
    status: "CANCELLED",
    resultCode: "ORDER_IS_CANCELED",
  },
  EXPIRED: { phase: "expired", code: "SDK_PAYMENT_ERROR", status: "FAIL", resultCode: "ORDER_IS_CLOSED" },
};

/** A new session is needed after these. */
const needsNewSession = (state: CheckoutState): boolean =>
  state.needChangeSessionForRetry ?? ["FAIL", "CANCELLED", "EXPIRED"].includes(state.status);

/**
 * @param hasLeftChallenge the buyer closed the bank's page. Merchants' pages know that as PROCESSING with userCanceled3D,
 *   whatever the issuer makes of it.
 */
export function endingOf(state: CheckoutState, hasLeftChallenge = false): Ending {
  const isLeft = hasLeftChallenge && !["SUCCESS", "PENDING"].includes(state.status);
  const kind = isLeft ? { ...kinds.PROCESSING, phase: kinds[state.status].phase } : kinds[state.status];
  const code = isLeft ? "USER_CANCELED" : (state.paymentResultCode ?? kind.resultCode);
  const message = state.paymentResultMessage ?? "";
  const needChangeSessionForRetry = needsNewSession(state);
  const left = isLeft ? { userCanceled3D: true } : {};
  return {
    phase: kind.phase,
    event: {
      code: kind.code,
      result: {
        paymentStatus: kind.status,
        paymentResultCode: isLeft ? kind.resultCode : code,
        ...(message !== "" && { paymentResultMessage: message }),
        ...(state.cardPaymentResultInfo && { cardPaymentResultInfo: state.cardPaymentResultInfo }),
        ...(kind.status === "FAIL" && { needChangeSessionForRetry }),
        ...left,
      },
    },
    result: {
      status: kind.status,
      ...left,
      ...(kind.status !== "SUCCESS" &&
        kind.status !== "PENDING" &&
        (isLeft || kind.status !== "PROCESSING") && { error: { code, message, needChangeSessionForRetry } }),
    },
  };
}

/** An attempt that was not made, or was given up, and why. */
export const refusedResult = (code: string, message: string, needChangeSessionForRetry = false): SubmitResult => ({
  status: "FAIL",
  error: { code, message, needChangeSessionForRetry },
});
