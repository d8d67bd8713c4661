import { cancel } from "./cancel.ts";
import { capture } from "./capture.ts";
import { consult } from "./consult.ts";
import { createPaymentSession } from "./create-payment-session.ts";
import { inquiryPayment } from "./inquiry-payment.ts";
import { inquiryRefund } from "./inquiry-refund.ts";
import { pay } from "./pay.ts";
import { refund } from "./refund.ts";
import { retrievePaymentSession } from "./retrieve-payment-session.ts";

export const operations = {
  createPaymentSession,
  pay,
  consult,
  inquiryPayment,
  cancel,
  capture,
  refund,
  inquiryRefund,
  retrievePaymentSession,
} as const;

export type { CancelReply, CancelRequest } from "./cancel.ts";
export type { CaptureReply, CaptureRequest } from "./capture-messages.ts";
export type { ConsultReply, ConsultRequest } from "./consult-messages.ts";
export type { CreatePaymentSessionReply, CreatePaymentSessionRequest } from "./create-payment-session-messages.ts";
export type { InquiryPaymentReply, InquiryPaymentRequest } from "./inquiry-payment.ts";
export type { InquiryRefundReply, InquiryRefundRequest } from "./inquiry-refund-messages.ts";
export type { PayReply, PayRequest } from "./pay-messages.ts";
export type { RefundReply, RefundRequest } from "./refund-messages.ts";
export type { RetrievePaymentSessionReply, RetrievePaymentSessionRequest } from "./retrieve-payment-session.ts";
