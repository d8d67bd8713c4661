import {
  type Db,
  execute,
  forUpdate,
  forUpdateSkipLocked,
  insertIgnoringConflicts,
  many,
  maybeOne,
  sql,
  type Tx,
} from "../../db/index.ts";
import { assert, type Instant, toInstant } from "../../kernel/index.ts";
import type { Operation, OperationKind, OperationState, Scenario } from "./operation.ts";

const columns = [
  "client_id",
  "operation_id",
  "kind",
  "authorization_id",
  "acquirer_reference",
  "scenario",
  "state",
  "currency",
  "amount_minor",
  "payment_method_type",
  "page_token",
  "due_at",
  "created_at",
  "updated_at",
] as const;

/** False when the merchant already has an operation with this id. */
export async function insertOperation(tx: Tx, operation: Operation): Promise<boolean> {
  assert(operation.amount.minor > 0n, "an acquirer's operation has a positive amount");
  const row = [
    operation.clientId,
    operation.operationId,
    operation.kind,
    operation.authorizationId,
    operation.acquirerReference,
    JSON.stringify(operation.scenario),
    JSON.stringify(operation.state),
    operation.amount.currency,
    operation.amount.minor,
    operation.paymentMethodType,
    operation.pageToken,
    operation.dueAt,
    operation.createdAt,
    operation.updatedAt,
  ];
  const group = { table: "sandbox_operations", columns, rows: [row], returning: "operation_id" } as const;
  return (await insertIgnoringConflicts(tx, group)).length === 1;
}

type Row = {
  readonly client_id: string;
  readonly operation_id: string;
  readonly kind: string;
  readonly authorization_id: string | null;
  readonly acquirer_reference: string;
  readonly scenario: string;
  readonly state: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly payment_method_type: string;
  readonly page_token: string | null;
  readonly due_at: bigint | null;
  readonly created_at: bigint;
  readonly updated_at: bigint;
};

const toOperation = (row: Row): Operation => ({
  clientId: row.client_id,
  operationId: row.operation_id,
  kind: row.kind as OperationKind,
  authorizationId: row.authorization_id,
  acquirerReference: row.acquirer_reference,
  scenario: JSON.parse(row.scenario) as Scenario,
  state: JSON.parse(row.state) as OperationState,
  amount: { currency: row.currency, minor: row.amount_minor },
  paymentMethodType: row.payment_method_type,
  pageToken: row.page_token,
  dueAt: row.due_at === null ? null : toInstant(Number(row.due_at)),
  createdAt: toInstant(Number(row.created_at)),
  updatedAt: toInstant(Number(row.updated_at)),
});

const operationColumns = sql.raw(columns.join(", "));

export const findOperation = (tx: Tx, clientId: string, operationId: string): Promise<Operation | undefined> =>
  maybeOne(tx, toOperation)`
    select ${operationColumns} from sandbox_operations
     where client_id = ${clientId} and operation_id = ${operationId}`;

/** Locks the row until the transaction ends. */
export const lockOperation = (tx: Tx, clientId: string, operationId: string): Promise<Operation | undefined> =>
  maybeOne(tx, toOperation)`
    select ${operationColumns} from sandbox_operations
     where client_id = ${clientId} and operation_id = ${operationId} ${forUpdate(tx)}`;

export const findOperationByPage = (tx: Tx, pageToken: string): Promise<Operation | undefined> =>
  maybeOne(tx, toOperation)`
    select ${operationColumns} from sandbox_operations
     where page_token = ${pageToken}`;

/** Captures, voids and refunds of an authorization. */
export const listFollowUps = (tx: Tx, clientId: string, authorizationId: string): Promise<Operation[]> =>
  many(tx, toOperation)`
    select ${operationColumns} from sandbox_operations
     where client_id = ${clientId} and authorization_id = ${authorizationId}
     order by created_at, operation_id`;

/** Operations whose time has come, the longest overdue first. Rows that another replica settles are passed over. */
export const lockDueOperations = (tx: Tx, now: Instant, countMax: number): Promise<Operation[]> =>
  many(tx, toOperation)`
    select ${operationColumns} from sandbox_operations
     where due_at <= ${now}
     order by due_at, client_id, operation_id
     limit ${countMax} ${forUpdateSkipLocked(tx)}`;

/** The caller holds the row's lock. */
export async function updateState(tx: Tx, operation: Operation): Promise<void> {
  const { clientId, operationId, state, dueAt, updatedAt } = operation;
  const changed = await execute(tx)`
    update sandbox_operations
       set state = ${JSON.stringify(state)}, due_at = ${dueAt}, updated_at = ${updatedAt}
     where client_id = ${clientId} and operation_id = ${operationId}`;
  assert(changed === 1, "a locked operation is there to be changed");
}

export type OperationStore = Pick<Db, "connection" | "transaction">;
