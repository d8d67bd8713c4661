import type { NotificationName } from "@opencashier/protocol";
import { insertIgnoringConflicts, type Tx } from "../db/index.ts";
import { type Instant, newSortableId } from "../kernel/index.ts";

export type NewNotification = {
  readonly clientId: string;
  readonly kind: NotificationName;
  readonly paymentId: string;
  /** The payment, capture or refund it is about, and what became of it: one outcome is told once. */
  readonly subjectId: string;
  readonly outcome: string;
  /** Null when neither the request nor the merchant's settings name an address: kept, to be sent when there is one. */
  readonly url: string | null;
  /** The body as on the wire. */
  readonly body: object;
  readonly now: Instant;
};

const columns = [
  "client_id",
  "notification_id",
  "kind",
  "payment_id",
  "subject_id",
  "outcome",
  "url",
  "destination",
  "body",
  "status",
  "due_at",
  "created_at",
] as const;

/** Puts a notification into the outbox, in the transaction of the state change it tells of. The same outcome again adds nothing. */
export async function enqueueNotification(tx: Tx, notification: NewNotification): Promise<void> {
  const { clientId, kind, paymentId, subjectId, outcome, url, body, now } = notification;
  const row = [
    clientId,
    newSortableId("NT", now),
    kind,
    paymentId,
    subjectId,
    outcome,
    url,
    url === null ? null : destinationOf(url),
    JSON.stringify(body),
    url === null ? "UNADDRESSED" : "WAITING",
    url === null ? null : now,
    now,
  ];
  await insertIgnoringConflicts(tx, { table: "notifications", columns, rows: [row], returning: "notification_id" });
}

/** What deliveries take turns by. A text that is no URL is a destination of its own, and fails by itself. */
export const destinationOf = (url: string): string => URL.parse(url)?.origin ?? url.slice(0, 200);
