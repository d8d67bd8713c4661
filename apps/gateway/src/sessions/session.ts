import type { CreatePaymentSessionRequest } from "@opencashier/protocol";
import type { Instant, Money } from "../kernel/index.ts";

/**
 * OPEN: the payer may pay until `expiresAt`. CANCELLED: the merchant closed it; final.
 * Expiry is not a state but a comparison with the clock, so no clock has to run for a session to end.
 */
export type SessionStatus = "OPEN" | "CANCELLED";

export type Session = {
  readonly clientId: string;
  /** Ours: 38 characters, sorts by creation. Unique for the merchant. */
  readonly paymentSessionId: string;
  /** The merchant's idempotency key. */
  readonly paymentRequestId: string;
  readonly status: SessionStatus;
  readonly amount: Money;
  /** The request as decoded, without card numbers and verification values. */
  readonly request: CreatePaymentSessionRequest;
  /** Card numbers of the request, sealed; null when it brought none. */
  readonly cardSealed: string | null;
  /** Where notifications go: the request's `paymentNotifyUrl`, else the merchant's own. */
  readonly notifyUrl: string | null;
  /** Ours for the payment; null until somebody pays or cancels. */
  readonly paymentId: string | null;
  readonly expiresAt: Instant;
  /** Offset the merchant wrote its times in, so that ours answer in it. */
  readonly expiryOffsetMinutes: number;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  /** PAY: made by `pay`, for a payer who is sent to the gateway's page or to a wallet. */
  readonly origin: "SESSION" | "PAY";
};

/** A session lives at most this long. Source: Antom, createPaymentSession `paymentSessionExpiryTime`, read 2026-11-22. */
export const sessionLifetimeMsMax = 60 * 60 * 1000;

export const isExpired = (session: Session, now: Instant): boolean => now >= session.expiresAt;

/**
 * `paymentSessionExpiryTime` in the offset its writer chose.
 * Omitted, a session ends one hour after creation; given, it must end after creation and within that hour.
 */
export type SessionEnd = Pick<Session, "expiresAt" | "expiryOffsetMinutes">;
