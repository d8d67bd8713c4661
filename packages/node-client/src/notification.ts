/** An amount as it travels: ISO 4217 code and a whole number of minor units as text. */
export type NotifiedAmount = { readonly currency: string; readonly value: string };

type NotifiedResult = {
  readonly resultCode: string;
  readonly resultStatus: "S" | "F" | "U";
  readonly resultMessage: string;
};

/** Fields that later versions add arrive too. */
type AnyField = { readonly [field: string]: unknown };

/** How a payment ended, or that it is still pending. Source: Antom, notifyPayment reference, read 2026-11-22. */
export type PaymentNotification = AnyField & {
  readonly notifyType: "PAYMENT_RESULT" | "PAYMENT_PENDING";
  readonly result: NotifiedResult;
  readonly paymentRequestId: string;
  readonly paymentId: string;
  readonly paymentAmount: NotifiedAmount;
  readonly paymentCreateTime: string;
  /** With status S only. */
  readonly paymentTime?: string;
};

/** Source: Antom, notifyCapture reference, read 2026-11-22. */
export type CaptureNotification = AnyField & {
  readonly notifyType: "CAPTURE_RESULT";
  readonly result: NotifiedResult;
  readonly captureRequestId: string;
  readonly captureId: string;
  readonly paymentId: string;
  readonly captureAmount: NotifiedAmount;
  readonly captureTime?: string;
};

/** Source: Antom, notifyRefund reference, read 2026-11-22. */
export type RefundNotification = AnyField & {
  readonly notifyType: "REFUND_RESULT";
  readonly result: NotifiedResult;
  readonly refundStatus: "SUCCESS" | "FAIL";
  readonly refundRequestId: string;
  readonly refundId: string;
  readonly refundAmount: NotifiedAmount;
  readonly refundTime?: string;
};

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
export const acknowledgement = '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}';
