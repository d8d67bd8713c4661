import { type Failed, failed, type Instant, type Money, toIsoText } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import type { Capture } from "./capture-store.ts";
import type { Payment } from "./payment.ts";

type CaptureRefusal =
  | "AUTH_CANCELLED"
  | "AUTH_EXPIRED"
  | "ORDER_STATUS_INVALID"
  | "CURRENCY_NOT_SUPPORT"
  | "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT"
  | "MULTI_CAPTURE_NOT_SUPPORTED"
  | "PROCESS_FAIL";

type CaptureCase = {
  readonly merchant: Merchant;
  /** The payment's other captures. */
  readonly earlier: readonly Capture[];
  readonly amount: Money;
  readonly now: Instant;
};

/**
 * Why this much of the payment cannot be captured, or undefined. Pure; what is left is decided again by the database, where
 * two captures at once meet.
 * Source: Antom, capture and its result codes, read 2026-11-22.
 */
export const checkCapture = (payment: Payment, wanted: CaptureCase): Failed<CaptureRefusal> | undefined =>
  checkAuthorization(payment, wanted.now) ?? checkParts(payment, wanted) ?? checkAmount(payment, wanted.amount);

function checkAuthorization(payment: Payment, now: Instant): Failed<CaptureRefusal> | undefined {
  const { status, authExpiresAt, cancelId, captureMode } = payment;
  if (authExpiresAt !== null && now >= authExpiresAt) {
    return failed("AUTH_EXPIRED", `The authorization ended at ${toIsoText(authExpiresAt)}.`);
  }
  if (status === "CANCELLED" || cancelId !== null) return failed("AUTH_CANCELLED");
  if (status !== "SUCCESS") {
    return failed("ORDER_STATUS_INVALID", `The payment is ${status}; only an authorized one can be captured.`);
  }
  if (captureMode === "MANUAL") return undefined;
  return failed("ORDER_STATUS_INVALID", "The payment was captured by itself: captureMode is AUTOMATIC.");
}

/** Cards of merchants in the US, and Cartes Bancaires, are captured whole or not at all. */
function checkParts(payment: Payment, { merchant, earlier, amount }: CaptureCase): Failed<CaptureRefusal> | undefined {
  if (earlier.some(({ isLast, status }) => isLast && status !== "FAIL")) {
    return failed("MULTI_CAPTURE_NOT_SUPPORTED", "An earlier capture said isLastCapture: it was the last.");
  }
  const isWhole = amount.currency === payment.amount.currency && amount.minor === payment.authorizedMinor;
  const brand = payment.details?.paymentResultInfo?.cardBrand;
  if (isWhole || (merchant.region !== "US" && brand !== "CARTES_BANCAIRES")) return undefined;
  const rule = `captureAmount must be the whole authorization, ${payment.amount.currency} ${payment.authorizedMinor}`;
  return failed("PROCESS_FAIL", `${rule}; received "${amount.currency} ${amount.minor}".`);
}

/** Money that is being captured counts as captured: it may yet be. */
function checkAmount(payment: Payment, amount: Money): Failed<CaptureRefusal> | undefined {
  const { currency } = payment.amount;
  if (amount.currency !== currency) {
    return failed("CURRENCY_NOT_SUPPORT", `captureAmount.currency must be ${currency}; received "${amount.currency}".`);
  }
  const left = payment.authorizedMinor - payment.capturedMinor - payment.capturingMinor;
  if (amount.minor <= left) return undefined;
  const message = `captureAmount.value must be at most ${left}; received "${amount.minor}".`;
  return failed("CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT", message);
}
