import { type Db, one } from "../../apps/gateway/src/db/index.ts";

/** The gateway's own sums over one merchant's payments. */
export type PaymentBooks = {
  /** What payers have paid and not got back. Minor units. */
  readonly keptMinor: bigint;
  /** Attempts, captures and refunds without an outcome, and cancellations under way. */
  readonly openCount: number;
};

type Row = {
  readonly kept: bigint;
  readonly attempts: bigint;
  readonly captures: bigint;
  readonly refunds: bigint;
  readonly cancels: bigint;
};

export const readPaymentBooks = (db: Db, clientId: string): Promise<PaymentBooks> =>
  one(db.connection, ({ kept, attempts, captures, refunds, cancels }: Row) => ({
    keptMinor: kept,
    openCount: Number(attempts + captures + refunds + cancels),
  }))`
    select (select cast(coalesce(sum(captured_minor - refunded_minor), 0) as bigint) from payments
             where client_id = ${clientId} and status = 'SUCCESS') as kept,
           (select count(*) from payment_attempts
             where client_id = ${clientId} and status not in ('SUCCEEDED', 'FAILED', 'REVERSED')) as attempts,
           (select count(*) from captures where client_id = ${clientId} and status = 'PROCESSING') as captures,
           (select count(*) from refunds where client_id = ${clientId} and status = 'PROCESSING') as refunds,
           (select count(*) from payments
             where client_id = ${clientId} and cancel_id is not null and status = 'SUCCESS') as cancels`;
