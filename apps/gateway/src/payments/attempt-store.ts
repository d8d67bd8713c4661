import type { ResultCode } from "@opencashier/protocol";
import type { AuthorizationDetails, InstallmentPlan, PayerAction } from "../acquirers/index.ts";
import { execute, forUpdateSkipLocked, insertIgnoringConflicts, many, maybeOne, sql, type Tx } from "../db/index.ts";
import { addMs, assert, assertTransition, type Instant, toInstant } from "../kernel/index.ts";
import type { Claim } from "./claim.ts";
import type { Attempt, AttemptStatus } from "./payment.ts";
import { attemptLifeCycle } from "./state.ts";

const insertColumns = [
  "client_id",
  "attempt_id",
  "payment_id",
  "attempt_key",
  "status",
  "connector",
  "payment_method_type",
  "credit_pay_plan",
  "started_at",
  "inquire_at",
] as const;

/** False when this `attemptKey` was used before: a double click. */
export async function insertAttempt(tx: Tx, attempt: Attempt, inquireAt: Instant): Promise<boolean> {
  const row = [
    attempt.clientId,
    attempt.attemptId,
    attempt.paymentId,
    attempt.attemptKey,
    attempt.status,
    attempt.connector,
    attempt.paymentMethodType,
    attempt.creditPayPlan === null ? null : JSON.stringify(attempt.creditPayPlan),
    attempt.startedAt,
    inquireAt,
  ];
  const group = { table: "payment_attempts", columns: insertColumns, rows: [row], returning: "attempt_id" } as const;
  return (await insertIgnoringConflicts(tx, group)).length === 1;
}

const selected = sql`client_id, attempt_id, payment_id, attempt_key, status, connector, payment_method_type,
  acquirer_reference, result_code, result_message, action, details, credit_pay_plan, reversal_id, started_at, finished_at,
  inquiry_count`;

type Row = {
  readonly client_id: string;
  readonly attempt_id: string;
  readonly payment_id: string;
  readonly attempt_key: string;
  readonly status: AttemptStatus;
  readonly connector: string;
  readonly payment_method_type: string;
  readonly acquirer_reference: string | null;
  readonly result_code: string | null;
  readonly result_message: string | null;
  readonly action: string | null;
  readonly details: string | null;
  readonly credit_pay_plan: string | null;
  readonly reversal_id: string | null;
  readonly started_at: bigint;
  readonly finished_at: bigint | null;
  readonly inquiry_count: bigint;
};

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

const toAttempt = (row: Row): Attempt => ({
  clientId: row.client_id,
  attemptId: row.attempt_id,
  paymentId: row.payment_id,
  attemptKey: row.attempt_key,
  status: row.status,
  connector: row.connector,
  paymentMethodType: row.payment_method_type,
  acquirerReference: row.acquirer_reference,
  resultCode: row.result_code as ResultCode | null,
  resultMessage: row.result_message,
  action: parsed(row.action) as PayerAction | null,
  details: parsed(row.details) as AuthorizationDetails | null,
  creditPayPlan: parsed(row.credit_pay_plan) as InstallmentPlan | null,
  reversalId: row.reversal_id,
  startedAt: toInstant(Number(row.started_at)),
  finishedAt: row.finished_at === null ? null : toInstant(Number(row.finished_at)),
  inquiryCount: Number(row.inquiry_count),
});

export const findAttempt = (tx: Tx, clientId: string, attemptId: string): Promise<Attempt | undefined> =>
  maybeOne(tx, toAttempt)`
    select ${selected} from payment_attempts where client_id = ${clientId} and attempt_id = ${attemptId}`;

/** In the order they were made. */
export const listAttempts = (tx: Tx, clientId: string, paymentId: string): Promise<Attempt[]> =>
  many(tx, toAttempt)`
    select ${selected} from payment_attempts where client_id = ${clientId} and payment_id = ${paymentId}
     order by started_at, attempt_id`;

export type AttemptMove = {
  readonly status: AttemptStatus;
  readonly acquirerReference: string | null;
  readonly resultCode: ResultCode | null;
  readonly resultMessage: string | null;
  readonly action: PayerAction | null;
  readonly details: AuthorizationDetails | null;
  readonly reversalId: string | null;
  readonly finishedAt: Instant | null;
  /** When the job runner asks the acquirer; null when nothing is open any more. */
  readonly inquireAt: Instant | null;
};

/** Moves an attempt from the state it was read in; false when somebody else has moved it meanwhile. */
export async function moveAttempt(tx: Tx, attempt: Attempt, move: AttemptMove): Promise<boolean> {
  assertTransition(attemptLifeCycle.table, attempt.status, move.status);
  assert((move.status === "REVERSING") <= (move.reversalId !== null), "what is reversed has its reversal's id");
  const changed = await execute(tx)`
    update payment_attempts
       set status = ${move.status}, acquirer_reference = ${move.acquirerReference}, result_code = ${move.resultCode},
           result_message = ${move.resultMessage}, action = ${toJson(move.action)}, details = ${toJson(move.details)},
           reversal_id = ${move.reversalId}, finished_at = ${move.finishedAt}, inquire_at = ${move.inquireAt}
     where client_id = ${attempt.clientId} and attempt_id = ${attempt.attemptId} and status = ${attempt.status}`;
  return changed === 1;
}

const toJson = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

/**
 * Gives the reversal a new id, because the acquirer refused the old one: what it refused once it will refuse for ever. False
 * when the attempt was moved meanwhile, or has a new id already.
 */
export async function renewReversal(tx: Tx, attempt: Attempt, reversalId: string): Promise<boolean> {
  assertTransition(attemptLifeCycle.table, attempt.status, "REVERSING");
  const changed = await execute(tx)`
    update payment_attempts set reversal_id = ${reversalId}
     where client_id = ${attempt.clientId} and attempt_id = ${attempt.attemptId} and status = 'REVERSING'
       and reversal_id = ${attempt.reversalId}`;
  return changed === 1;
}

/** Claims attempts whose answer is overdue, longest first; nobody else sees them within the lease. */
export const claimOverdueAttempts = (tx: Tx, { now, leaseMs, countMax }: Claim): Promise<Attempt[]> =>
  many(tx, toAttempt)`
    update payment_attempts set inquire_at = ${addMs(now, leaseMs)}, inquiry_count = inquiry_count + 1
     where (client_id, attempt_id) in
           (select client_id, attempt_id from payment_attempts
             where inquire_at <= ${now} order by inquire_at limit ${countMax} ${forUpdateSkipLocked(tx)})
    returning ${selected}`;

/** Sets the next inquiry of an attempt that is still open. */
export const askAttemptAgainAt = async (tx: Tx, attempt: Attempt, inquireAt: Instant): Promise<void> => {
  await execute(tx)`
    update payment_attempts set inquire_at = ${inquireAt}
     where client_id = ${attempt.clientId} and attempt_id = ${attempt.attemptId} and inquire_at is not null`;
};
