import { describe, expect, test } from "vitest";
import { createTestStore, engines, useDb } from "../../../../test/support/engines.ts";
import type { Tx } from "./db.ts";
import { forUpdate } from "./dialect.ts";
import { execute, one } from "./query.ts";

const insertMerchant = (tx: Tx, clientId: string) =>
  execute(tx)`
    insert into merchants (client_id, display_name, status, region, products, settlement_currencies, created_at, updated_at)
    values (${clientId}, ${"0"}, ${"ACTIVE"}, ${"US"}, ${"[]"}, ${"[]"}, ${1}, ${1})`;

const countMerchants = (tx: Tx, clientId: string) =>
  one(tx, (row: { count: bigint }) => row.count)`select count(*) as count from merchants where client_id = ${clientId}`;

/** Reads, lets others run, writes what it read plus one: loses updates unless transactions exclude each other. */
async function addOne(tx: Tx, clientId: string): Promise<void> {
  const read = await one(tx, (row: { display_name: string }) => Number(row.display_name))`
    select display_name from merchants where client_id = ${clientId} ${forUpdate(tx)}`;
  await new Promise((resolve) => setImmediate(resolve));
  await execute(tx)`update merchants set display_name = ${String(read + 1)} where client_id = ${clientId}`;
}

describe.each(engines)("transactions on %s", (engine) => {
  const db = useDb(engine);

  test("keep everything when the work resolves and nothing when it throws", async () => {
    expect(await db().transaction((tx) => insertMerchant(tx, "KEPT"))).toBe(1);
    const work = db().transaction(async (tx) => {
      await insertMerchant(tx, "LOST");
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await countMerchants(db().connection, "KEPT")).toBe(1n);
    expect(await countMerchants(db().connection, "LOST")).toBe(0n);
  });

  test("are usable again after a statement in one was refused", async () => {
    const work = db().transaction(async (tx) => {
      await insertMerchant(tx, "TWICE");
      await insertMerchant(tx, "TWICE");
    });
    await expect(work).rejects.toThrow(/unique/i);
    expect(await db().transaction((tx) => insertMerchant(tx, "TWICE"))).toBe(1);
  });

  test("hide their rows from other statements until they commit", async () => {
    const seen: bigint[] = [];
    await db().transaction(async (tx) => {
      await insertMerchant(tx, "HIDDEN");
      const outside = countMerchants(db().connection, "HIDDEN").then((count) => seen.push(count));
      // SQLite has one connection: the statement waits for the commit instead of joining the transaction.
      if (engine === "postgres") await outside;
      else await new Promise((resolve) => setImmediate(resolve));
      expect(await countMerchants(tx, "HIDDEN")).toBe(1n);
    });
    await expect.poll(() => seen).toEqual([engine === "postgres" ? 0n : 1n]);
  });

  test("that lock the row they change never lose an update, on one connection pool or on two", async () => {
    const store = await createTestStore(engine, "migrated");
    const replicas = [await store.open(), await store.open()];
    await insertMerchant(replicas[0]!.connection, "COUNTED");
    // Two SQLite processes wait for each other's lock without giving way, so in one process they must take turns.
    const racing = engine === "sqlite" ? replicas.slice(0, 1) : replicas;
    const work = Array.from({ length: 20 }, (_, index) =>
      racing[index % racing.length]!.transaction((tx) => addOne(tx, "COUNTED")),
    );
    await Promise.all(work);
    const count = one(replicas[1]!.connection, (row: { display_name: string }) => row.display_name)`
      select display_name from merchants where client_id = ${"COUNTED"}`;
    expect(await count).toBe("20");
    await store.close();
  });

  test("survive closing and opening again", async () => {
    const store = await createTestStore(engine, "migrated");
    const first = await store.open();
    await insertMerchant(first.connection, "DURABLE");
    await first.close();
    expect(await countMerchants((await store.open()).connection, "DURABLE")).toBe(1n);
    await store.close();
  });

  test("ping answers while open and throws once closed", async () => {
    const store = await createTestStore(engine, "migrated");
    const own = await store.open();
    await expect(own.ping()).resolves.toBeUndefined();
    await own.close();
    await expect(own.ping()).rejects.toThrow("destroyed");
    await store.close();
  });
});
