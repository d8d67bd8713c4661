import type { TSchema } from "typebox";
import { notifyCaptureSchema } from "./notify-capture.ts";
import { notifyPaymentSchema } from "./notify-payment.ts";
import { notifyRefundSchema } from "./notify-refund.ts";

export type NotificationName = "notifyPayment" | "notifyCapture" | "notifyRefund";

/** One kind of message the gateway sends to the merchant. */
export type NotificationKind = {
  readonly name: NotificationName;
  readonly title: string;
  readonly description: string;
  readonly schema: TSchema;
};

/** Source: Antom, notifyPayment, notifyCapture and notifyRefund references, read 2026-11-22. */
export const notifications: Readonly<Record<NotificationName, NotificationKind>> = {
  notifyPayment: {
    name: "notifyPayment",
    title: "A payment was decided",
    description: "Tells the outcome of a payment, or that its channel will confirm it later.",
    schema: notifyPaymentSchema,
  },
  notifyCapture: {
    name: "notifyCapture",
    title: "A capture was decided",
    description: "Tells the outcome of a capture.",
    schema: notifyCaptureSchema,
  },
  notifyRefund: {
    name: "notifyRefund",
    title: "A refund was decided",
    description: "Tells the outcome of a refund.",
    schema: notifyRefundSchema,
  },
};

/** Minutes after the one before, the first at once. Source: Antom, notifications, read 2026-11-22. */
export const notificationPausesMinutes = [0, 2, 10, 10, 60, 120, 360, 900] as const;

export type { NotifyCaptureBody } from "./notify-capture.ts";
export type { NotifyPaymentBody } from "./notify-payment.ts";
export type { NotifyRefundBody } from "./notify-refund.ts";
