import type { NotificationName } from "@opencashier/protocol";
import type { Instant } from "../kernel/index.ts";

/** WAITING: `dueAt` says when the next try is. DELIVERED: acknowledged. EXHAUSTED: every try failed. UNADDRESSED: no url. */
export type NotificationStatus = "WAITING" | "DELIVERED" | "EXHAUSTED" | "UNADDRESSED";

export type Notification = {
  readonly clientId: string;
  /** The same over all tries and resends. */
  readonly notificationId: string;
  readonly kind: NotificationName;
  readonly paymentId: string;
  readonly subjectId: string;
  readonly outcome: string;
  readonly url: string | null;
  /** Scheme, host and port of `url`: deliveries take turns by it. */
  readonly destination: string | null;
  /** The exact text that is signed and sent. */
  readonly body: string;
  readonly status: NotificationStatus;
  readonly attemptCount: number;
  readonly dueAt: Instant | null;
  readonly createdAt: Instant;
  readonly deliveredAt: Instant | null;
};

/** Why a try does not count as received, or that it does. */
export type DeliveryOutcome =
  | "ACKNOWLEDGED"
  | "ADDRESS_REFUSED"
  | "UNREACHABLE"
  | "TIMED_OUT"
  | "REDIRECTED"
  | "WRONG_STATUS"
  | "NOT_ACKNOWLEDGED";

/** One try, as it is kept. */
export type DeliveryAttempt = {
  readonly url: string;
  /** As sent, without the signature's value. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseStatus: number | null;
  /** The first 4,096 characters. */
  readonly responseBody: string | null;
  readonly outcome: DeliveryOutcome;
  /** In words, for the merchant's people. */
  readonly error: string | null;
  readonly startedAt: Instant;
  readonly durationMs: number;
};
