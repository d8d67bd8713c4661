import { beforeAll, describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { execute, type Tx } from "../db/index.ts";
import { movableClock, newSortableId, toInstant } from "../kernel/index.ts";
import { insertApiRequests } from "./api-request-store.ts";
import { readHome } from "./home.ts";

const clientId = "SANDBOX_HOME0000000000001";
const hourMs = 3_600_000;
const now = toInstant(Date.UTC(2026, 10, 20, 15, 30));

type Paid = { readonly at: number; readonly currency: string; readonly capturedMinor: number };

const paid: readonly Paid[] = [
  { at: now - 3 * hourMs, currency: "SGD", capturedMinor: 1_250 },
  { at: now - 3 * hourMs, currency: "SGD", capturedMinor: 50 },
  { at: now - 3 * hourMs, currency: "JPY", capturedMinor: 600 },
  { at: now - 60_000, currency: "SGD", capturedMinor: 1_000 },
  { at: now - 3 * 24 * hourMs, currency: "EUR", capturedMinor: 77 },
  { at: now - 40 * 24 * hourMs, currency: "SGD", capturedMinor: 9_999 },
];

async function store(tx: Tx, { at, currency, capturedMinor }: Paid): Promise<void> {
  const sessionId = newSortableId("PS", toInstant(at));
  const paymentId = `P-${sessionId}`;
  await execute(tx)`
    insert into payment_sessions (client_id, payment_session_id, payment_request_id, status, payment_currency, payment_minor, request,
           expires_at, expiry_offset_minutes, created_at, payment_id)
    values (${clientId}, ${sessionId}, ${sessionId}, 'OPEN', ${currency}, ${capturedMinor}, '{}', ${at + hourMs}, 0, ${at},
            ${paymentId})`;
  await execute(tx)`
    insert into payments (client_id, payment_id, payment_session_id, payment_request_id, status, result_code, result_message, currency,
           amount_minor, authorized_minor, captured_minor, capture_mode, time_offset_minutes, created_at, paid_at, expires_at)
    values (${clientId}, ${paymentId}, ${sessionId}, ${sessionId}, 'SUCCESS', 'SUCCESS', 'success', ${currency}, ${capturedMinor},
            ${capturedMinor}, ${capturedMinor}, 'AUTOMATIC', 0, ${at}, ${at}, ${at + hourMs})`;
  await execute(tx)`
    insert into notifications (client_id, notification_id, kind, payment_id, subject_id, outcome, body, status, created_at, delivered_at)
    values (${clientId}, ${sessionId}, 'notifyPayment', ${paymentId}, ${paymentId}, 'SUCCESS', '{}', 'DELIVERED', ${at}, ${at})`;
}

/** A hundred calls that took 1 ms, 2 ms … 100 ms. */
const storeRequests = (tx: Tx, operation: string, at: number): Promise<void> =>
  insertApiRequests(
    tx,
    Array.from({ length: 100 }, (_, index) => ({
      requestId: `${operation}-${index}`,
      clientId,
      at: toInstant(at),
      method: "POST",
      path: `/ams/api/v1/payments/${operation}`,
      operation,
      resultCode: "SUCCESS",
      durationUs: (index + 1) * 1_000 - 1,
      paymentRequestId: null,
      paymentId: null,
      requestHeaders: {},
      requestBody: "{}",
      responseBody: "{}",
      diagnosis: null,
    })),
  );

describe.each(engines)("home on %s", (engine) => {
  const db = useDb(engine);
  /** The sandbox's clock is two hours ahead of the wall's. */
  const read = (days: "1" | "7" | "30") => {
    const wallClock = movableClock(toInstant(now - 2 * hourMs));
    return readHome({ db: db(), clock: movableClock(now), wallClock }, clientId, { days });
  };

  beforeAll(async () => {
    for (const payment of paid) await store(db().connection, payment);
    await storeRequests(db().connection, "pay", now - 25 * hourMs);
    await storeRequests(db().connection, "refund", now - 27 * hourMs);
  });

  test("a day has 24 hours, each with what was opened, captured by currency, and told in it", async () => {
    const home = await read("1");
    expect(home.buckets.map(({ at }) => at)).toEqual(
      Array.from({ length: 24 }, (_, hour) => Date.UTC(2026, 10, 19, 16 + hour)),
    );
    expect(home.buckets.filter(({ created }) => created > 0)).toEqual([
      {
        at: Date.UTC(2026, 10, 20, 12),
        created: 3,
        paid: 3,
        failed: 0,
        volumes: [
          { currency: "JPY", value: "600" },
          { currency: "SGD", value: "1300" },
        ],
        notifications: { WAITING: 0, DELIVERED: 3, EXHAUSTED: 0, UNADDRESSED: 0 },
      },
      {
        at: Date.UTC(2026, 10, 20, 15),
        created: 1,
        paid: 1,
        failed: 0,
        volumes: [{ currency: "SGD", value: "1000" }],
        notifications: { WAITING: 0, DELIVERED: 1, EXHAUSTED: 0, UNADDRESSED: 0 },
      },
    ]);
  });

  test("a week has days, and its sums are those of its days", async () => {
    const { buckets, volumes, notifications } = await read("7");
    expect(buckets).toHaveLength(7);
    expect(volumes.toSorted((one, other) => one.currency.localeCompare(other.currency))).toEqual([
      { currency: "EUR", value: "77" },
      { currency: "JPY", value: "600" },
      { currency: "SGD", value: "2300" },
    ]);
    expect(notifications.DELIVERED).toBe(5);
  });

  test("what an operation took is told as the limit that half and 95 of 100 kept, by the wall's clock", async () => {
    expect((await read("1")).latency).toEqual([{ operation: "pay", count: 100, p50Ms: 50, p95Ms: 95 }]);
    expect((await read("7")).latency.map(({ operation }) => operation).toSorted()).toEqual(["pay", "refund"]);
  });
});
