import { cancel } from "./cancel.ts";
import { createPaymentSession } from "./create-payment-session.ts";
import { inquiryPayment } from "./inquiry-payment.ts";
import { retrievePaymentSession } from "./retrieve-payment-session.ts";

export const operations = { createPaymentSession, inquiryPayment, cancel, retrievePaymentSession } as const;

export type { CancelReply, CancelRequest } from "./cancel.ts";
export type { CreatePaymentSessionReply, CreatePaymentSessionRequest } from "./create-payment-session-messages.ts";
export type { InquiryPaymentReply, InquiryPaymentRequest } from "./inquiry-payment.ts";
export type { RetrievePaymentSessionReply, RetrievePaymentSessionRequest } from "./retrieve-payment-session.ts";
