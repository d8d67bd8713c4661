import type { ResultCode } from "@opencashier/protocol";
import {
  execute,
  forUpdate,
  forUpdateSkipLocked,
  insertIgnoringConflicts,
  many,
  maybeOne,
  sql,
  type Tx,
} from "../db/index.ts";
import { addMs, assert, assertTransition, type Instant, toInstant } from "../kernel/index.ts";
import type { Claim } from "./claim.ts";
import type { Payment, PaymentStatus } from "./payment.ts";
import { paymentLifeCycle } from "./state.ts";

const insertColumns = [
  "client_id",
  "payment_id",
  "payment_session_id",
  "payment_request_id",
  "status",
  "result_code",
  "result_message",
  "currency",
  "amount_minor",
  "capture_mode",
  "payment_method_type",
  "notify_url",
  "echo",
  "time_offset_minutes",
  "created_at",
  "expires_at",
  "due_at",
] as const;

/** False when the session already has a payment: two first submits at once, the other was first. */
export async function insertPayment(tx: Tx, payment: Payment): Promise<boolean> {
  assert(payment.status === "PROCESSING" && payment.amount.minor > 0n, "a payment begins unpaid, with an amount");
  const row = [
    payment.clientId,
    payment.paymentId,
    payment.paymentSessionId,
    payment.paymentRequestId,
    payment.status,
    payment.resultCode,
    payment.resultMessage,
    payment.amount.currency,
    payment.amount.minor,
    payment.captureMode,
    payment.paymentMethodType,
    payment.notifyUrl,
    payment.echo === null ? null : JSON.stringify(payment.echo),
    payment.timeOffsetMinutes,
    payment.createdAt,
    payment.expiresAt,
    payment.expiresAt,
  ];
  const group = { table: "payments", columns: insertColumns, rows: [row], returning: "payment_id" } as const;
  return (await insertIgnoringConflicts(tx, group)).length === 1;
}

const selected = sql`client_id, payment_id, payment_session_id, payment_request_id, status, result_code, result_message,
  currency, amount_minor, capture_mode, payment_method_type, winning_attempt_id, authorized_minor, captured_minor,
  capturing_minor, refunded_minor, refunding_minor, cancel_id, notify_url, details, echo, time_offset_minutes, created_at,
  paid_at, cancelled_at, expires_at, auth_expires_at`;

type Row = {
  readonly client_id: string;
  readonly payment_id: string;
  readonly payment_session_id: string;
  readonly payment_request_id: string;
  readonly status: PaymentStatus;
  readonly result_code: string;
  readonly result_message: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly capture_mode: "AUTOMATIC" | "MANUAL";
  readonly payment_method_type: string | null;
  readonly winning_attempt_id: string | null;
  readonly authorized_minor: bigint;
  readonly captured_minor: bigint;
  readonly capturing_minor: bigint;
  readonly refunded_minor: bigint;
  readonly refunding_minor: bigint;
  readonly cancel_id: string | null;
  readonly notify_url: string | null;
  readonly details: string | null;
  readonly echo: string | null;
  readonly time_offset_minutes: bigint;
  readonly created_at: bigint;
  readonly paid_at: bigint | null;
  readonly cancelled_at: bigint | null;
  readonly expires_at: bigint;
  readonly auth_expires_at: bigint | null;
};

const toInstantOrNull = (value: bigint | null): Instant | null => (value === null ? null : toInstant(Number(value)));

function toPayment(row: Row): Payment {
  assert(row.refunded_minor + row.refunding_minor <= row.captured_minor, "no more is refunded than was captured");
  assert(row.captured_minor + row.capturing_minor <= row.authorized_minor, "no more is captured than was authorized");
  return {
    clientId: row.client_id,
    paymentId: row.payment_id,
    paymentSessionId: row.payment_session_id,
    paymentRequestId: row.payment_request_id,
    status: row.status,
    resultCode: row.result_code as ResultCode,
    resultMessage: row.result_message,
    amount: { currency: row.currency, minor: row.amount_minor },
    captureMode: row.capture_mode,
    paymentMethodType: row.payment_method_type,
    winningAttemptId: row.winning_attempt_id,
    authorizedMinor: row.authorized_minor,
    capturedMinor: row.captured_minor,
    capturingMinor: row.capturing_minor,
    refundedMinor: row.refunded_minor,
    refundingMinor: row.refunding_minor,
    cancelId: row.cancel_id,
    notifyUrl: row.notify_url,
    details: row.details === null ? null : (JSON.parse(row.details) as Payment["details"]),
    echo: row.echo === null ? null : (JSON.parse(row.echo) as Payment["echo"]),
    timeOffsetMinutes: Number(row.time_offset_minutes),
    createdAt: toInstant(Number(row.created_at)),
    paidAt: toInstantOrNull(row.paid_at),
    cancelledAt: toInstantOrNull(row.cancelled_at),
    expiresAt: toInstant(Number(row.expires_at)),
    authExpiresAt: toInstantOrNull(row.auth_expires_at),
  };
}

export const findPayment = (tx: Tx, clientId: string, paymentId: string): Promise<Payment | undefined> =>
  maybeOne(tx, toPayment)`select ${selected} from payments where client_id = ${clientId} and payment_id = ${paymentId}`;

/** Reads a payment and holds it until the transaction ends: whoever decides about a payment does so one after another. */
export const lockPayment = (tx: Tx, clientId: string, paymentId: string): Promise<Payment | undefined> =>
  maybeOne(tx, toPayment)`
    select ${selected} from payments where client_id = ${clientId} and payment_id = ${paymentId} ${forUpdate(tx)}`;

