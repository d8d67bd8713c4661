import { type InquiryPaymentReply, type InquiryPaymentRequest, toResult } from "@opencashier/protocol";
import { failed, type Outcome, succeeded, toAmount, toIsoText } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import type { Session } from "../sessions/index.ts";
import { listCaptures } from "./capture-store.ts";
import type { PaymentDeps } from "./deps.ts";
import { toEcho } from "./echo.ts";
import { findReferencedPayment, findReferencedSession, missingOrderMessage } from "./find-order.ts";
import { identifyingMembers, paidMembers } from "./notification-bodies.ts";
import type { Payment } from "./payment.ts";
import { listRefundsOfPayment } from "./refund-line-store.ts";

type Reply = Omit<InquiryPaymentReply, "result">;
type Transaction = NonNullable<Reply["transactions"]>[number];

/**
 * Tells how a payment stands. `result` S means the call worked; the payment's state is in `paymentStatus`.
 * A session nobody has tried to pay is no payment: ORDER_NOT_EXIST, so that a merchant never reads an open basket as an
 * order.
 * Source: Antom, inquiryPayment, read 2026-11-22.
 */
export async function inquiryPayment(
  deps: PaymentDeps,
  merchant: Merchant,
  request: InquiryPaymentRequest,
): Promise<Outcome<Reply, "ORDER_NOT_EXIST">> {
  const payment = await findReferencedPayment(deps.db, merchant, request);
  if (payment) return succeeded(toReply(payment, await listTransactions(deps, payment)));
  const session = await findReferencedSession(deps.db, merchant, request);
  if (!session) return failed("ORDER_NOT_EXIST", missingOrderMessage(request));
  if (session.status === "OPEN" || session.paymentId === null) {
    return failed("ORDER_NOT_EXIST", "The payment session is open and has not been paid.");
  }
  return succeeded(toCancelledReply(session, session.paymentId));
}

const toReply = (payment: Payment, transactions: readonly Transaction[]): Reply => ({
  paymentStatus: payment.status,
  paymentResultCode: payment.resultCode,
  paymentResultMessage: payment.resultMessage,
  ...identifyingMembers(payment),
  ...paidMembers(payment),
  ...payment.echo,
  ...(transactions.length > 0 && { transactions: [...transactions] }),
});

async function listTransactions(deps: PaymentDeps, payment: Payment): Promise<readonly Transaction[]> {
  const { clientId, paymentId, timeOffsetMinutes: offset } = payment;
  const captures = await listCaptures(deps.db.connection, clientId, paymentId);
  const refunds = await listRefundsOfPayment(deps.db.connection, clientId, paymentId);
  const moves = [
    ...captures.map((capture) => ({
      ...capture,
      transactionId: capture.captureId,
      transactionRequestId: capture.captureRequestId,
      transactionType: "CAPTURE" as const,
    })),
    ...refunds.map((refund) => ({ ...refund, transactionType: "REFUND" as const })),
  ];
  const sorted = moves.toSorted((left, right) => left.createdAt - right.createdAt);
  const lines = sorted.map((move): Transaction => ({
    transactionId: move.transactionId,
    transactionType: move.transactionType,
    transactionStatus: move.status,
    transactionAmount: toAmount(move.amount),
    transactionRequestId: move.transactionRequestId,
    transactionResult: toResult(move.resultCode, move.status === "SUCCESS" ? "success" : move.resultMessage),
    ...(move.finishedAt !== null && { transactionTime: toIsoText(move.finishedAt, offset) }),
  }));
  return [...lines, ...cancelLine(payment)];
}

/** A payment that was cancelled after it was paid shows where its money went. */
function cancelLine(payment: Payment): Transaction[] {
  if (payment.status !== "CANCELLED" || payment.cancelId === null || payment.cancelledAt === null) return [];
  return [
    {
      transactionId: payment.cancelId,
      transactionType: payment.capturedMinor > 0n ? "CANCEL" : "VOID",
      transactionStatus: "SUCCESS",
      transactionAmount: toAmount(payment.amount),
      transactionRequestId: payment.paymentRequestId,
      transactionResult: toResult("SUCCESS", "success"),
      transactionTime: toIsoText(payment.cancelledAt, payment.timeOffsetMinutes),
    },
  ];
}

const toCancelledReply = (session: Session, paymentId: string): Reply => ({
  paymentStatus: "CANCELLED",
  paymentResultCode: "ORDER_IS_CANCELED",
  paymentResultMessage: "The merchant cancelled the order before it was paid.",
  paymentId,
  paymentRequestId: session.paymentRequestId,
  paymentAmount: toAmount(session.amount),
  paymentCreateTime: toIsoText(session.createdAt, session.expiryOffsetMinutes),
  ...toEcho(session.request),
});
