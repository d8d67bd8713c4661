import { toResult } from "@opencashier/protocol";
import { assert, toAmount, toIsoText } from "../kernel/index.ts";
import type { Capture } from "./capture-store.ts";
import type { Payment } from "./payment.ts";
import { toPayCode } from "./wire-codes.ts";

/**
 * The body of notifyPayment for the payment as it is now.
 * Source: Antom, notifyPayment, read 2026-11-22.
 */
export function toPaymentNotification(payment: Payment): object {
  const { status, resultCode, resultMessage } = payment;
  return {
    notifyType: status === "PENDING" ? "PAYMENT_PENDING" : "PAYMENT_RESULT",
    result: toResult(toPayCode(resultCode), resultMessage),
    ...identifyingMembers(payment),
    ...paidMembers(payment),
    ...payment.echo,
  };
}

/** What every message about a payment carries. */
export const identifyingMembers = (payment: Payment) => ({
  paymentRequestId: payment.paymentRequestId,
  paymentId: payment.paymentId,
  paymentAmount: toAmount(payment.amount),
  paymentCreateTime: toIsoText(payment.createdAt, payment.timeOffsetMinutes),
});

/** What a payment tells beside that: when it was paid, and of the card or wallet; also of one that was declined. */
export function paidMembers(payment: Payment) {
  const { status, details, paidAt, authExpiresAt, paymentMethodType, timeOffsetMinutes: offset } = payment;
  const { paymentResultInfo, pspCustomerInfo, acquirerReferenceNo } = details ?? {};
  return {
    ...(status === "SUCCESS" && paidAt !== null && { paymentTime: toIsoText(paidAt, offset) }),
    ...(status === "SUCCESS" && authExpiresAt !== null && { authExpiryTime: toIsoText(authExpiresAt, offset) }),
    ...(paymentMethodType !== null && { paymentMethodType }),
    ...(paymentResultInfo && { paymentResultInfo }),
    ...(pspCustomerInfo && { pspCustomerInfo }),
    ...(acquirerReferenceNo && { acquirerReferenceNo }),
  };
}

/** Source: Antom, notifyCapture, read 2026-11-22. */
export function toCaptureNotification(payment: Payment, capture: Capture): object {
  const { status, resultCode, resultMessage, finishedAt, acquirerReference } = capture;
  assert(finishedAt !== null, "what is told of a capture is its outcome");
  return {
    notifyType: "CAPTURE_RESULT",
    result: toResult(resultCode, resultMessage),
    captureRequestId: capture.captureRequestId,
    paymentId: capture.paymentId,
    captureId: capture.captureId,
    captureAmount: toAmount(capture.amount),
    ...(status === "SUCCESS" && { captureTime: toIsoText(finishedAt, payment.timeOffsetMinutes) }),
    ...(acquirerReference !== null && { acquirerReferenceNo: acquirerReference }),
  };
}
