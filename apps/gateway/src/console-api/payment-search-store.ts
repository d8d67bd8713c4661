import { many, maybeOne, sql, type SqlPiece, type Tx } from "../db/index.ts";
import { type Instant, sortableIdFloor, toInstant } from "../kernel/index.ts";

/** One payment session with the payment it became, if any. */
export type FoundPayment = {
  readonly paymentSessionId: string;
  readonly paymentRequestId: string;
  readonly paymentId: string | null;
  readonly sessionStatus: "OPEN" | "CANCELLED";
  readonly status: "PROCESSING" | "PENDING" | "SUCCESS" | "FAIL" | "CANCELLED" | null;
  readonly resultCode: string | null;
  readonly paymentMethodType: string | null;
  readonly referenceOrderId: string | null;
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
  readonly reference_order_id: string | null;
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
  referenceOrderId: row.reference_order_id,
  currency: row.payment_currency,
  minor: row.payment_minor,
  refundedMinor: row.refunded_minor ?? 0n,
  createdAt: toInstant(Number(row.created_at)),
});

const columns = sql`s.payment_session_id, s.payment_request_id, s.payment_id, s.status as session_status, p.status, p.result_code,
  p.payment_method_type, s.reference_order_id, s.payment_currency, s.payment_minor, p.refunded_minor, s.created_at`;

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
  /** Exclusive. */
  readonly to?: Instant | undefined;
  /** How many rows one question looks through; 20,000 unless told. */
  readonly lookedMax?: number;
};

export type FoundPage = {
  /** Newest first. */
  readonly rows: readonly FoundPayment[];
  /** Where the look ended before the page was full: older ones were not looked through. */
  readonly lookedTo?: { readonly paymentSessionId: string; readonly at: Instant };
};

/**
 * One page. Times are a range of session ids, which every index here ends with. What no index narrows is looked through in the
 * order of the page and up to a number of rows: a combination that is rare among millions is answered in pieces, each of them
 * soon, rather than in one that takes seconds.
 */
export async function findPaymentPage(tx: Tx, filter: PaymentFilter): Promise<FoundPage> {
  const { table, looked, rest } = planSearch(filter);
  const { lookedMax = 20_000 } = filter;
  const inRange = sql`client_id = ${filter.clientId} and payment_session_id < ${toUpperBound(filter)}
    and payment_session_id >= ${filter.from === undefined ? "" : sortableIdFloor("PS", filter.from)} ${looked}`;
  // Without a further condition the page is what the index gives; with one, the look must end somewhere.
  const newestFirst = sql`order by payment_session_id desc`;
  const looks = rest ? lookedMax : filter.countMax;
  const through = sql`select ${tableColumns[table]} from ${sql.table(table)} where ${inRange} ${newestFirst} limit ${looks}`;
  // The other table is joined to what was found, not to what was looked through.
  const page = rest
    ? sql`select ${tableColumns[table]} from (${through}) t where ${rest} ${newestFirst} limit ${filter.countMax}`
    : through;
  const joined =
    table === "payments"
      ? sql`(${page}) p join payment_sessions s on s.client_id = p.client_id and s.payment_session_id = p.payment_session_id`
      : sql`(${page}) s ${andPayment}`;
  const rows = await many(tx, toFound)`select ${columns} from ${joined} order by s.payment_session_id desc`;
  if (!rest || rows.length === filter.countMax) return { rows };
  const last = await maybeOne(tx, toLookedTo)`
    select payment_session_id, created_at from ${sql.table(table)} where ${inRange}
     order by payment_session_id desc limit 1 offset ${lookedMax - 1}`;
  return { rows, ...(last && { lookedTo: last }) };
}

/** What is found of each table before the other one is joined to it. */
const tableColumns = {
  payments: sql`client_id, payment_session_id, status, result_code, payment_method_type, currency, refunded_minor`,
  payment_sessions: sql`client_id, payment_session_id, payment_request_id, payment_id, status, reference_order_id,
    payment_currency, payment_minor, created_at`,
} as const;

const toLookedTo = (row: Pick<Row, "payment_session_id" | "created_at">) => ({
  paymentSessionId: row.payment_session_id,
  at: toInstant(Number(row.created_at)),
});

type Plan = {
  readonly table: "payments" | "payment_sessions";
  /** What an index of the table narrows, after the account. */
  readonly looked: SqlPiece;
  /** What is left to be looked at row by row, in the same table. */
  readonly rest: SqlPiece | undefined;
};

function planSearch({ status, paymentMethodType, currency }: PaymentFilter): Plan {
  if (status === "OPEN" || (status === undefined && paymentMethodType === undefined)) {
    // Nobody has chosen a method for a session that nobody has tried to pay.
    if (paymentMethodType !== undefined) return { table: "payment_sessions", looked: sql`and false`, rest: undefined };
    const isOpen = status === "OPEN" ? sql`payment_id is null and status = 'OPEN'` : undefined;
    const inCurrency = currency === undefined ? undefined : sql`payment_currency = ${currency}`;
    return { table: "payment_sessions", looked: sql``, rest: both(isOpen, inCurrency) };
  }
  const inCurrency = currency === undefined ? undefined : sql`currency = ${currency}`;
  const hasStatus = status === undefined ? undefined : sql`status = ${status}`;
  const byMethod = paymentMethodType === undefined ? undefined : sql`payment_method_type = ${paymentMethodType}`;
  // Most payments succeed, so a method narrows more than success does, and any other status more than a method.
  const leads = byMethod && (!hasStatus || status === "SUCCESS") ? byMethod : hasStatus;
  const other = leads === byMethod ? hasStatus : byMethod;
  return { table: "payments", looked: sql`and ${leads ?? sql`true`}`, rest: both(other, inCurrency) };
}

const both = (one: SqlPiece | undefined, other: SqlPiece | undefined): SqlPiece | undefined =>
  one && other ? sql`${one} and ${other}` : (one ?? other);

const toUpperBound = ({ before, to }: PaymentFilter): string => {
  const end = to === undefined ? before : sortableIdFloor("PS", to);
  return end < before ? end : before;
};

/** Sessions of one order that are shown: somebody may give all of them the same id. */
const ordersMax = 100;

/** Whatever has this id: session, request, payment, capture, refund or the merchant's order. Each part is a look into a unique index. */
export const findByAnyId = (tx: Tx, clientId: string, id: string): Promise<FoundPayment[]> =>
  many(tx, toFound)`
    with named (payment_session_id) as (
      select payment_session_id from payment_sessions where client_id = ${clientId} and payment_session_id = ${id}
      union select payment_session_id from payment_sessions where client_id = ${clientId} and payment_request_id = ${id}
      union select payment_session_id from payment_sessions where client_id = ${clientId} and payment_id = ${id}
      union select payment_session_id from payments where client_id = ${clientId} and payment_id = ${id}
      union select payment_session_id from (
        select payment_session_id from payment_sessions where client_id = ${clientId} and reference_order_id = ${id}
         order by payment_session_id desc limit ${ordersMax}) o
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
