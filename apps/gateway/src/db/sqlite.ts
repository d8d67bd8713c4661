import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from "kysely";

/** How long a statement waits while another process, such as a command beside the server, holds the file. */
const busyTimeoutMs = 5_000;
const statementsMax = 512;

/** The embedded store: `<dataDir>/opencashier.sqlite`, readable by its owner alone. */
export function sqliteDialect(dataDir: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateSqliteDriver({ database: async () => toKyselyDatabase(openFile(dataDir)) }),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/**
 * Takes the write lock when a transaction opens. A deferred one that reads first and writes later is refused at once when
 * another process wrote in between; the busy timeout does not help it.
 */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

function openFile(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "opencashier.sqlite");
  // SQLite gives its -wal and -shm files the mode of the main file, so that one is made first, closed to others.
  closeSync(openSync(path, "a", 0o600));
  const database = new DatabaseSync(path, {
    timeout: busyTimeoutMs,
    readBigInts: true,
    enableForeignKeyConstraints: true,
  });
  // FULL: an acknowledged commit survives a power cut. The cache (64 MiB) keeps the index that merchants' own ids enter in
  // random order in memory, and checkpoints every 16 MiB rewrite each of its pages once for many rows.
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma cache_size = -65536;
    pragma wal_autocheckpoint = 4096;
  `);
  return database;
}

function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(text) {
      const known = statements.get(text);
      if (known) return known;
      if (statements.size === statementsMax) forgetOldest(statements);
      const statement = toKyselyStatement(database.prepare(text));
      statements.set(text, statement);
      return statement;
    },
  };
}

function forgetOldest(statements: Map<string, SqliteStatement>): void {
  for (const text of statements.keys()) {
    statements.delete(text);
    return;
  }
}

function toKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toInputValue)),
    run: (parameters) => statement.run(...parameters.map(toInputValue)),
    iterate: (parameters) => statement.iterate(...parameters.map(toInputValue)),
  };
}

/** node:sqlite binds every number as a float; a whole one must stay an integer where no column converts it back. */
const toInputValue = (value: unknown): SQLInputValue =>
  typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : (value as SQLInputValue);
