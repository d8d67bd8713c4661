import { expect, test } from "vitest";
import { createTestStore } from "../../../../test/support/engines.ts";
import type { Tx } from "./db.ts";
import { openDb } from "./open-db.ts";
import { many, one } from "./query.ts";

const listPreparedTexts = (tx: Tx) =>
  many(tx, (row: { statement: string }) => row.statement)`select statement from pg_prepared_statements`;

const countMerchantsOf = (tx: Tx, region: string) =>
  one(tx, (row: { count: bigint }) => row.count)`select count(*) as count from merchants where region = ${region}`;

test("PostgreSQL parses a statement with values once per connection, whatever the values", async () => {
  const store = await createTestStore("postgres", "migrated");
  const db = await store.open();
  await db.transaction(async (tx) => {
    for (const region of ["US", "SG", "CN"]) await countMerchantsOf(tx, region);
    const texts = await listPreparedTexts(tx);
    expect(texts).toEqual(["select count(*) as count from merchants where region = $1"]);
  });
  await store.close();
});

test("a pool whose idle connections are cut says so and serves the next statement on new ones", async () => {
  const store = await createTestStore("postgres", "migrated");
  const heard: string[] = [];
  const log = { warn: (_: object, message: string) => void heard.push(message) };
  const db = await openDb({ url: store.url, dataDir: "", poolSizeMax: 1, log });
  const other = await store.open();
  await many(other.connection, (row: object) => row)`
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`;
  await expect.poll(() => heard.length).toBe(1);
  expect(await countMerchantsOf(db.connection, "US")).toBe(0n);
  await db.close();
  await store.close();
});
