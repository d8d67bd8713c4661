import type { CreatePaymentSessionRequest } from "@opencashier/protocol";
import { execute, insertIgnoringConflicts, maybeOne, type Tx } from "../db/index.ts";
import { assert, type Instant, toInstant } from "../kernel/index.ts";
import type { Session, SessionStatus } from "./session.ts";

const columns = [
  "client_id",
  "payment_session_id",
  "payment_request_id",
  "status",
  "payment_currency",
  "payment_minor",
  "request",
  "card_sealed",
  "notify_url",
  "payment_id",
  "expires_at",
  "expiry_offset_minutes",
  "created_at",
  "closed_at",
  "reference_order_id",
] as const;

/**
 * Inserts sessions in one statement and tells which were new: a session whose `paymentRequestId` the merchant already
 * used is left out, whoever came first, on whichever replica (unique index on client_id, payment_request_id).
 */
export async function insertNewSessions(tx: Tx, sessions: readonly Session[]): Promise<ReadonlySet<string>> {
  const group = { table: "payment_sessions", columns, returning: "payment_session_id" } as const;
  const lockOrder = "payment_request_id";
  return new Set(await insertIgnoringConflicts(tx, { ...group, rows: sessions.map(toRow), lockOrder }));
}

/** The session behind a `pay`; false when the merchant has used its `paymentRequestId` before. */
export async function insertPaySession(tx: Tx, session: Session): Promise<boolean> {
  const row = [...toRow(session), "PAY"];
  const group = { table: "payment_sessions", columns: [...columns, "origin"], rows: [row] } as const;
  return (await insertIgnoringConflicts(tx, { ...group, returning: "payment_session_id" })).length === 1;
}

function toRow(session: Session) {
  assert(session.amount.minor > 0n, "a session asks for a positive amount");
  assert(session.expiresAt > session.createdAt, "a session ends after it begins");
  return [
    session.clientId,
    session.paymentSessionId,
    session.paymentRequestId,
    session.status,
    session.amount.currency,
    session.amount.minor,
    JSON.stringify(session.request),
    session.cardSealed,
    session.notifyUrl,
    session.paymentId,
    session.expiresAt,
    session.expiryOffsetMinutes,
    session.createdAt,
    session.closedAt,
    toSearchable(session.request.order?.referenceOrderId),
  ];
}

/** PostgreSQL's text holds no U+0000: such an id is stored with its request, and found by the session's other ids. */
const toSearchable = (id: string | undefined): string | null => (id === undefined || id.includes("\0") ? null : id);

type Row = {
  readonly client_id: string;
  readonly payment_session_id: string;
  readonly payment_request_id: string;
  readonly status: string;
  readonly payment_currency: string;
  readonly payment_minor: bigint;
  readonly request: string;
  readonly card_sealed: string | null;
  readonly notify_url: string | null;
  readonly payment_id: string | null;
  readonly expires_at: bigint;
  readonly expiry_offset_minutes: bigint;
  readonly created_at: bigint;
  readonly closed_at: bigint | null;
  readonly origin: "SESSION" | "PAY";
};

function toSession(row: Row): Session {
  assert(row.status === "OPEN" || row.status === "CANCELLED", "a stored session is open or cancelled");
  assert((row.closed_at === null) === (row.status === "OPEN"), "only a closed session has a closing time");
  return {
    clientId: row.client_id,
    paymentSessionId: row.payment_session_id,
    paymentRequestId: row.payment_request_id,
    status: row.status satisfies SessionStatus,
    amount: { currency: row.payment_currency, minor: row.payment_minor },
    request: JSON.parse(row.request) as CreatePaymentSessionRequest,
    cardSealed: row.card_sealed,
    notifyUrl: row.notify_url,
    paymentId: row.payment_id,
    expiresAt: toInstant(Number(row.expires_at)),
    expiryOffsetMinutes: Number(row.expiry_offset_minutes),
    createdAt: toInstant(Number(row.created_at)),
    closedAt: row.closed_at === null ? null : toInstant(Number(row.closed_at)),
    origin: row.origin,
  };
}

export const findSessionByRequestId = (
  tx: Tx,
  clientId: string,
  paymentRequestId: string,
): Promise<Session | undefined> =>
  maybeOne(tx, toSession)`
    select client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor, request,
           card_sealed, notify_url, payment_id, expires_at, expiry_offset_minutes, created_at, closed_at, origin
      from payment_sessions
     where client_id = ${clientId} and payment_request_id = ${paymentRequestId}`;

export const findSessionByPaymentId = (tx: Tx, clientId: string, paymentId: string): Promise<Session | undefined> =>
  maybeOne(tx, toSession)`
    select client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor, request,
           card_sealed, notify_url, payment_id, expires_at, expiry_offset_minutes, created_at, closed_at, origin
      from payment_sessions
     where client_id = ${clientId} and payment_id = ${paymentId}`;

export type SessionCancellation = {
  readonly clientId: string;
  readonly paymentSessionId: string;
  readonly paymentId: string;
  readonly closedAt: Instant;
};

/** Moves a session that nobody has tried to pay to CANCELLED. False when somebody closed it or submitted first. */
export async function cancelOpenSession(tx: Tx, cancellation: SessionCancellation): Promise<boolean> {
  const { clientId, paymentSessionId, paymentId, closedAt } = cancellation;
  const changed = await execute(tx)`
    update payment_sessions set status = 'CANCELLED', payment_id = ${paymentId}, closed_at = ${closedAt}
     where client_id = ${clientId} and payment_session_id = ${paymentSessionId} and status = 'OPEN'
       and payment_id is null`;
  assert(changed <= 1, "a session id names one session");
  return changed === 1;
}

export type SessionClaim = {
  readonly clientId: string;
  readonly paymentSessionId: string;
  readonly paymentId: string;
  readonly now: Instant;
};

/** Gives an open session its payment. False when it has one, was cancelled, or has expired. */
export async function claimSessionForPayment(tx: Tx, claim: SessionClaim): Promise<boolean> {
  const changed = await execute(tx)`
    update payment_sessions set payment_id = ${claim.paymentId}
     where client_id = ${claim.clientId} and payment_session_id = ${claim.paymentSessionId} and status = 'OPEN'
       and payment_id is null and expires_at > ${claim.now}`;
  return changed === 1;
}

export const findSession = (tx: Tx, clientId: string, paymentSessionId: string): Promise<Session | undefined> =>
  maybeOne(tx, toSession)`
    select client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor, request,
           card_sealed, notify_url, payment_id, expires_at, expiry_offset_minutes, created_at, closed_at, origin
      from payment_sessions
     where client_id = ${clientId} and payment_session_id = ${paymentSessionId}`;
