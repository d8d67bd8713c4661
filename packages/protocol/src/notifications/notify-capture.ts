import { amountSchema } from "../schemas/amount.ts";
import { acquirerInfoSchema, paymentResultInfoSchema } from "../schemas/card-result.ts";
import { choice, conditional, dateTime, object, optional, part, text, type Static } from "../schemas/field.ts";
import { resultSchema } from "../schemas/result.ts";

/** Source: Antom, notifyCapture reference, read 2026-11-22. */
export const notifyCaptureSchema = object("NotifyCaptureBody", "Body of a notifyCapture notification.", {
  notifyType: choice(["CAPTURE_RESULT"], "Notify type."),
  result: part(resultSchema, "Outcome of the call."),
  captureRequestId: text("Merchant capture id.", { max: 64 }),
  paymentId: text("Payment.", { max: 64 }),
  captureId: text("The gateway capture id.", { max: 64 }),
  captureAmount: part(amountSchema, "Amount."),
  captureTime: conditional("Capture succeeded.", dateTime("Time.")),
  acquirerReferenceNo: optional(text("Acquirer reference.", { max: 64 })),
  acquirerInfo: optional(part(acquirerInfoSchema, "Acquirer.", { when: "APO." })),
  paymentResultInfo: optional(part(paymentResultInfoSchema, "Card data (newer).")),
  taxCalculationId: optional(text("Tax id.")),
});

export type NotifyCaptureBody = Static<typeof notifyCaptureSchema>;
