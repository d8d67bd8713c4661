import { PostgresAdapter, type RawBuilder, sql } from "kysely";
import type { Engine, Tx } from "./db.ts";

/** The engine behind a connection or transaction. */
export const engineOf = (tx: Tx): Engine =>
  tx.getExecutor().adapter instanceof PostgresAdapter ? "postgres" : "sqlite";

const forUpdateText = sql`for update`;
const forUpdateSkipLockedText = sql`for update skip locked`;
const nothing = sql``;

/** Ends a select that locks its rows until the transaction does. SQLite transactions never overlap, so they need nothing. */
export const forUpdate = (tx: Tx): RawBuilder<unknown> => (engineOf(tx) === "postgres" ? forUpdateText : nothing);

/** Ends a select that claims due work: rows another worker holds are passed over. */
export const forUpdateSkipLocked = (tx: Tx): RawBuilder<unknown> =>
  engineOf(tx) === "postgres" ? forUpdateSkipLockedText : nothing;
