import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

export type Engine = "sqlite" | "postgres";

/** A connection or an open transaction. Only `store.ts` files read one. */
export type Tx = Kysely<Tables>;

/**
 * The store, one engine behind it. Integers come back as `bigint` from both engines and JSON columns as text, so a store
 * maps rows once and the same way. PostgreSQL sums `bigint` into `numeric`, which comes back as text: write
 * `cast(sum(…) as bigint)`, which both engines read alike.
 */
export type Db = {
  readonly engine: Engine;
  /**
   * For single statements: each commits by itself before its promise resolves. Never inside `transaction`: SQLite has one
   * connection, so a statement that waits for the transaction it is part of waits for ever.
   */
  readonly connection: Tx;
  /**
   * Commits when `work` resolves, rolls back when it throws. Never call the network inside.
   * SQLite runs one transaction at a time, everything else waits; PostgreSQL runs them as READ COMMITTED.
   */
  readonly transaction: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>;
  /** Throws when a trivial query does not come back; for /readyz. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
};
