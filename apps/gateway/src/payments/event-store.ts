import { insertIgnoringConflicts, many, type Tx } from "../db/index.ts";
import { type Instant, newSortableId, toInstant } from "../kernel/index.ts";

export type PaymentEvent = {
  readonly clientId: string;
  readonly paymentId: string;
  /** e.g. attempt-started, payment-paid. */
  readonly kind: string;
  /** Ids, amounts as on the wire, codes. Never card data. */
  readonly data: object;
  readonly now: Instant;
};

const columns = ["client_id", "event_id", "payment_id", "kind", "data", "created_at"] as const;

/** Adds to the payment's history, for people; nothing is decided by it. */
export async function addPaymentEvent(tx: Tx, event: PaymentEvent): Promise<void> {
  const { clientId, paymentId, kind, data, now } = event;
  const row = [clientId, newEventId(now), paymentId, kind, JSON.stringify(data), now];
  await insertIgnoringConflicts(tx, { table: "payment_events", columns, rows: [row], returning: "event_id" });
}

const timeEnd = "EV".length + 10;
const countChars = 6;
let eventCount = 0;

/** A sortable id whose first random characters count, so that what one process did in one millisecond keeps its order. */
function newEventId(now: Instant): string {
  const id = newSortableId("EV", now);
  eventCount = (eventCount + 1) % 10 ** countChars;
  return id.slice(0, timeEnd) + String(eventCount).padStart(countChars, "0") + id.slice(timeEnd + countChars);
}

export type RecordedEvent = { readonly kind: string; readonly data: object; readonly at: Instant };

/** In the order they happened. */
export const listPaymentEvents = (tx: Tx, clientId: string, paymentId: string): Promise<RecordedEvent[]> =>
  many(tx, (row: { kind: string; data: string; created_at: bigint }) => ({
    kind: row.kind,
    data: JSON.parse(row.data) as object,
    at: toInstant(Number(row.created_at)),
  }))`
    select kind, data, created_at from payment_events
     where client_id = ${clientId} and payment_id = ${paymentId} order by event_id`;
