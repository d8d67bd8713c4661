import type { ResultCode } from "@opencashier/protocol";
import { execute, forUpdateSkipLocked, insertIgnoringConflicts, many, maybeOne, sql, type Tx } from "../db/index.ts";
import { addMs, assert, assertTransition, type Instant, type Money, toInstant } from "../kernel/index.ts";
import type { Claim } from "./claim.ts";
import { captureLifeCycle, type MoneyMoveStatus } from "./state.ts";

export type Capture = {
  readonly clientId: string;
  /** Ours, and the acquirer's `operationId`. */
  readonly captureId: string;
  /** The merchant's idempotency key. */
  readonly captureRequestId: string;
  readonly paymentId: string;
  readonly status: MoneyMoveStatus;
  readonly amount: Money;
  readonly isLast: boolean;
  readonly resultCode: ResultCode;
  readonly resultMessage: string;
  readonly acquirerReference: string | null;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
  readonly inquiryCount: number;
};

const columns = [
  "client_id",
  "capture_id",
  "capture_request_id",
  "payment_id",
  "status",
  "currency",
  "amount_minor",
  "is_last",
  "result_code",
  "result_message",
  "created_at",
  "inquire_at",
] as const;

/** False when the merchant has used this `captureRequestId` before. */
export async function insertCapture(tx: Tx, capture: Capture, inquireAt: Instant): Promise<boolean> {
  assert(capture.status === "PROCESSING" && capture.amount.minor > 0n, "a capture begins open, with an amount");
  const row = [
    capture.clientId,
    capture.captureId,
    capture.captureRequestId,
    capture.paymentId,
    capture.status,
    capture.amount.currency,
    capture.amount.minor,
    capture.isLast ? 1 : 0,
    capture.resultCode,
    capture.resultMessage,
    capture.createdAt,
    inquireAt,
  ];
  const group = { table: "captures", columns, rows: [row], returning: "capture_id" } as const;
  return (await insertIgnoringConflicts(tx, group)).length === 1;
}

const selected = sql`client_id, capture_id, capture_request_id, payment_id, status, currency, amount_minor, is_last,
  result_code, result_message, acquirer_reference, created_at, finished_at, inquiry_count`;

type Row = {
  readonly client_id: string;
  readonly capture_id: string;
  readonly capture_request_id: string;
  readonly payment_id: string;
  readonly status: MoneyMoveStatus;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly is_last: bigint;
  readonly result_code: string;
  readonly result_message: string;
  readonly acquirer_reference: string | null;
  readonly created_at: bigint;
  readonly finished_at: bigint | null;
  readonly inquiry_count: bigint;
};

const toCapture = (row: Row): Capture => ({
  clientId: row.client_id,
  captureId: row.capture_id,
  captureRequestId: row.capture_request_id,
  paymentId: row.payment_id,
  status: row.status,
  amount: { currency: row.currency, minor: row.amount_minor },
  isLast: row.is_last === 1n,
  resultCode: row.result_code as ResultCode,
  resultMessage: row.result_message,
  acquirerReference: row.acquirer_reference,
  createdAt: toInstant(Number(row.created_at)),
  finishedAt: row.finished_at === null ? null : toInstant(Number(row.finished_at)),
  inquiryCount: Number(row.inquiry_count),
});

export const findCapture = (tx: Tx, clientId: string, captureId: string): Promise<Capture | undefined> =>
  maybeOne(tx, toCapture)`select ${selected} from captures where client_id = ${clientId} and capture_id = ${captureId}`;

export const findCaptureByRequestId = (
  tx: Tx,
  clientId: string,
  captureRequestId: string,
): Promise<Capture | undefined> =>
  maybeOne(tx, toCapture)`
    select ${selected} from captures where client_id = ${clientId} and capture_request_id = ${captureRequestId}`;

/** In the order they were asked for. */
export const listCaptures = (tx: Tx, clientId: string, paymentId: string): Promise<Capture[]> =>
  many(tx, toCapture)`
    select ${selected} from captures where client_id = ${clientId} and payment_id = ${paymentId}
     order by created_at, capture_id`;

export type CaptureEnd = {
  readonly status: "SUCCESS" | "FAIL";
  readonly resultCode: ResultCode;
  readonly resultMessage: string;
  readonly acquirerReference: string | null;
  readonly finishedAt: Instant;
};

/** Ends an open capture; false when another worker has ended it already. */
export async function finishCapture(tx: Tx, capture: Capture, end: CaptureEnd): Promise<boolean> {
  assertTransition(captureLifeCycle.table, capture.status, end.status);
  const changed = await execute(tx)`
    update captures
       set status = ${end.status}, result_code = ${end.resultCode}, result_message = ${end.resultMessage},
           acquirer_reference = ${end.acquirerReference}, finished_at = ${end.finishedAt}, inquire_at = null
     where client_id = ${capture.clientId} and capture_id = ${capture.captureId} and status = 'PROCESSING'`;
  return changed === 1;
}

/** Claims open captures whose answer is overdue, longest first. */
export const claimOverdueCaptures = (tx: Tx, { now, leaseMs, countMax }: Claim): Promise<Capture[]> =>
  many(tx, toCapture)`
    update captures set inquire_at = ${addMs(now, leaseMs)}, inquiry_count = inquiry_count + 1
     where (client_id, capture_id) in
           (select client_id, capture_id from captures
             where inquire_at <= ${now} order by inquire_at limit ${countMax} ${forUpdateSkipLocked(tx)})
    returning ${selected}`;

/** Sets the next inquiry of a capture that is still open. */
export const askCaptureAgainAt = async (tx: Tx, capture: Capture, inquireAt: Instant): Promise<void> => {
  await execute(tx)`
    update captures set inquire_at = ${inquireAt}
     where client_id = ${capture.clientId} and capture_id = ${capture.captureId} and status = 'PROCESSING'`;
};
