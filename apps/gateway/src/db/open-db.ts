import { type Dialect, Kysely, type LogEvent, sql } from "kysely";
import type { Db, Engine } from "./db.ts";
import type { PoolLog } from "./postgres.ts";
import type { Tables } from "./tables.ts";

export type OpenDbOptions = {
  /** `postgres://…`; undefined or blank chooses SQLite. */
  readonly url: string | undefined;
  /** Folder of the SQLite file; made with mode 0700 when missing. PostgreSQL leaves it alone. */
  readonly dataDir: string;
  /** Connections to PostgreSQL, 10 unless told. SQLite always has one. */
  readonly poolSizeMax?: number;
  /** Hears of connections that broke while idle. */
  readonly log?: PoolLog;
  /** Told how long each statement took, its commit included; for metrics. */
  readonly observeStatement?: (durationMs: number) => void;
};

const poolSizeMaxDefault = 10;

/** Opens the store. Throws when it cannot be reached or its url names another kind of database. Migrates nothing. */
export async function openDb(options: OpenDbOptions): Promise<Db> {
  const [engine, dialect] = await chooseDialect(options);
  const { observeStatement } = options;
  const observe = observeStatement && (({ queryDurationMillis }: LogEvent) => observeStatement(queryDurationMillis));
  const kysely = new Kysely<Tables>({ dialect, ...(observe && { log: observe }) });
  const ping = async (): Promise<void> => {
    await sql`select 1`.execute(kysely);
  };
  try {
    // Kysely connects with the first statement and closes only what it has connected.
    await ping();
  } catch (error) {
    await kysely.destroy().catch(() => {
      // The refusal to open is the news; a refusal to close what never opened adds nothing to it.
    });
    throw error;
  }
  return {
    engine,
    connection: kysely,
    transaction: (work) => kysely.transaction().execute(work),
    ping,
    close: () => kysely.destroy(),
  };
}

/** Loads the one engine that is asked for. */
async function chooseDialect(options: OpenDbOptions): Promise<readonly [Engine, Dialect]> {
  const url = options.url?.trim();
  if (!url) {
    const { sqliteDialect } = await import("./sqlite.ts");
    return ["sqlite", sqliteDialect(options.dataDir)];
  }
  // The url may carry a password, so the error shows none of it.
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new Error("The database url must start with postgres:// or postgresql://.");
  const { postgresDialect } = await import("./postgres.ts");
  return ["postgres", postgresDialect(url, options.poolSizeMax ?? poolSizeMaxDefault, options.log)];
}
