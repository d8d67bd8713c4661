import type { ResultCode } from "@opencashier/protocol";
import type { Instant, Money } from "../kernel/index.ts";

/** PROCESSING: the amount is reserved and the acquirer's answer outstanding. SUCCESS and FAIL are final. */
export type RefundStatus = "PROCESSING" | "SUCCESS" | "FAIL";

export type Refund = {
  readonly clientId: string;
  /** Ours, and the acquirer's `operationId`: asking twice is one refund. */
  readonly refundId: string;
  /** The merchant's idempotency key. */
  readonly refundRequestId: string;
  readonly paymentId: string;
  readonly status: RefundStatus;
  readonly amount: Money;
  readonly resultCode: ResultCode;
  readonly resultMessage: string;
  readonly referenceRefundId: string | null;
  readonly refundReason: string | null;
  /** Where notifyRefund goes: the request's `refundNotifyUrl`, else the merchant's own. */
  readonly notifyUrl: string | null;
  readonly metadata: string | null;
  readonly customizedInfo: object | null;
  readonly acquirerReference: string | null;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
  readonly inquiryCount: number;
};
