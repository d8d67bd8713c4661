import { toResult } from "@opencashier/protocol";
import { type Instant, toAmount, toIsoText } from "../kernel/index.ts";
import type { Capture } from "./capture-store.ts";
import type { Payment } from "./payment.ts";

/**
 * The body of notifyPayment for the payment as it is now.
 * Source: Antom, notifyPayment, read 2026-11-22.
 */
export function toPaymentNotification(payment: Payment): object {
  const { status, resultCode, resultMessage, timeOffsetMinutes: offset } = payment;
  return {
    notifyType: status === "PENDING" ? "PAYMENT_PENDING" : "PAYMENT_RESULT",
    result: toResult(resultCode, status === "SUCCESS" ? "success" : resultMessage),
    paymentRequestId: payment.paymentRequestId,
    paymentId: payment.paymentId,
    paymentAmount: toAmount(payment.amount),
    paymentCreateTime: toIsoText(payment.createdAt, offset),
    ...paidMembers(payment),
    ...payment.echo,
  };
}

/** What a paid payment tells beside its ids; shared with inquiryPayment and pay. */
export function paidMembers(payment: Payment): object {
  const { details, timeOffsetMinutes: offset } = payment;
  return {
    ...(payment.paidAt !== null && { paymentTime: toIsoText(payment.paidAt, offset) }),
    ...(payment.authExpiresAt !== null && { authExpiryTime: toIsoText(payment.authExpiresAt, offset) }),
    ...(payment.paymentMethodType !== null && { paymentMethodType: payment.paymentMethodType }),
    ...(details?.paymentResultInfo && { paymentResultInfo: details.paymentResultInfo }),
    ...(details?.pspCustomerInfo && { pspCustomerInfo: details.pspCustomerInfo }),
    ...(details?.acquirerReferenceNo && { acquirerReferenceNo: details.acquirerReferenceNo }),
  };
}

/** Source: Antom, notifyCapture, read 2026-11-22. */
export function toCaptureNotification(payment: Payment, capture: Capture, finishedAt: Instant): object {
  const isCaptured = capture.status === "SUCCESS";
  return {
    notifyType: "CAPTURE_RESULT",
    result: toResult(capture.resultCode, isCaptured ? "success" : capture.resultMessage),
    captureRequestId: capture.captureRequestId,
    paymentId: capture.paymentId,
    captureId: capture.captureId,
    captureAmount: toAmount(capture.amount),
    ...(isCaptured && { captureTime: toIsoText(finishedAt, payment.timeOffsetMinutes) }),
    ...(capture.acquirerReference !== null && { acquirerReferenceNo: capture.acquirerReference }),
  };
}
