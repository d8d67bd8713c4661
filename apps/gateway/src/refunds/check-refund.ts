import { findPaymentMethod } from "@opencashier/protocol";
import { addMs, type Failed, failed, type Instant, type Money, toIsoText } from "../kernel/index.ts";
import type { Payment } from "../payments/index.ts";

export type RefundRefusal =
  | "CURRENCY_NOT_SUPPORT"
  | "ORDER_IS_CANCELED"
  | "ORDER_IS_CLOSED"
  | "ORDER_STATUS_INVALID"
  | "PARTIAL_REFUND_NOT_SUPPORTED"
  | "REFUND_AMOUNT_EXCEED"
  | "REFUND_NOT_SUPPORTED"
  | "REFUND_WINDOW_EXCEED";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Why this payment cannot be refunded so, or undefined. Pure. What is left to refund is decided again by the database,
 * where two refunds at once meet.
 * Source: Antom, refund result codes and payment-method terms, read 2026-11-22.
 */
export function checkRefund(payment: Payment, amount: Money, now: Instant): Failed<RefundRefusal> | undefined {
  return checkStatus(payment) ?? checkTerms(payment, amount, now) ?? checkAmount(payment, amount);
}

function checkStatus(payment: Payment): Failed<RefundRefusal> | undefined {
  if (payment.status === "CANCELLED") return failed("ORDER_IS_CANCELED", "The payment was cancelled.");
  if (payment.status === "FAIL") return failed("ORDER_IS_CLOSED", "The payment was closed unpaid.");
  if (payment.status !== "SUCCESS") {
    return failed("ORDER_STATUS_INVALID", `The payment is ${payment.status}; only a paid one can be refunded.`);
  }
  if (payment.cancelId !== null) return failed("ORDER_STATUS_INVALID", "The payment is being cancelled.");
  if (payment.capturedMinor === 0n) {
    return failed("ORDER_STATUS_INVALID", "Nothing has been captured yet; cancel gives an authorization back.");
  }
  return undefined;
}

function checkTerms(payment: Payment, amount: Money, now: Instant): Failed<RefundRefusal> | undefined {
  const type = payment.paymentMethodType ?? "";
  const method = findPaymentMethod(type);
  if (method?.refund === "none") return failed("REFUND_NOT_SUPPORTED", `${type} payments cannot be refunded.`);
  if (method?.refund === "full" && amount.minor < payment.capturedMinor) {
    return failed("PARTIAL_REFUND_NOT_SUPPORTED", `${type} payments can be refunded in full only.`);
  }
  if (method?.refundDays === undefined || payment.paidAt === null) return undefined;
  const end = addMs(payment.paidAt, method.refundDays * dayMs);
  if (now <= end) return undefined;
  const rule = `${type} payments can be refunded for ${method.refundDays} days: until ${toIsoText(end)}`;
  return failed("REFUND_WINDOW_EXCEED", `${rule}.`);
}

/** Money that is being refunded counts as refunded: its refund may yet succeed. */
export function checkAmount(payment: Payment, amount: Money): Failed<RefundRefusal> | undefined {
  const { currency } = payment.amount;
  if (amount.currency !== currency) {
    const rule = `refundAmount.currency must be the payment's, ${currency}`;
    return failed("CURRENCY_NOT_SUPPORT", `${rule}; received "${amount.currency}".`);
  }
  const left = payment.capturedMinor - payment.refundedMinor - payment.refundingMinor;
  if (amount.minor <= left) return undefined;
  return failed("REFUND_AMOUNT_EXCEED", `refundAmount.value must be at most ${left}; received "${amount.minor}".`);
}