export const findPaymentByRequestId = (
  tx: Tx,
  clientId: string,
  paymentRequestId: string,
): Promise<Payment | undefined> =>
  maybeOne(tx, toPayment)`
    select ${selected} from payments where client_id = ${clientId} and payment_request_id = ${paymentRequestId}`;

export const findPaymentOfSession = (
  tx: Tx,
  clientId: string,
  paymentSessionId: string,
): Promise<Payment | undefined> =>
  maybeOne(tx, toPayment)`
    select ${selected} from payments where client_id = ${clientId} and payment_session_id = ${paymentSessionId}`;

type PaymentKey = Pick<Payment, "clientId" | "paymentId">;

/** What the latest attempt makes of an open payment. */
export type LatestAttempt = { readonly paymentMethodType: string; readonly expiresAt: Instant };

export const noteAttempt = async (tx: Tx, payment: PaymentKey, latest: LatestAttempt): Promise<void> => {
  const changed = await execute(tx)`
    update payments
       set payment_method_type = ${latest.paymentMethodType}, expires_at = ${latest.expiresAt}, due_at = ${latest.expiresAt}
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status = 'PROCESSING'`;
  assert(changed === 1, "only an open payment is attempted");
};

/** Moves the end of an open payment. */
export const setUnpaidEnd = async (tx: Tx, payment: PaymentKey, expiresAt: Instant): Promise<void> => {
  await execute(tx)`
    update payments set expires_at = ${expiresAt}, due_at = ${expiresAt}
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status = 'PROCESSING'`;
};

export type PaymentSuccess = {
  readonly winningAttemptId: string;
  readonly paymentMethodType: string;
  readonly captureMode: Payment["captureMode"];
  readonly details: Payment["details"];
  readonly paidAt: Instant;
  /** MANUAL: when the authorization is given back by itself; null with AUTOMATIC. */
  readonly authExpiresAt: Instant | null;
};

/** Moves an unpaid payment to SUCCESS; false when it was decided before. AUTOMATIC captures at once. */
export async function markPaid(tx: Tx, payment: Payment, success: PaymentSuccess): Promise<boolean> {
  assertTransition(paymentLifeCycle.table, payment.status, "SUCCESS");
  const captured = success.captureMode === "AUTOMATIC" ? payment.amount.minor : 0n;
  const changed = await execute(tx)`
    update payments
       set status = 'SUCCESS', result_code = 'SUCCESS', result_message = 'success', authorized_minor = amount_minor,
           capture_mode = ${success.captureMode}, captured_minor = ${captured},
           winning_attempt_id = ${success.winningAttemptId}, payment_method_type = ${success.paymentMethodType},
           details = ${toJson(success.details)}, paid_at = ${success.paidAt},
           auth_expires_at = ${success.authExpiresAt}, due_at = ${success.authExpiresAt}
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status = ${payment.status}`;
  return changed === 1;
}

const toJson = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

export type PaymentEnd = { readonly resultCode: ResultCode; readonly resultMessage: string };

/** The channel will confirm later: the payment stays open until `expiresAt`. False when it was decided before. */
export async function markPending(tx: Tx, payment: PaymentKey, expiresAt: Instant, end: PaymentEnd): Promise<boolean> {
  const changed = await execute(tx)`
    update payments
       set status = 'PENDING', result_code = ${end.resultCode}, result_message = ${end.resultMessage},
           expires_at = ${expiresAt}, due_at = ${expiresAt}
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status = 'PROCESSING'`;
  return changed === 1;
}

/** Closes an unpaid payment; false when it was decided before. */
export async function markFailed(
  tx: Tx,
  payment: PaymentKey,
  end: PaymentEnd & Pick<Payment, "details">,
): Promise<boolean> {
  const changed = await execute(tx)`
    update payments
       set status = 'FAIL', result_code = ${end.resultCode}, result_message = ${end.resultMessage},
           details = ${toJson(end.details)}, due_at = null
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status in ('PROCESSING', 'PENDING')`;
  return changed === 1;
}

/** Cancels an unpaid payment; false when it was decided before. */
export async function markCancelled(
  tx: Tx,
  payment: PaymentKey,
  end: PaymentEnd & { readonly at: Instant },
): Promise<boolean> {
  const changed = await execute(tx)`
    update payments
       set status = 'CANCELLED', result_code = ${end.resultCode}, result_message = ${end.resultMessage},
           cancelled_at = ${end.at}, due_at = null
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status in ('PROCESSING', 'PENDING')`;
  return changed === 1;
}

/** Claims payments to which something is due by the clock, longest due first; nobody else sees them within the lease. */
export const claimDuePayments = (tx: Tx, { now, leaseMs, countMax }: Claim): Promise<Payment[]> =>
  many(tx, toPayment)`
    update payments set due_at = ${addMs(now, leaseMs)}
     where (client_id, payment_id) in
           (select client_id, payment_id from payments
             where due_at <= ${now} order by due_at limit ${countMax} ${forUpdateSkipLocked(tx)})
    returning ${selected}`;

/** Nothing more happens to this payment by itself. */
export const clearDue = async (tx: Tx, payment: PaymentKey): Promise<void> => {
  await execute(tx)`
    update payments set due_at = null where client_id = ${payment.clientId} and payment_id = ${payment.paymentId}`;
};
