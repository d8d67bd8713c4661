import { describe, expect, test } from "vitest";
import { createTestStore, engines, useDb } from "../../../../test/support/engines.ts";
import type { Db } from "./db.ts";
import { insertIgnoringConflicts } from "./insert-group.ts";
import { many, one } from "./query.ts";

const columns = [
  ...([
    "client_id",
    "payment_session_id",
    "payment_request_id",
    "status",
    "payment_currency",
    "payment_minor",
  ] as const),
  ...(["request", "card_sealed", "expires_at", "expiry_offset_minutes", "created_at"] as const),
];

const startMs = 1_795_000_000_000;
const request = JSON.stringify({ order: "\u0000 é" });

type Wanted = { readonly sessionId: string; readonly requestId: string; readonly clientId?: string };

const insertSessions = (db: Db, wanted: readonly Wanted[]): Promise<string[]> =>
  insertIgnoringConflicts(db.connection, {
    table: "payment_sessions",
    columns,
    rows: wanted.map(({ sessionId, requestId, clientId = "M1" }) => {
      const keys = [clientId, sessionId, requestId];
      return [...keys, "OPEN", "USD", 2n ** 60n, request, null, startMs, 480, startMs];
    }),
    returning: "payment_session_id",
    lockOrder: "payment_request_id",
  });

describe.each(engines)("group inserts on %s", (engine) => {
  const db = useDb(engine);

  test("answer the rows that went in and leave those whose key was taken, in the group or before it", async () => {
    expect(await insertSessions(db(), [{ sessionId: "a1", requestId: "a" }])).toEqual(["a1"]);
    const group = [
      { sessionId: "a2", requestId: "a" },
      { sessionId: "b1", requestId: "b" },
      { sessionId: "b2", requestId: "b" },
      { sessionId: "a3", requestId: "a", clientId: "M2" },
    ];
    expect((await insertSessions(db(), group)).toSorted()).toEqual(["a3", "b1"]);
    const kept = many(db().connection, (row: { payment_session_id: string }) => row.payment_session_id)`
      select payment_session_id from payment_sessions where client_id = ${"M1"} order by payment_session_id`;
    expect(await kept).toEqual(["a1", "b1"]);
  });

  test("keep every value, the escape of U+0000 included", async () => {
    await insertSessions(db(), [{ sessionId: "v1", requestId: "v" }]);
    const row = await one(db().connection, (found: object) => found)`
      select status, payment_minor, request, card_sealed, expires_at, expiry_offset_minutes, closed_at
        from payment_sessions where client_id = ${"M1"} and payment_session_id = ${"v1"}`;
    expect(row).toEqual({
      status: "OPEN",
      payment_minor: 2n ** 60n,
      request: request,
      card_sealed: null,
      expires_at: BigInt(startMs),
      expiry_offset_minutes: 480n,
      closed_at: null,
    });
  });

  test("of replicas that race for the same keys let exactly one row per key in", async () => {
    const store = await createTestStore(engine, "migrated");
    const replicas = await Promise.all([store.open(), store.open(), store.open()]);
    const keys = Array.from({ length: 30 }, (_, index) => `r${index}`);
    const groups = replicas.flatMap((replica, place) =>
      [keys, keys.toReversed()].map((order, round) =>
        insertSessions(
          replica,
          order.map((requestId) => ({ sessionId: `${requestId}-${place}-${round}`, requestId })),
        ),
      ),
    );
    const inserted = (await Promise.all(groups)).flat();
    expect(inserted.map((id) => id.replace(/-.*/, "")).toSorted()).toEqual(keys.toSorted());
    await store.close();
  });
});
