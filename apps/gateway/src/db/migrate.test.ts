import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { createTestStore, engines, type TestStore } from "../../../../test/support/engines.ts";
import { movableClock, toInstant } from "../kernel/index.ts";
import { describeSchema } from "./describe-schema.ts";
import { migrate, pendingMigrations, readMigrations, SchemaTooNewError, splitStatements } from "./migrate.ts";
import { execute, many } from "./query.ts";
import type { Db } from "./db.ts";

const listEntries = (db: Db) =>
  many(db.connection, (row: { number: bigint; name: string; applied_at: bigint }) => row)`
    select number, name, applied_at from schema_migrations order by number`;

const insertEntry = (db: Db, entry: { readonly isBreaking: boolean }) =>
  execute(db.connection)`
    insert into schema_migrations (number, name, is_breaking, applied_at)
    values (9999, 'from-afar', ${entry.isBreaking ? 1 : 0}, 1)`;

const run = promisify(execFile);

/** A replica as it really is, a process; two SQLite connections in one process would stop it while they wait. */
async function migrateInProcess(store: TestStore): Promise<number[]> {
  const script = `
    const { migrate, openDb } = await import(${JSON.stringify(new URL("index.ts", import.meta.url).href)});
    const db = await openDb(${JSON.stringify({ url: store.url, dataDir: store.dataDir })});
    console.log(JSON.stringify((await migrate(db)).map((migration) => migration.number)));
    await db.close();`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  return JSON.parse(stdout) as number[];
}

describe.each(engines)("migrations on %s", (engine) => {
  test("bring an empty database up to date, once, and leave an entry for each", async () => {
    const store = await createTestStore(engine, "empty");
    const db = await store.open();
    const known = readMigrations(engine).map((migration) => migration.number);
    expect((await pendingMigrations(db)).map((migration) => migration.number)).toEqual(known);

    const clock = movableClock(toInstant(1_795_000_000_000));
    expect((await migrate(db, clock)).map((migration) => migration.number)).toEqual(known);
    expect(await migrate(db, clock)).toEqual([]);
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await listEntries(db)).toContainEqual({
      number: 1n,
      name: "merchants-and-sessions",
      applied_at: 1_795_000_000_000n,
    });
    await store.close();
  });

  test("are applied once by four replicas that start at the same moment", async () => {
    const store = await createTestStore(engine, "empty");
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrateInProcess(store)));
    expect(applied.flat()).toEqual(readMigrations(engine).map((migration) => migration.number));
    await store.close();
  });

  test("result in the committed schema", async () => {
    const store = await createTestStore(engine, "migrated");
    await expect(await describeSchema(await store.open())).toMatchFileSnapshot(`schema.${engine}.sql`);
    await store.close();
  });

  test("that are newer than the code and not breaking let it run", async () => {
    const store = await createTestStore(engine, "migrated");
    const db = await store.open();
    await insertEntry(db, { isBreaking: false });
    expect(await migrate(db)).toEqual([]);
    expect(await pendingMigrations(db)).toEqual([]);
    await store.close();
  });

  test("that are newer than the code and breaking stop it, by name", async () => {
    const store = await createTestStore(engine, "migrated");
    const db = await store.open();
    await insertEntry(db, { isBreaking: true });
    await expect(migrate(db)).rejects.toBeInstanceOf(SchemaTooNewError);
    await expect(pendingMigrations(db)).rejects.toThrow("9999 from-afar");
    await store.close();
  });
});

test("the two engines have the same migrations by number and name", () => {
  const [sqlite, postgres] = engines.map((engine) =>
    readMigrations(engine).map(({ number, name, isBreaking }) => ({ number, name, isBreaking })),
  );
  expect(sqlite).toEqual(postgres);
});

test("statements end where a line ends with a semicolon, and comments alone are none", () => {
  const text =
    "-- why; and how\ncreate table a (\n  b text -- c; d\n);\n\ninsert into a (b) values ('x;y');\n-- the end\n";
  expect(splitStatements(text)).toEqual([
    "-- why; and how\ncreate table a (\n  b text -- c; d\n)",
    "insert into a (b) values ('x;y')",
  ]);
});
