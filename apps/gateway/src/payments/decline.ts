import type { ResultCode } from "@opencashier/protocol";
import type { AuthorizationDetails } from "../acquirers/index.ts";

/**
 * Declines after which no other card or method helps, so that a session must be made anew.
 * Source: Antom, retry in the same payment session, read 2026-11-22.
 */
const finalCodes: ReadonlySet<ResultCode> = new Set([
  "INVALID_MERCHANT_STATUS",
  "KEY_NOT_FOUND",
  "MERCHANT_KYB_NOT_QUALIFIED",
  "NO_PAY_OPTIONS",
  "ORDER_IS_CANCELED",
  "ORDER_IS_CLOSED",
  "PARAM_ILLEGAL",
  "PAYMENT_AMOUNT_EXCEED_LIMIT",
  "PAYMENT_COUNT_EXCEED_LIMIT",
  "PAYMENT_NOT_QUALIFIED",
]);

type Decline = { readonly resultCode: ResultCode; readonly details: AuthorizationDetails };

/** Whether this decline ends the payment, though its session is still open: a failed 3-D Secure authentication does. */
export const isFinalDecline = ({ resultCode, details }: Decline): boolean =>
  finalCodes.has(resultCode) || hasFailedAuthentication(details);

/** EMV challengeCancel: the cardholder closed the window, or left. Nothing was failed, so it may be tried again. */
const harmlessCancels: readonly string[] = ["01", "03"];

/** 3-D Secure said no, so the issuer was never asked to authorize and has given no code of its own. */
function hasFailedAuthentication({ paymentResultInfo: info }: AuthorizationDetails): boolean {
  if (info?.refusalCodeRaw !== undefined) return false;
  const { threeDStransactionStatusReason, challengeCancel } = info?.threeDSResult ?? {};
  if (challengeCancel !== undefined) return !harmlessCancels.includes(challengeCancel);
  return threeDStransactionStatusReason !== undefined;
}
