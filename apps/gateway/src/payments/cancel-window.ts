import { findPaymentMethod, type PaymentMethod } from "@opencashier/protocol";
import { addMs, type Failed, failed, type Instant, toInstant, toIsoText } from "../kernel/index.ts";
import type { Payment } from "./payment.ts";

type CancelRefusal = "CANCEL_WINDOW_EXCEED" | "ORDER_STATUS_INVALID" | "PAYMENT_METHOD_NOT_SUPPORTED";

const dayMs = 24 * 60 * 60 * 1000;
const utc8Ms = 8 * 60 * 60 * 1000;
const nextMorningMs = 15 * 60 * 1000;

/**
 * Why a paid payment cannot be cancelled any more, or undefined. A card authorization: for seven days, until any of it is
 * captured. A method with a period of its own: that many days. Everything else: until 00:15 (UTC+8) of the day after.
 * Source: Antom, cancel, read 2026-11-22.
 */
export function checkCancelWindow(payment: Payment, now: Instant): Failed<CancelRefusal> | undefined {
  const type = payment.paymentMethodType ?? "";
  const rule = findPaymentMethod(type)?.cancel;
  if (rule === "never") {
    return failed("PAYMENT_METHOD_NOT_SUPPORTED", `${type} payments cannot be cancelled; refund them.`);
  }
  if (rule === "unpaid") {
    return failed("ORDER_STATUS_INVALID", `${type} payments can be cancelled only before they are paid; refund them.`);
  }
  if (payment.refundedMinor + payment.refundingMinor > 0n) {
    return failed("ORDER_STATUS_INVALID", "Part of the payment has been refunded; refund the rest.");
  }
  const isPartlyCaptured = payment.captureMode === "MANUAL" && payment.capturedMinor + payment.capturingMinor > 0n;
  if (isPartlyCaptured) return failed("ORDER_STATUS_INVALID", "The payment has been captured; refund it.");
  const end = endOfWindow(payment, rule);
  if (now < end) return undefined;
  return failed("CANCEL_WINDOW_EXCEED", `${type} payments of that time could be cancelled until ${toIsoText(end)}.`);
}

/** A card that was captured at once is no open authorization any more, so the rule of everything else holds for it. */
function endOfWindow(payment: Payment, rule: PaymentMethod["cancel"] | undefined): Instant {
  const paidAt = payment.paidAt ?? payment.createdAt;
  const isCapturedCard = payment.paymentMethodType === "CARD" && payment.captureMode === "AUTOMATIC";
  if (rule === "7 days" && !isCapturedCard) return addMs(paidAt, 7 * dayMs);
  const dayOfPayment = Math.floor((paidAt + utc8Ms) / dayMs);
  return toInstant((dayOfPayment + 1) * dayMs - utc8Ms + nextMorningMs);
}
