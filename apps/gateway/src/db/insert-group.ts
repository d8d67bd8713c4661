import { CompiledQuery } from "kysely";
import { assert } from "../kernel/index.ts";
import type { Engine, Tx } from "./db.ts";
import { engineOf } from "./dialect.ts";
import type { SqlValue } from "./query.ts";
import type { Tables } from "./tables.ts";

export type InsertGroup<Table extends keyof Tables = keyof Tables> = {
  readonly table: Table;
  readonly columns: readonly (keyof Tables[Table] & string)[];
  /** One value per column; plain values only, no pieces of SQL. At least one row. */
  readonly rows: readonly (readonly Exclude<SqlValue, object>[])[];
  /** The text column to answer with. */
  readonly returning: keyof Tables[Table] & string;
  /**
   * The column whose unique index groups of several replicas can meet in. Rows enter in its order, so two groups that
   * share keys wait for each other in one direction; in arrival order they could deadlock.
   */
  readonly lockOrder?: keyof Tables[Table] & string;
};

/**
 * Inserts the rows that break no unique index, in one statement and so in one commit, and answers the `returning` value of
 * each row that went in, in no promised order. The text depends only on table, columns and row count, so the engine
 * prepares each size once; the query builder is passed by, because it would compile the text anew for every group.
 */
export async function insertIgnoringConflicts<Table extends keyof Tables>(
  tx: Tx,
  group: InsertGroup<Table>,
): Promise<string[]> {
  const { columns, returning } = group;
  assert(group.rows.length > 0, "a group to insert has rows");
  assert(
    group.rows.every((row) => row.length === columns.length),
    "a row to insert has one value per column",
  );
  const values = inLockOrder(group).flat();
  const answer = await tx.executeQuery<Record<string, string>>(
    CompiledQuery.raw(insertText(engineOf(tx), group), values),
  );
  return answer.rows.map((row) => {
    const value = row[returning];
    assert(typeof value === "string", "an insert answers with a text column");
    return value;
  });
}

function inLockOrder<Table extends keyof Tables>(group: InsertGroup<Table>): InsertGroup<Table>["rows"] {
  if (group.lockOrder === undefined || group.rows.length === 1) return group.rows;
  const place = group.columns.indexOf(group.lockOrder);
  return group.rows.toSorted((left, right) => (String(left[place]) < String(right[place]) ? -1 : 1));
}

// One text per table, set of columns and group size: bounded by the code and its group sizes, never by what arrives.
const texts = new Map<string, string>();

function insertText<Table extends keyof Tables>(engine: Engine, group: InsertGroup<Table>): string {
  const { table, columns, returning, rows } = group;
  const key = `${engine} ${table} ${rows.length} ${returning} ${columns.join(" ")}`;
  let text = texts.get(key);
  if (text === undefined) {
    const row = (index: number) =>
      `(${columns.map((_, place) => placeholder(engine, index * columns.length + place + 1)).join(", ")})`;
    const allRows = rows.map((_, index) => row(index)).join(", ");
    text = `insert into ${table} (${columns.join(", ")}) values ${allRows} on conflict do nothing returning ${returning}`;
    texts.set(key, text);
  }
  return text;
}

const placeholder = (engine: Engine, number: number): string => (engine === "postgres" ? `$${number}` : "?");
