import type { ResultCode } from "@opencashier/protocol";
import type { AuthorizationDetails, InstallmentPlan, PayerAction } from "../acquirers/index.ts";
import type { Instant, Money } from "../kernel/index.ts";

/**
 * How a payment stands, in the words of inquiryPayment's `paymentStatus`. There is a payment from the moment the payer
 * first submits, or `pay` is called. The moves between them are in state.ts.
 */
export type PaymentStatus = "PROCESSING" | "PENDING" | "SUCCESS" | "FAIL" | "CANCELLED";

export type Payment = {
  readonly clientId: string;
  readonly paymentId: string;
  readonly paymentSessionId: string;
  readonly paymentRequestId: string;
  readonly status: PaymentStatus;
  /** `paymentResultCode` and `paymentResultMessage`. */
  readonly resultCode: ResultCode;
  readonly resultMessage: string;
  readonly amount: Money;
  readonly captureMode: "AUTOMATIC" | "MANUAL";
  readonly paymentMethodType: string | null;
  readonly winningAttemptId: string | null;
  /** Minor units of `amount.currency`; refunded + refunding ≤ captured, captured + capturing ≤ authorized ≤ amount. */
  readonly authorizedMinor: bigint;
  readonly capturedMinor: bigint;
  readonly capturingMinor: bigint;
  readonly refundedMinor: bigint;
  readonly refundingMinor: bigint;
  /** Not null while a cancellation of the paid payment is under way; nothing else may then move its money. */
  readonly cancelId: string | null;
  readonly notifyUrl: string | null;
  readonly details: AuthorizationDetails | null;
  readonly echo: PaymentEcho | null;
  /** Offset that times are answered in. */
  readonly timeOffsetMinutes: number;
  readonly createdAt: Instant;
  readonly paidAt: Instant | null;
  readonly cancelledAt: Instant | null;
  readonly expiresAt: Instant;
  readonly authExpiresAt: Instant | null;
};

/** What the merchant sent to have it back in notifications and inquiries. */
export type PaymentEcho = { readonly metadata?: string; readonly customizedInfo?: object };

export type AttemptStatus =
  | "STARTED"
  | "ACTION_REQUIRED"
  | "PENDING"
  | "UNKNOWN"
  | "SUCCEEDED"
  | "FAILED"
  | "REVERSING"
  | "REVERSED";

/** One try to pay. A payment may see many, one after another; at most one of them pays. */
export type Attempt = {
  readonly clientId: string;
  readonly attemptId: string;
  readonly paymentId: string;
  readonly attemptKey: string;
  readonly status: AttemptStatus;
  readonly connector: string;
  readonly paymentMethodType: string;
  readonly acquirerReference: string | null;
  readonly resultCode: ResultCode | null;
  readonly resultMessage: string | null;
  readonly action: PayerAction | null;
  readonly details: AuthorizationDetails | null;
  readonly creditPayPlan: InstallmentPlan | null;
  readonly reversalId: string | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly inquiryCount: number;
};
