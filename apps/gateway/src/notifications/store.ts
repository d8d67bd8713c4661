import type { NotificationName } from "@opencashier/protocol";
import {
  execute,
  forUpdateSkipLocked,
  insertIgnoringConflicts,
  many,
  maybeOne,
  sql,
  type SqlPiece,
  type Tx,
} from "../db/index.ts";
import { addMs, assert, type Instant, toInstant } from "../kernel/index.ts";
import { destinationOf } from "./enqueue.ts";
import type { DeliveryAttempt, DeliveryOutcome, Notification, NotificationStatus } from "./notification.ts";

type Row = {
  readonly client_id: string;
  readonly notification_id: string;
  readonly kind: NotificationName;
  readonly payment_id: string;
  readonly subject_id: string;
  readonly outcome: string;
  readonly url: string | null;
  readonly destination: string | null;
  readonly body: string;
  readonly status: NotificationStatus;
  readonly attempt_count: bigint;
  readonly due_at: bigint | null;
  readonly created_at: bigint;
  readonly delivered_at: bigint | null;
};

const toInstantOrNull = (value: bigint | null): Instant | null => (value === null ? null : toInstant(Number(value)));

function toNotification(row: Row): Notification {
  assert((row.status === "WAITING") === (row.due_at !== null), "only a waiting notification has a next try");
  return {
    clientId: row.client_id,
    notificationId: row.notification_id,
    kind: row.kind,
    paymentId: row.payment_id,
    subjectId: row.subject_id,
    outcome: row.outcome,
    url: row.url,
    destination: row.destination,
    body: row.body,
    status: row.status,
    attemptCount: Number(row.attempt_count),
    dueAt: toInstantOrNull(row.due_at),
    createdAt: toInstant(Number(row.created_at)),
    deliveredAt: toInstantOrNull(row.delivered_at),
  };
}

const selected = sql`client_id, notification_id, kind, payment_id, subject_id, outcome, url, destination, body, status,
  attempt_count, due_at, created_at, delivered_at`;

export type DeliveryClaim = {
  readonly now: Instant;
  readonly leaseMs: number;
  readonly countMax: number;
  /** Of one destination, so that a flood for one leaves room for the others. */
  readonly perDestinationMax: number;
  /** Destinations that have enough under way already. */
  readonly busyDestinations: readonly string[];
};

/** Claims due notifications, oldest due first. Two workers never hold the same one within the lease. */
export const claimDueNotifications = (tx: Tx, claim: DeliveryClaim): Promise<Notification[]> =>
  many(tx, toNotification)`
    update notifications set leased_until = ${addMs(claim.now, claim.leaseMs)}
     where (client_id, notification_id) in
           (select client_id, notification_id
              from (select client_id, notification_id, due_at,
                           row_number() over (partition by destination order by due_at) as turn
                      from (select client_id, notification_id, destination, due_at from notifications
                             where due_at <= ${claim.now} and leased_until <= ${claim.now}
                               ${butNot(claim.busyDestinations)}
                             order by due_at limit ${claim.countMax * 4} ${forUpdateSkipLocked(tx)}) due) turns
             where turn <= ${claim.perDestinationMax} order by due_at limit ${claim.countMax})
    returning ${selected}`;

function butNot(destinations: readonly string[]): SqlPiece {
  if (destinations.length === 0) return sql``;
  return sql`and destination not in (${sql.join(destinations.map((destination) => sql`${destination}`))})`;
}

/** When the next waiting notification falls due, leases aside; undefined when none waits. */
export const findNextDue = (tx: Tx): Promise<Instant | undefined> =>
  maybeOne(tx, (row: { due_at: bigint }) => toInstant(Number(row.due_at)))`
    select due_at from notifications where due_at is not null order by due_at limit 1`;

export const countWaiting = (tx: Tx, now: Instant): Promise<number | undefined> =>
  maybeOne(tx, (row: { count: bigint }) => Number(row.count))`
    select count(*) as count from notifications where due_at <= ${now}`;

export type Delivery = {
  readonly notification: Notification;
  readonly attempt: DeliveryAttempt;
  readonly status: "DELIVERED" | "WAITING" | "EXHAUSTED";
  readonly nextTryAt: Instant | null;
  readonly finishedAt: Instant;
};

const attemptColumns = [
  "client_id",
  "notification_id",
  "attempt_number",
  "url",
  "request_headers",
  "response_status",
  "response_body",
  "outcome",
  "error",
  "started_at",
  "duration_ms",
] as const;

