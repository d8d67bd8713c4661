import type { Db } from "../db/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { findSessionByPaymentId, findSessionByRequestId, type Session } from "../sessions/index.ts";
import type { Payment } from "./payment.ts";
import { findPayment, findPaymentByRequestId } from "./payment-store.ts";

export type PaymentReference = { readonly paymentId?: string; readonly paymentRequestId?: string };

/** `paymentId` wins when both are given. Source: Antom, inquiryPayment and cancel, read 2026-11-22. */
export async function findReferencedSession(
  db: Db,
  merchant: Merchant,
  { paymentId, paymentRequestId }: PaymentReference,
): Promise<Session | undefined> {
  if (paymentId !== undefined) return findSessionByPaymentId(db.connection, merchant.clientId, paymentId);
  if (paymentRequestId === undefined) return undefined;
  return findSessionByRequestId(db.connection, merchant.clientId, paymentRequestId);
}

/** The same for what somebody has tried to pay. */
export async function findReferencedPayment(
  db: Db,
  merchant: Merchant,
  { paymentId, paymentRequestId }: PaymentReference,
): Promise<Payment | undefined> {
  if (paymentId !== undefined) return findPayment(db.connection, merchant.clientId, paymentId);
  if (paymentRequestId === undefined) return undefined;
  return findPaymentByRequestId(db.connection, merchant.clientId, paymentRequestId);
}

export const missingOrderMessage = ({ paymentId, paymentRequestId }: PaymentReference): string =>
  paymentId === undefined
    ? `No payment has paymentRequestId "${paymentRequestId ?? ""}".`
    : `No payment has paymentId "${paymentId}".`;
