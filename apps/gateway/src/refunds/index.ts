export { crashPoints as refundCrashPoints, type CrashPoint as RefundCrashPoint } from "./crash-points.ts";
export { inquiryRefund } from "./inquiry-refund.ts";
export { settleOverdueRefunds } from "./overdue-refunds.ts";
export type { Refund, RefundStatus } from "./refund.ts";
export type { RefundDeps } from "./deps.ts";
export { refund } from "./refund-payment.ts";
