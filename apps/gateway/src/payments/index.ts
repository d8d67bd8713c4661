export { cancel } from "./cancel.ts";
export { inquiryPayment } from "./inquiry-payment.ts";
