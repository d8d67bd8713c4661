import {
  acknowledged,
  type NotifyCaptureBody,
  type NotifyPaymentBody,
  type NotifyRefundBody,
} from "@opencashier/protocol";

/** An amount as it travels: ISO 4217 code and a whole number of minor units as text. */
export type NotifiedAmount = NotifyPaymentBody["paymentAmount"];

/** Fields that later versions add arrive too. */
type AnyField = { readonly [field: string]: unknown };

/** How a payment ended, or that it is still pending. Source: Antom, notifyPayment reference, read 2026-11-22. */
export type PaymentNotification = AnyField & NotifyPaymentBody;

/** Source: Antom, notifyCapture reference, read 2026-11-22. */
export type CaptureNotification = AnyField & NotifyCaptureBody;

/** Source: Antom, notifyRefund reference, read 2026-11-22. */
export type RefundNotification = AnyField & NotifyRefundBody;

/** The documented examples have no notifyType. Source: Antom, notifyDispute reference, read 2026-11-22. */
export type DisputeNotification = AnyField & {
  readonly notifyType?: undefined;
  readonly disputeNotificationType: string;
  readonly disputeId: string;
  readonly paymentId: string;
  readonly paymentRequestId: string;
};

/** What the gateway may send. Acknowledge kinds you do not know, or they are sent again for a day. */
export type Notification = PaymentNotification | CaptureNotification | RefundNotification | DisputeNotification;

/**
 * The whole body of the answer to a notification, with HTTP status 200 and content-type application/json. Send it once the
 * news is safely stored: anything else, or nothing, makes the gateway send the notification again.
 */
export const acknowledgement = JSON.stringify(acknowledged);