/** Records tries and what they mean for their notifications, all in the caller's transaction. */
export async function recordDeliveries(tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
  const rows = deliveries.map(({ notification, attempt }) => [
    notification.clientId,
    notification.notificationId,
    notification.attemptCount + 1,
    attempt.url,
    JSON.stringify(attempt.requestHeaders),
    attempt.responseStatus,
    attempt.responseBody,
    attempt.outcome,
    attempt.error,
    attempt.startedAt,
    attempt.durationMs,
  ]);
  const group = {
    table: "notification_attempts",
    columns: attemptColumns,
    rows,
    returning: "notification_id",
  } as const;
  await insertIgnoringConflicts(tx, group);
  for (const delivery of deliveries) await recordState(tx, delivery);
}

/** Whoever's lease ran out meanwhile may have recorded a try of its own: the count decides which of them moves the row. */
const recordState = (tx: Tx, { notification, status, nextTryAt, finishedAt }: Delivery): Promise<number> =>
  execute(tx)`
    update notifications
       set status = ${status}, attempt_count = attempt_count + 1, due_at = ${nextTryAt}, leased_until = 0,
           delivered_at = ${status === "DELIVERED" ? finishedAt : null}
     where client_id = ${notification.clientId} and notification_id = ${notification.notificationId}
       and status = 'WAITING' and attempt_count = ${notification.attemptCount}`;

export type ResendScope = {
  readonly clientId: string;
  readonly now: Instant;
  /** For those that never had an address. */
  readonly url: string | null;
};

/** Makes one due now, whatever became of it; false when the merchant has no such notification, or no address for it. */
export async function requeueNotification(tx: Tx, scope: ResendScope, notificationId: string): Promise<boolean> {
  const { clientId, now, url } = scope;
  const changed = await execute(tx)`
    update notifications
       set status = 'WAITING', due_at = ${now}, leased_until = 0, delivered_at = null,
           url = coalesce(url, ${url}), destination = coalesce(destination, ${url === null ? null : destinationOf(url)})
     where client_id = ${clientId} and notification_id = ${notificationId} and coalesce(url, ${url}) is not null`;
  return changed === 1;
}

/** Makes all due now that were created since an instant and not acknowledged; how many. */
export const requeueSince = (tx: Tx, { clientId, now, url }: ResendScope, since: Instant): Promise<number> =>
  execute(tx)`
    update notifications
       set status = 'WAITING', due_at = ${now}, leased_until = 0,
           url = coalesce(url, ${url}), destination = coalesce(destination, ${url === null ? null : destinationOf(url)})
     where client_id = ${clientId} and created_at >= ${since} and status <> 'DELIVERED'
       and coalesce(url, ${url}) is not null`;

export const findNotification = (tx: Tx, clientId: string, notificationId: string): Promise<Notification | undefined> =>
  maybeOne(tx, toNotification)`
    select ${selected} from notifications where client_id = ${clientId} and notification_id = ${notificationId}`;

/** Newest first. */
export const listNotifications = (tx: Tx, clientId: string, countMax: number): Promise<Notification[]> =>
  many(tx, toNotification)`
    select ${selected} from notifications where client_id = ${clientId} order by notification_id desc limit ${countMax}`;

export const listNotificationsOfPayment = (tx: Tx, clientId: string, paymentId: string): Promise<Notification[]> =>
  many(tx, toNotification)`
    select ${selected} from notifications where client_id = ${clientId} and payment_id = ${paymentId}
     order by notification_id`;

type AttemptRow = {
  readonly url: string;
  readonly request_headers: string;
  readonly response_status: bigint | null;
  readonly response_body: string | null;
  readonly outcome: string;
  readonly error: string | null;
  readonly started_at: bigint;
  readonly duration_ms: bigint;
};

const toAttempt = (row: AttemptRow): DeliveryAttempt => ({
  url: row.url,
  requestHeaders: JSON.parse(row.request_headers) as Record<string, string>,
  responseStatus: row.response_status === null ? null : Number(row.response_status),
  responseBody: row.response_body,
  outcome: row.outcome as DeliveryOutcome,
  error: row.error,
  startedAt: toInstant(Number(row.started_at)),
  durationMs: Number(row.duration_ms),
});

/** In the order they were made. */
export const listDeliveryAttempts = (tx: Tx, clientId: string, notificationId: string): Promise<DeliveryAttempt[]> =>
  many(tx, toAttempt)`
    select url, request_headers, response_status, response_body, outcome, error, started_at, duration_ms
      from notification_attempts where client_id = ${clientId} and notification_id = ${notificationId}
     order by attempt_number`;
