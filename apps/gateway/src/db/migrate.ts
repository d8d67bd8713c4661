import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { assert, type Clock, systemClock } from "../kernel/index.ts";
import type { Db, Engine, Tx } from "./db.ts";
import { engineOf } from "./dialect.ts";
import { execute, many, one } from "./query.ts";

/**
 * Migrations: numbered SQL files, forward only, each applied once, all that are due in one transaction.
 *
 * Any number of replicas may start at once: the first takes the lock and migrates, the others wait for it and find nothing
 * left to do. Code older than the database runs as long as no migration it has never heard of is marked breaking.
 */
export type Migration = {
  readonly number: number;
  /** The file's name without number and ending. */
  readonly name: string;
  /** Its first line is `-- breaking`: code that does not know it must not run on its result. */
  readonly isBreaking: boolean;
  readonly text: string;
};

/** The database is newer than this code and no longer fit for it. The message names the migrations and the way out. */
export class SchemaTooNewError extends Error {
  override readonly name = "SchemaTooNewError";
}

/** Any number will do as long as it stays: it names the lock, one per database. */
const advisoryLockKey = 4_951_130_265_412_893_141n;

/**
 * Applies what is pending and answers it, in order; nothing when up to date. Fails whole: a migration that breaks leaves
 * the schema as it was. `clock` only dates the entries, so it is the real one unless told.
 */
export function migrate(db: Db, clock: Clock = systemClock): Promise<readonly Migration[]> {
  return db.transaction(async (tx) => {
    await lockMigrations(tx);
    await createMigrationsTable(tx);
    const pending = findPending(readMigrations(db.engine), await listApplied(tx));
    for (const migration of pending) await apply(tx, migration, clock);
    return pending;
  });
}

/** What `migrate` would apply; changes nothing. Throws SchemaTooNewError as `migrate` does. */
export function pendingMigrations(db: Db): Promise<readonly Migration[]> {
  return db.transaction(async (tx) => {
    const applied = (await hasMigrationsTable(tx)) ? await listApplied(tx) : [];
    return findPending(readMigrations(db.engine), applied);
  });
}

type AppliedMigration = Pick<Migration, "number" | "name" | "isBreaking">;

function findPending(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const knownByNumber = new Map(known.map((migration) => [migration.number, migration]));
  const unknown = applied.filter((migration) => !knownByNumber.has(migration.number));
  const breaking = unknown.filter((migration) => migration.isBreaking);
  if (breaking.length > 0) {
    const names = breaking.map((migration) => `${migration.number} ${migration.name}`).join(", ");
    throw new SchemaTooNewError(
      `The database has breaking migrations that this version does not know: ${names}. ` +
        "Start the version that applied them, or a newer one.",
    );
  }
  for (const { number, name } of applied) {
    const here = knownByNumber.get(number);
    assert(!here || here.name === name, `migration ${number} is ${name} in the database and ${here?.name} in the code`);
  }
  const appliedNumbers = new Set(applied.map((migration) => migration.number));
  return known.filter((migration) => !appliedNumbers.has(migration.number));
}

async function apply(tx: Tx, migration: Migration, clock: Clock): Promise<void> {
  for (const statement of splitStatements(migration.text)) await sql.raw(statement).execute(tx);
  const changed = await execute(tx)`
    insert into schema_migrations (number, name, is_breaking, applied_at)
    values (${migration.number}, ${migration.name}, ${migration.isBreaking ? 1 : 0}, ${clock.now()})`;
  assert(changed === 1, "an applied migration leaves one entry");
}

/** A statement ends with a semicolon at the end of a line, a rule each file repeats; node:sqlite prepares one at a time. */
export const splitStatements = (text: string): string[] =>
  text
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^[ \t]*--.*$/gm, "").trim() !== "");

/** The migrations of one engine, as this version carries them, by number from 1 without a gap. */
export function readMigrations(engine: Engine): Migration[] {
  const folder = join(import.meta.dirname, "migrations", engine);
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return files.toSorted().map((file, index) => {
    const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
    assert(match, `the migration ${file} is named like 0001-what-it-does.sql`);
    const [, digits, name = ""] = match;
    assert(Number(digits) === index + 1, `the migration ${file} follows its predecessor's number`);
    const text = readFileSync(join(folder, file), "utf8");
    return { number: Number(digits), name, isBreaking: /^-- breaking\r?\n/.test(text), text };
  });
}

/** SQLite needs none: its transactions take the write lock when they open. */
async function lockMigrations(tx: Tx): Promise<void> {
  if (engineOf(tx) === "postgres") await sql`select pg_advisory_xact_lock(${advisoryLockKey})`.execute(tx);
}

async function createMigrationsTable(tx: Tx): Promise<void> {
  // Not `if not exists` alone, which tells PostgreSQL to log a notice at every start.
  if (await hasMigrationsTable(tx)) return;
  const columns =
    "number bigint not null primary key, name text not null, is_breaking bigint not null, applied_at bigint";
  const text = `create table schema_migrations (${columns} not null)`;
  await sql.raw(engineOf(tx) === "postgres" ? text : `${text.replaceAll("bigint", "integer")} strict`).execute(tx);
}

const hasMigrationsTable = (tx: Tx): Promise<boolean> =>
  engineOf(tx) === "postgres"
    ? one(tx, isCounted)`select count(*) as count from pg_class where oid = to_regclass('schema_migrations')`
    : one(tx, isCounted)`select count(*) as count from sqlite_schema where name = 'schema_migrations'`;

const isCounted = (row: { count: bigint }): boolean => row.count > 0n;

const listApplied = (tx: Tx): Promise<AppliedMigration[]> =>
  many(tx, toAppliedMigration)`select number, name, is_breaking from schema_migrations order by number`;

const toAppliedMigration = (row: { number: bigint; name: string; is_breaking: bigint }): AppliedMigration => ({
  number: Number(row.number),
  name: row.name,
  isBreaking: row.is_breaking === 1n,
});
