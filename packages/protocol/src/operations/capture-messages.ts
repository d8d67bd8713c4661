import { amountSchema } from "../schemas/amount.ts";
import { conditional, dateTime, flag, object, optional, part, text, type Static } from "../schemas/field.ts";
import { resultSchema } from "../schemas/result.ts";
import { transitSchema } from "../schemas/travel.ts";

export const captureRequestSchema = object("CaptureRequest", "Body of a capture request.", {
  captureRequestId: text("Idempotency key of the capture.", { max: 64 }),
  paymentId: text("Authorised payment.", { max: 64 }),
  captureAmount: part(amountSchema, "Amount to capture, same currency."),
  isLastCapture: optional(flag("Marks the final partial capture (newer).")),
  captureType: optional(text("Kind of capture (newer, undocumented).")),
  transit: optional(part(transitSchema, "Trip data (newer).")),
});

export const captureReplySchema = object("CaptureReply", "Body of a capture reply.", {
  result: part(resultSchema, "Outcome of the call."),
  captureRequestId: conditional("result.resultStatus is S.", text("Echo.", { max: 64 })),
  captureId: conditional("result.resultStatus is S.", text("The gateway id.", { max: 64 })),
  paymentId: conditional("result.resultStatus is S.", text("Payment.", { max: 64 })),
  captureAmount: conditional("result.resultStatus is S.", part(amountSchema, "Amount.")),
  captureTime: conditional("result.resultStatus is S.", dateTime("Time.")),
  acquirerReferenceNo: optional(text("Acquirer reference.", { max: 64 })),
});

export type CaptureRequest = Static<typeof captureRequestSchema>;
export type CaptureReply = Static<typeof captureReplySchema>;
