import { amountSchema } from "../schemas/amount.ts";
import { conditional, dateTime, flag, object, optional, part, text, type Static } from "../schemas/field.ts";
import { resultSchema } from "../schemas/result.ts";
import { transitSchema } from "../schemas/travel.ts";

export const captureRequestSchema = object("CaptureRequest", "Body of a capture request.", {
  captureRequestId: text("The merchant's id of the capture. The same id again means the same capture.", { max: 64 }),
  paymentId: text("Payment that was authorized.", { max: 64 }),
  captureAmount: part(amountSchema, "Amount to capture, in the payment's currency."),
  isLastCapture: optional(flag("true: no further part will be captured.", { isNewer: true })),
  captureType: optional(text("Undocumented.", { isNewer: true })),
  transit: optional(part(transitSchema, "Trip that the capture is for.", { isNewer: true })),
});

const onSuccess = "result.resultStatus is S.";

export const captureReplySchema = object("CaptureReply", "Body of a capture reply.", {
  result: part(resultSchema, "Outcome of the call."),
  captureRequestId: conditional(onSuccess, text("The request's own.", { max: 64 })),
  captureId: conditional(onSuccess, text("The gateway's id of the capture.", { max: 64 })),
  paymentId: conditional(onSuccess, text("The request's own.", { max: 64 })),
  captureAmount: conditional(onSuccess, part(amountSchema, "Amount captured.")),
  captureTime: conditional(onSuccess, dateTime("When the capture succeeded.")),
  acquirerReferenceNo: optional(text("The acquirer's reference.", { max: 64 })),
});

export type CaptureRequest = Static<typeof captureRequestSchema>;
export type CaptureReply = Static<typeof captureReplySchema>;
