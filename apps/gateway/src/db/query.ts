import { type Expression, sql } from "kysely";
import { assert } from "../kernel/index.ts";
import type { Tx } from "./db.ts";

export { sql } from "kysely";

/** A piece of a statement, built with `sql`: a list of columns, a condition that is sometimes there. */
export type SqlPiece = Expression<unknown>;

/** What a statement may be given: a parameter, or a piece. Flags are text or 0 and 1. */
export type SqlValue = string | number | bigint | null | Uint8Array | SqlPiece;

/** A tagged template. Values travel as parameters, never as text. */
export type Statement<Value> = (strings: TemplateStringsArray, ...values: SqlValue[]) => Promise<Value>;

/** Every row, mapped, in the order the statement gives. */
export const many =
  <Row, Value>(tx: Tx, toValue: (row: Row) => Value): Statement<Value[]> =>
  async (strings, ...values) =>
    (await run<Row>(tx, strings, values)).rows.map((row) => toValue(row));

/** The one row; none or several is a bug. */
export const one =
  <Row, Value>(tx: Tx, toValue: (row: Row) => Value): Statement<Value> =>
  async (strings, ...values) => {
    const { rows } = await run<Row>(tx, strings, values);
    const [row] = rows;
    assert(row !== undefined && rows.length === 1, `a statement that answers one row answered ${rows.length}`);
    return toValue(row);
  };

/** The one row or undefined; several is a bug. */
export const maybeOne =
  <Row, Value>(tx: Tx, toValue: (row: Row) => Value): Statement<Value | undefined> =>
  async (strings, ...values) => {
    const { rows } = await run<Row>(tx, strings, values);
    const [row] = rows;
    assert(rows.length <= 1, `a statement that answers at most one row answered ${rows.length}`);
    return row === undefined ? undefined : toValue(row);
  };

/** How many rows an insert, update or delete changed. */
export const execute =
  (tx: Tx): Statement<number> =>
  async (strings, ...values) => {
    const { rows, numAffectedRows } = await run(tx, strings, values);
    return Number(numAffectedRows ?? rows.length);
  };

function run<Row>(tx: Tx, strings: TemplateStringsArray, values: readonly SqlValue[]) {
  // Undefined would become null on one engine and an error on the other.
  assert(!values.includes(undefined as never), "a statement's values are all given");
  return sql<Row>(strings, ...values).execute(tx);
}
