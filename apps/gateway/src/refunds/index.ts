export { crashPoints as refundCrashPoints, type CrashPoint as RefundCrashPoint } from "./crash-points.ts";
export { inquiryRefund } from "./inquiry-refund.ts";
export { settleOverdueRefunds } from "./overdue-refunds.ts";
export type { Refund, RefundStatus } from "./refund.ts";
export { refund, type RefundDeps } from "./refund-payment.ts";
