import { type RawBuilder, sql } from "kysely";
import type { Tx } from "./db.ts";
import { engineOf } from "./dialect.ts";

/**
 * A row's values by column: numbers are whole and at most 2^53 − 1; text is well-formed and free of U+0000, which JSON can
 * name and PostgreSQL cannot keep.
 */
export type GivenRow<Column extends string> = Readonly<Record<Column, string | number | null>>;

/**
 * Rows for a statement to work through, as one parameter: the statement's text, and with it the engine's plan, is then the
 * same however many there are. With a parameter for each value PostgreSQL would parse and plan every count of rows anew.
 *
 *   update notifications set … from ${givenRows(tx, { client_id: "text" }, rows)} given where …
 */
export function givenRows<Column extends string>(
  tx: Tx,
  columns: Readonly<Record<Column, "text" | "bigint">>,
  rows: readonly GivenRow<Column>[],
): RawBuilder<unknown> {
  const names = Object.keys(columns) as Column[];
  const json = JSON.stringify(rows);
  if (engineOf(tx) === "sqlite") {
    const values = names.map((name) => `value ->> '${name}' as ${name}`).join(", ");
    return sql`(select ${sql.raw(values)} from json_each(${json}))`;
  }
  const types = names.map((name) => `${name} ${columns[name]}`).join(", ");
  return sql`(select ${sql.raw(names.join(", "))} from json_to_recordset(cast(${json} as json)) as given (${sql.raw(types)}))`;
}
