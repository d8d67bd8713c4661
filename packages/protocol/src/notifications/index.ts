import type { NotificationKind, NotificationName } from "./notification-kind.ts";
import { notifyCapture } from "./notify-capture.ts";
import { notifyPayment } from "./notify-payment.ts";
import { notifyRefund } from "./notify-refund.ts";

/** Every kind of message the gateway sends to the merchant. */
export const notifications = { notifyPayment, notifyCapture, notifyRefund } as const satisfies Readonly<
  Record<NotificationName, NotificationKind>
>;

export * from "./acknowledgement.ts";
export type * from "./notification-kind.ts";
export type { NotifyCaptureBody } from "./notify-capture.ts";
export type { NotifyPaymentBody } from "./notify-payment.ts";
export type { NotifyRefundBody } from "./notify-refund.ts";
export * from "./schedule.ts";
