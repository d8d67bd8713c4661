import type { NotificationName } from "@opencashier/protocol";
import { execute, many, maybeOne, one, sql, type Tx } from "../db/index.ts";
import { assert, type Instant, toInstant } from "../kernel/index.ts";
import { destinationOf } from "./enqueue.ts";
import type { DeliveryAttempt, DeliveryOutcome, Notification, NotificationStatus } from "./notification.ts";

/** As `toNotification` reads it. */
export type NotificationRow = {
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

export function toNotification(row: NotificationRow): Notification {
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

/** The columns of `NotificationRow`. */
export const notificationColumns = sql`client_id, notification_id, kind, payment_id, subject_id, outcome, url, destination, body, status,
  attempt_count, due_at, created_at, delivered_at`;

/** Due and not acknowledged, those under way included; for metrics. */
export const countDue = (tx: Tx, now: Instant): Promise<number> =>
  one(tx, (row: { count: bigint }) => Number(row.count))`
    select count(*) as count from notifications where due_at <= ${now}`;

export type ResendScope = {
  readonly clientId: string;
  readonly now: Instant;
  /** For those that never had an address. */
  readonly url: string | null;
};

/**
 * Makes one due now, whatever became of it; a lease stays, so one that is being sent is not sent twice at a time. False
 * when the merchant has no such notification, or no address for it.
 */
export async function requeueNotification(tx: Tx, scope: ResendScope, notificationId: string): Promise<boolean> {
  const { clientId, now, url } = scope;
  const changed = await execute(tx)`
    update notifications
       set status = 'WAITING', due_at = ${now}, delivered_at = null,
           url = coalesce(url, ${url}), destination = coalesce(destination, ${url === null ? null : destinationOf(url)})
     where client_id = ${clientId} and notification_id = ${notificationId} and coalesce(url, ${url}) is not null`;
  return changed === 1;
}

/** Makes all due now that were created since an instant and not acknowledged; how many. */
export const requeueSince = (tx: Tx, { clientId, now, url }: ResendScope, since: Instant): Promise<number> =>
  execute(tx)`
    update notifications
       set status = 'WAITING', due_at = ${now},
           url = coalesce(url, ${url}), destination = coalesce(destination, ${url === null ? null : destinationOf(url)})
     where client_id = ${clientId} and created_at >= ${since} and status <> 'DELIVERED'
       and coalesce(url, ${url}) is not null`;

export const findNotification = (tx: Tx, clientId: string, notificationId: string): Promise<Notification | undefined> =>
  maybeOne(tx, toNotification)`
    select ${notificationColumns} from notifications
     where client_id = ${clientId} and notification_id = ${notificationId}`;

/** Newest first. */
export const listNotifications = (tx: Tx, clientId: string, countMax: number): Promise<Notification[]> =>
  many(tx, toNotification)`
    select ${notificationColumns} from notifications
     where client_id = ${clientId} order by notification_id desc limit ${countMax}`;

export type NotificationPage = {
  readonly clientId: string;
  /** Ids sort by creation; the page goes on below this one. */
  readonly before: string;
  readonly countMax: number;
  readonly status?: string | undefined;
};

/** Newest first. */
export const listNotificationsPage = (tx: Tx, page: NotificationPage): Promise<Notification[]> =>
  many(tx, toNotification)`
    select ${notificationColumns} from notifications
     where client_id = ${page.clientId} and notification_id < ${page.before}
       ${page.status === undefined ? sql`` : sql`and status = ${page.status}`}
     order by notification_id desc limit ${page.countMax}`;

/** How those created since then stand. */
export type StatusCount = { readonly at: Instant; readonly status: NotificationStatus; readonly count: number };

type StatusCountRow = { readonly bucket: bigint; readonly status: NotificationStatus; readonly count: bigint };

/** By when they were made, in buckets of `bucketMs`, and how they stand. */
export const countByStatus = (
  tx: Tx,
  { clientId, since, bucketMs }: { readonly clientId: string; readonly since: Instant; readonly bucketMs: number },
): Promise<StatusCount[]> =>
  many(tx, ({ bucket, status, count }: StatusCountRow) => ({
    at: toInstant(Number(bucket) * bucketMs),
    status,
    count: Number(count),
  }))`
    select cast(created_at / ${bucketMs} as bigint) as bucket, status, count(*) as count from notifications
     where client_id = ${clientId} and created_at >= ${since} group by 1, 2 order by 1`;

export const listNotificationsOfPayment = (tx: Tx, clientId: string, paymentId: string): Promise<Notification[]> =>
  many(tx, toNotification)`
    select ${notificationColumns} from notifications
     where client_id = ${clientId} and payment_id = ${paymentId} order by notification_id`;

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
