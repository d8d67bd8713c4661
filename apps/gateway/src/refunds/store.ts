import type { ResultCode } from "@opencashier/protocol";
import { execute, forUpdateSkipLocked, insertIgnoringConflicts, many, maybeOne, sql, type Tx } from "../db/index.ts";
import { addMs, assert, type Instant, toInstant } from "../kernel/index.ts";
import type { Refund, RefundStatus } from "./refund.ts";

const columns = [
  "client_id",
  "refund_id",
  "refund_request_id",
  "payment_id",
  "status",
  "currency",
  "amount_minor",
  "result_code",
  "result_message",
  "reference_refund_id",
  "refund_reason",
  "notify_url",
  "metadata",
  "customized_info",
  "created_at",
  "inquire_at",
] as const;

/** False when the merchant has used this `refundRequestId` before. @param inquireAt when the job runner takes over. */
export async function insertRefund(tx: Tx, refund: Refund, inquireAt: Instant): Promise<boolean> {
  assert(refund.status === "PROCESSING" && refund.amount.minor > 0n, "a refund begins open, with a positive amount");
  const row = [
    refund.clientId,
    refund.refundId,
    refund.refundRequestId,
    refund.paymentId,
    refund.status,
    refund.amount.currency,
    refund.amount.minor,
    refund.resultCode,
    refund.resultMessage,
    refund.referenceRefundId,
    refund.refundReason,
    refund.notifyUrl,
    refund.metadata,
    refund.customizedInfo && JSON.stringify(refund.customizedInfo),
    refund.createdAt,
    inquireAt,
  ];
  const inserted = await insertIgnoringConflicts(tx, {
    table: "refunds",
    columns,
    rows: [row],
    returning: "refund_id",
  });
  return inserted.length === 1;
}

type Row = {
  readonly client_id: string;
  readonly refund_id: string;
  readonly refund_request_id: string;
  readonly payment_id: string;
  readonly status: RefundStatus;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly result_code: string;
  readonly result_message: string;
  readonly reference_refund_id: string | null;
  readonly refund_reason: string | null;
  readonly notify_url: string | null;
  readonly metadata: string | null;
  readonly customized_info: string | null;
  readonly acquirer_reference: string | null;
  readonly created_at: bigint;
  readonly finished_at: bigint | null;
  readonly inquiry_count: bigint;
};

function toRefund(row: Row): Refund {
  assert((row.status === "PROCESSING") === (row.finished_at === null), "a refund is over when it says so");
  return {
    clientId: row.client_id,
    refundId: row.refund_id,
    refundRequestId: row.refund_request_id,
    paymentId: row.payment_id,
    status: row.status,
    amount: { currency: row.currency, minor: row.amount_minor },
    resultCode: row.result_code as ResultCode,
    resultMessage: row.result_message,
    referenceRefundId: row.reference_refund_id,
    refundReason: row.refund_reason,
    notifyUrl: row.notify_url,
    metadata: row.metadata,
    customizedInfo: row.customized_info === null ? null : (JSON.parse(row.customized_info) as object),
    acquirerReference: row.acquirer_reference,
    createdAt: toInstant(Number(row.created_at)),
    finishedAt: row.finished_at === null ? null : toInstant(Number(row.finished_at)),
    inquiryCount: Number(row.inquiry_count),
  };
}

const selected = sql`client_id, refund_id, refund_request_id, payment_id, status, currency, amount_minor, result_code,
  result_message, reference_refund_id, refund_reason, notify_url, metadata, customized_info, acquirer_reference, created_at, finished_at,
  inquiry_count`;

export const findRefundByRequestId = (tx: Tx, clientId: string, refundRequestId: string): Promise<Refund | undefined> =>
  maybeOne(tx, toRefund)`
    select ${selected} from refunds where client_id = ${clientId} and refund_request_id = ${refundRequestId}`;

export const findRefund = (tx: Tx, clientId: string, refundId: string): Promise<Refund | undefined> =>
  maybeOne(tx, toRefund)`select ${selected} from refunds where client_id = ${clientId} and refund_id = ${refundId}`;

export type RefundEnd = {
  readonly status: "SUCCESS" | "FAIL";
  readonly resultCode: ResultCode;
  readonly resultMessage: string;
  readonly acquirerReference: string | null;
  readonly finishedAt: Instant;
};

/** Ends an open refund; false when another worker has ended it already. */
export async function finishRefund(tx: Tx, refund: Refund, end: RefundEnd): Promise<boolean> {
  const changed = await execute(tx)`
    update refunds
       set status = ${end.status}, result_code = ${end.resultCode}, result_message = ${end.resultMessage},
           acquirer_reference = ${end.acquirerReference}, finished_at = ${end.finishedAt}, inquire_at = null
     where client_id = ${refund.clientId} and refund_id = ${refund.refundId} and status = 'PROCESSING'`;
  return changed === 1;
}

/** Keeps what the acquirer called it while its answer is still to come. */
export const recordAcquirerReference = async (tx: Tx, refund: Refund, acquirerReference: string): Promise<void> => {
  await execute(tx)`
    update refunds set acquirer_reference = ${acquirerReference}
     where client_id = ${refund.clientId} and refund_id = ${refund.refundId} and status = 'PROCESSING'`;
};

export type Claim = { readonly now: Instant; readonly leaseMs: number; readonly countMax: number };

/** Claims open refunds whose answer is overdue, longest first. Two workers never hold the same one within the lease. */
export const claimOverdueRefunds = (tx: Tx, { now, leaseMs, countMax }: Claim): Promise<Refund[]> =>
  many(tx, toRefund)`
    update refunds set inquire_at = ${addMs(now, leaseMs)}, inquiry_count = inquiry_count + 1
     where (client_id, refund_id) in
           (select client_id, refund_id from refunds
             where inquire_at <= ${now} order by inquire_at limit ${countMax} ${forUpdateSkipLocked(tx)})
    returning ${selected}`;

/** Puts the next question off; the claim's lease stands until then otherwise. */
export const askAgainAt = async (tx: Tx, refund: Refund, inquireAt: Instant): Promise<void> => {
  await execute(tx)`
    update refunds set inquire_at = ${inquireAt}
     where client_id = ${refund.clientId} and refund_id = ${refund.refundId} and status = 'PROCESSING'`;
};
