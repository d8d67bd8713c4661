import { amountSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema, paymentResultInfoSchema } from "../schemas/card-result.ts";
import { choice, conditional, dateTime, object, optional, part, text, type Static } from "../schemas/field.ts";
import { resultSchema } from "../schemas/result.ts";
import type { NotificationKind } from "./notification-kind.ts";

const notifyCaptureSchema = object("NotifyCaptureBody", "Body of a notifyCapture notification.", {
  notifyType: choice(["CAPTURE_RESULT"], "Kind of notification."),
  result: part(resultSchema, "Outcome of the capture, not of a call."),
  captureRequestId: text("The merchant's id of the capture.", { max: 64 }),
  paymentId: text("Payment that was authorized.", { max: 64 }),
  captureId: text("The gateway's id of the capture.", { max: 64 }),
  captureAmount: part(amountSchema, "Amount of the capture."),
  captureTime: conditional("result.resultStatus is S.", dateTime("When the capture succeeded.")),
  acquirerReferenceNo: optional(text("The acquirer's reference.", { max: 64 })),
  acquirerInfo: optional(part(acquirerInfoSchema, "The acquirer's answer.", { when: "APO product only." })),
  paymentResultInfo: optional(part(paymentResultInfoSchema, "Details of the card.", { isNewer: true })),
  taxCalculationId: optional(text("Tax calculation that the amount comes from.")),
});

export type NotifyCaptureBody = Static<typeof notifyCaptureSchema>;

/**
 * Source: Antom, notifyCapture reference, read 2026-11-22.
 */
export const notifyCapture: NotificationKind<NotifyCaptureBody> = {
  name: "notifyCapture",
  title: "A capture was decided",
  description: "Tells how a capture ended, also when the reply to the call told it already.",
  sentTo: "the address that the payment's own notifications go to",
  notifyTypes: ["CAPTURE_RESULT"],
  schema: notifyCaptureSchema,
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "NO_PAY_OPTIONS",
    "ACCESS_DENIED",
    "AUTH_CANCELLED",
    "AUTH_EXPIRED",
    "AUTH_NOT_FOUND",
    "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT",
    "CURRENCY_NOT_SUPPORT",
    "INVALID_CONTRACT",
    "MULTI_CAPTURE_NOT_SUPPORTED",
    "ORDER_IS_CANCELED",
    "ORDER_STATUS_INVALID",
    "PAYMENT_COUNT_EXCEED_LIMIT",
    "REPEAT_REQ_INCONSISTENT",
    "RISK_REJECT",
    "USER_AMOUNT_EXCEED_LIMIT",
    "USER_BALANCE_NOT_ENOUGH",
    "USER_NOT_EXIST",
    "USER_STATUS_ABNORMAL",
  ],
};
