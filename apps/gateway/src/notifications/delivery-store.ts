import {
  execute,
  forUpdateSkipLocked,
  type GivenRow,
  givenRows,
  insertIgnoringConflicts,
  many,
  type SqlPiece,
  type Tx,
} from "../db/index.ts";
import { type Instant, toInstant } from "../kernel/index.ts";
import type { DeliveryAttempt, Notification } from "./notification.ts";
import { notificationColumns, toNotification } from "./store.ts";

/** A notification that nobody holds and whose time has come. */
export type DueNotification = {
  readonly clientId: string;
  readonly notificationId: string;
  readonly destination: string;
  readonly dueAt: Instant;
};

export type Times = {
  /** By which due times are judged; the sandbox moves it. */
  readonly now: Instant;
  /** By which leases run out; nobody moves it. */
  readonly wallNow: Instant;
};

type DueRow = {
  readonly client_id: string;
  readonly notification_id: string;
  readonly destination: string;
  readonly due_at: bigint;
};

const toDue = (row: DueRow): DueNotification => ({
  clientId: row.client_id,
  notificationId: row.notification_id,
  destination: row.destination,
  dueAt: toInstant(Number(row.due_at)),
});

/** What became due from `from` on. */
export type DuePage = Times & { readonly from: Instant; readonly countMax: number };

/** Oldest due first. Locked until the transaction ends; what another worker has locked is passed over. */
export const listDue = (tx: Tx, page: DuePage): Promise<DueNotification[]> =>
  many(tx, toDue)`
    select client_id, notification_id, destination, due_at from notifications
     where due_at >= ${page.from} and due_at <= ${page.now} and leased_until <= ${page.wallNow}
     order by due_at limit ${page.countMax} ${forUpdateSkipLocked(tx)}`;

export type DestinationTurn = DuePage & { readonly destination: string };

/**
 * The same of one destination. The range of one name and the order by both columns leave PostgreSQL the index of destinations
 * alone; where its statistics are of a day with one busy receiver, it would look for any other among all that is due.
 */
export const listDueOf = (tx: Tx, turn: DestinationTurn): Promise<DueNotification[]> =>
  many(tx, toDue)`
    select client_id, notification_id, destination, due_at from notifications
     where destination >= ${turn.destination} and destination <= ${turn.destination}
       and due_at >= ${turn.from} and due_at <= ${turn.now} and leased_until <= ${turn.wallNow}
     order by destination, due_at limit ${turn.countMax} ${forUpdateSkipLocked(tx)}`;

export type DestinationPage = { readonly after: string; readonly now: Instant; readonly countMax: number };

/** One step of the walk over destinations: `isDue` tells whether anything is due there. */
export type WaitingDestination = { readonly destination: string; readonly isDue: boolean };

/**
 * Destinations for which anything waits, in their order. Leaps from one to the next by the index, so a destination with a
 * hundred thousand notifications costs no more than one with a single. The first from a destination on, in the index's order,
 * is its own oldest; asked whether one exists, PostgreSQL may read the table past all that was delivered.
 */
export const listWaitingDestinations = (tx: Tx, { after, now, countMax }: DestinationPage) =>
  many(tx, (row: { destination: string; is_due: bigint }): WaitingDestination => ({
    destination: row.destination,
    isDue: row.is_due === 1n,
  }))`
    with recursive waiting (destination, place) as (
      select (select first.destination from notifications first
               where first.due_at is not null and first.destination > ${after}
               order by first.destination limit 1), 1
       union all
      select (select next.destination from notifications next
               where next.due_at is not null and next.destination > waiting.destination
               order by next.destination limit 1), waiting.place + 1
        from waiting where waiting.destination is not null and waiting.place < ${countMax})
    select destination,
           case when (select due.due_at from notifications due
                       where due.due_at is not null and due.destination >= waiting.destination
                       order by due.destination, due.due_at limit 1) <= ${now}
                then 1 else 0 end as is_due
      from waiting where destination is not null order by destination`;

/** Gives the caller the notifications until the lease ends. The caller has locked their rows. */
export const leaseNotifications = (
  tx: Tx,
  due: readonly DueNotification[],
  leasedUntil: Instant,
): Promise<Notification[]> =>
  many(tx, toNotification)`
    update notifications set leased_until = ${leasedUntil}
     where (client_id, notification_id) in (${toKeys(tx, due)}) returning ${notificationColumns}`;

/** Gives notifications back untried, so that another worker need not wait for the lease to end. */
export const releaseNotifications = (tx: Tx, held: readonly Notification[]): Promise<number> =>
  execute(tx)`
    update notifications set leased_until = 0 where (client_id, notification_id) in (${toKeys(tx, held)})`;

/** Ends every lease: for a process that is alone with its store, where a lease left over is of one that died. */
export const releaseLeases = (tx: Tx): Promise<number> => execute(tx)`
  update notifications set leased_until = 0 where leased_until > 0`;

type Key = Pick<DueNotification, "clientId" | "notificationId">;

const toKeys = (tx: Tx, keys: readonly Key[]): SqlPiece =>
  givenRows(
    tx,
    { client_id: "text", notification_id: "text" },
    keys.map(({ clientId, notificationId }) => ({ client_id: clientId, notification_id: notificationId })),
  );

/** One try and what it means for its notification. */
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

/** Records tries, all in the caller's transaction. */
export async function insertAttempts(tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
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
}

/**
 * Moves the notifications on. Whoever's lease ran out meanwhile may have recorded a try of its own: the count decides which of
 * them moves the row, but an acknowledgement always counts.
 */
export const recordStates = (tx: Tx, deliveries: readonly Delivery[]): Promise<number> =>
  execute(tx)`
    update notifications
       set status = tried.status, attempt_count = notifications.attempt_count + 1, due_at = tried.due_at, leased_until = 0,
           delivered_at = tried.delivered_at
      from ${givenRows(tx, triedColumns, deliveries.map(toTried))} tried
     where notifications.client_id = tried.client_id and notifications.notification_id = tried.notification_id
       and notifications.status = 'WAITING'
       and (notifications.attempt_count = tried.attempt_count or tried.status = 'DELIVERED')`;

const triedColumns = {
  client_id: "text",
  notification_id: "text",
  attempt_count: "bigint",
  status: "text",
  due_at: "bigint",
  delivered_at: "bigint",
} as const;

const toTried = ({ notification, status, nextTryAt, finishedAt }: Delivery): GivenRow<keyof typeof triedColumns> => ({
  client_id: notification.clientId,
  notification_id: notification.notificationId,
  attempt_count: notification.attemptCount,
  status,
  due_at: nextTryAt,
  delivered_at: status === "DELIVERED" ? finishedAt : null,
});
