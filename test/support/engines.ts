import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { type Db, type Engine, migrate, openDb } from "../../apps/gateway/src/db/index.ts";
import { assert } from "../../apps/gateway/src/kernel/index.ts";

/**
 * Every store test runs on both:
 *
 *   describe.each(engines)("merchants on %s", (engine) => {
 *     const db = useDb(engine);
 *     test("…", async () => { await findMerchant(db().connection, …); });
 *   });
 */
export const engines: readonly Engine[] = ["sqlite", "postgres"];

/** A fresh store that several connections can be opened to, as replicas do. */
export type TestStore = {
  readonly url: string | undefined;
  readonly dataDir: string;
  /** Opens one more; `close` ends it with the others. Two on SQLite must not write at once: one would stop the process. */
  readonly open: () => Promise<Db>;
  readonly close: () => Promise<void>;
};

/** A migrated database for the tests of one describe; valid inside tests and hooks. */
export function useDb(engine: Engine): () => Db {
  let db: Db | undefined;
  let store: TestStore | undefined;
  beforeAll(async () => {
    store = await createTestStore(engine, "migrated");
    db = await store.open();
  });
  afterAll(() => store?.close());
  return () => {
    assert(db, "the database is asked for inside a test");
    return db;
  };
}

export async function createTestStore(engine: Engine, state: "empty" | "migrated"): Promise<TestStore> {
  const dataDir = mkdtempSync(join(tmpdir(), "opencashier-test-"));
  const url = engine === "postgres" ? await askForDatabase(state) : undefined;
  const opened: Db[] = [];
  const open = async (): Promise<Db> => {
    const db = await openDb({ url, dataDir, poolSizeMax: 5 });
    opened.push(db);
    return db;
  };
  // PostgreSQL copies a migrated template; migrating a SQLite file anew takes a few milliseconds.
  if (engine === "sqlite" && state === "migrated") await migrate(await open());
  return {
    url,
    dataDir,
    open,
    close: async () => {
      await Promise.all(opened.map((db) => db.close()));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function askForDatabase(state: "empty" | "migrated"): Promise<string> {
  const response = await fetch(`${inject("databasesUrl")}/${state}`, { method: "POST" });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
