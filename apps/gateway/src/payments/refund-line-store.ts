import type { ResultCode } from "@opencashier/protocol";
import { many, type Tx } from "../db/index.ts";
import { type Instant, type Money, toInstant } from "../kernel/index.ts";
import type { MoneyMoveStatus } from "./state.ts";

/** A refund as inquiryPayment lists it. The refunds themselves live a layer above. */
export type RefundLine = {
  readonly transactionId: string;
  readonly transactionRequestId: string;
  readonly status: MoneyMoveStatus;
  readonly amount: Money;
  readonly resultCode: ResultCode;
  readonly resultMessage: string;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
};

type Row = {
  readonly refund_id: string;
  readonly refund_request_id: string;
  readonly status: MoneyMoveStatus;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly result_code: string;
  readonly result_message: string;
  readonly created_at: bigint;
  readonly finished_at: bigint | null;
};

const toLine = (row: Row): RefundLine => ({
  transactionId: row.refund_id,
  transactionRequestId: row.refund_request_id,
  status: row.status,
  amount: { currency: row.currency, minor: row.amount_minor },
  resultCode: row.result_code as ResultCode,
  resultMessage: row.result_message,
  createdAt: toInstant(Number(row.created_at)),
  finishedAt: row.finished_at === null ? null : toInstant(Number(row.finished_at)),
});

/** In the order they were asked for. */
export const listRefundsOfPayment = (tx: Tx, clientId: string, paymentId: string): Promise<RefundLine[]> =>
  many(tx, toLine)`
    select refund_id, refund_request_id, status, currency, amount_minor, result_code, result_message, created_at,
           finished_at
      from refunds where client_id = ${clientId} and payment_id = ${paymentId} order by created_at, refund_id`;
