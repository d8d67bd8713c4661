import { conditional, optional, text } from "../schemas/field.ts";
import type { Violation } from "../violation.ts";

const oneOfBoth = "One of paymentId and paymentRequestId is present; paymentId wins if both are.";

/** How an operation names the payment it is about. */
export const paymentReferenceFields = {
  paymentRequestId: conditional(oneOfBoth, text("The merchant's id of the payment request.", { max: 64 })),
  paymentId: conditional(oneOfBoth, text("The gateway's id of the payment.", { max: 64 })),
  merchantAccountId: optional(text("Account, when one client id serves several locations.", { max: 32 })),
};

type PaymentReference = { readonly paymentRequestId?: string; readonly paymentId?: string };

export const checkPaymentReference = (request: PaymentReference): Violation | undefined =>
  request.paymentId === undefined && request.paymentRequestId === undefined
    ? { field: "paymentRequestId", rule: "is required unless paymentId is given", received: undefined }
    : undefined;
