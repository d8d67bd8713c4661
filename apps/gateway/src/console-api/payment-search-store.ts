import { many, maybeOne, sql, type SqlPiece, type Tx } from "../db/index.ts";
import { type Instant, toInstant } from "../kernel/index.ts";

/** One payment session with the payment it became, if any. */
export type FoundPayment = {
  readonly paymentSessionId: string;
  readonly paymentRequestId: string;
  readonly paymentId: string | null;
  readonly sessionStatus: "OPEN" | "CANCELLED";
  readonly status: "PROCESSING" | "PENDING" | "SUCCESS" | "FAIL" | "CANCELLED" | null;
  readonly resultCode: string | null;
  readonly paymentMethodType: string | null;
  readonly currency: string;
  readonly minor: bigint;
  readonly refundedMinor: bigint;
  readonly createdAt: Instant;
};

type Row = {
  readonly payment_session_id: string;
  readonly payment_request_id: string;
  readonly payment_id: string | null;
  readonly session_status: "OPEN" | "CANCELLED";
  readonly status: FoundPayment["status"];
  readonly result_code: string | null;
  readonly payment_method_type: string | null;
  readonly payment_currency: string;
  readonly payment_minor: bigint;
  readonly refunded_minor: bigint | null;
  readonly created_at: bigint;
};

const toFound = (row: Row): FoundPayment => ({
  paymentSessionId: row.payment_session_id,
  paymentRequestId: row.payment_request_id,
  paymentId: row.payment_id,
  sessionStatus: row.session_status,
  status: row.status,
  resultCode: row.result_code,
  paymentMethodType: row.payment_method_type,
  currency: row.payment_currency,
  minor: row.payment_minor,
  refundedMinor: row.refunded_minor ?? 0n,
  createdAt: toInstant(Number(row.created_at)),
});

const columns = sql`s.payment_session_id, s.payment_request_id, s.payment_id, s.status as session_status, p.status, p.result_code,
  p.payment_method_type, s.payment_currency, s.payment_minor, p.refunded_minor, s.created_at`;

const andPayment = sql`left join payments p on p.client_id = s.client_id and p.payment_session_id = s.payment_session_id`;

export type PaymentFilter = {
  readonly clientId: string;
  /** Session ids sort by creation, so the page goes on below this one. */
  readonly before: string;
  readonly countMax: number;
  /** OPEN: no payment yet. */
  readonly status?: string | undefined;
  readonly paymentMethodType?: string | undefined;
  readonly currency?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
};

/** Newest first. */
export const listFoundPayments = (tx: Tx, filter: PaymentFilter): Promise<FoundPayment[]> =>
  isAboutPayments(filter) ? listByPayment(tx, filter) : listBySession(tx, filter);

/** Then the index on how payments stand leads; else the sessions' own key. */
const isAboutPayments = ({ status, paymentMethodType }: PaymentFilter): boolean =>
  (status !== undefined && status !== "OPEN") || paymentMethodType !== undefined;

const listByPayment = (tx: Tx, filter: PaymentFilter): Promise<FoundPayment[]> =>
  many(tx, toFound)`
    select ${columns} from payments p join payment_sessions s
        on s.client_id = p.client_id and s.payment_session_id = p.payment_session_id
     where p.client_id = ${filter.clientId} and p.payment_session_id < ${filter.before}
       ${when(filter.status, (status) => sql`and p.status = ${status}`)}
       ${when(filter.paymentMethodType, (type) => sql`and p.payment_method_type = ${type}`)}
       ${conditions(filter)}
     order by p.payment_session_id desc limit ${filter.countMax}`;

const listBySession = (tx: Tx, filter: PaymentFilter): Promise<FoundPayment[]> =>
  many(tx, toFound)`
    select ${columns} from payment_sessions s ${andPayment}
     where s.client_id = ${filter.clientId} and s.payment_session_id < ${filter.before}
       ${when(filter.status, () => sql`and p.payment_id is null and s.status = 'OPEN'`)}
       ${conditions(filter)}
     order by s.payment_session_id desc limit ${filter.countMax}`;

const conditions = ({ currency, from, to }: PaymentFilter): SqlPiece => sql`
  ${when(currency, (code) => sql`and s.payment_currency = ${code}`)}
  ${when(from, (at) => sql`and s.created_at >= ${at}`)}
  ${when(to, (at) => sql`and s.created_at < ${at}`)}`;

const when = <Value>(value: Value | undefined, condition: (value: Value) => SqlPiece): SqlPiece =>
  value === undefined ? sql`` : condition(value);

/** Whatever has this id: session, request, payment, capture or refund. Each part is a look into a unique index. */
export const findByAnyId = (tx: Tx, clientId: string, id: string): Promise<FoundPayment[]> =>
  many(tx, toFound)`
    with named (payment_session_id) as (
      select payment_session_id from payment_sessions where client_id = ${clientId} and payment_session_id = ${id}
      union select payment_session_id from payment_sessions where client_id = ${clientId} and payment_request_id = ${id}
      union select payment_session_id from payment_sessions where client_id = ${clientId} and payment_id = ${id}
      union select payment_session_id from payments where client_id = ${clientId} and payment_id = ${id}
      union select p.payment_session_id from captures c join payments p on p.client_id = c.client_id and p.payment_id = c.payment_id
             where c.client_id = ${clientId} and c.capture_id = ${id}
      union select p.payment_session_id from captures c join payments p on p.client_id = c.client_id and p.payment_id = c.payment_id
             where c.client_id = ${clientId} and c.capture_request_id = ${id}
      union select p.payment_session_id from refunds r join payments p on p.client_id = r.client_id and p.payment_id = r.payment_id
             where r.client_id = ${clientId} and r.refund_id = ${id}
      union select p.payment_session_id from refunds r join payments p on p.client_id = r.client_id and p.payment_id = r.payment_id
             where r.client_id = ${clientId} and r.refund_request_id = ${id}
    )
    select ${columns} from named n
      join payment_sessions s on s.client_id = ${clientId} and s.payment_session_id = n.payment_session_id ${andPayment}
     order by s.payment_session_id desc`;

export const findFoundPayment = (
  tx: Tx,
  clientId: string,
  paymentSessionId: string,
): Promise<FoundPayment | undefined> =>
  maybeOne(tx, toFound)`
    select ${columns} from payment_sessions s ${andPayment} where s.client_id = ${clientId} and s.payment_session_id = ${paymentSessionId}`;
