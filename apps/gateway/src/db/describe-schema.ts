import type { Db, Tx } from "./db.ts";
import { many } from "./query.ts";

/**
 * The schema as text, the same on every machine and server version: what all migrations together have made. The committed
 * `schema.sqlite.sql` and `schema.postgres.sql` are compared with it in a test, so a migration shows its whole effect in
 * review.
 */
export async function describeSchema(db: Db): Promise<string> {
  const parts = await (db.engine === "postgres" ? describePostgres(db.connection) : describeSqlite(db.connection));
  return `${parts.join("\n\n")}\n`;
}

/** SQLite keeps the statements themselves; the indexes behind unique constraints have none. */
const describeSqlite = (tx: Tx): Promise<string[]> =>
  many(tx, (row: { sql: string }) => `${row.sql};`)`
    select sql from sqlite_schema where sql is not null order by tbl_name, type desc, name`;

async function describePostgres(tx: Tx): Promise<string[]> {
  const tables = await listTables(tx);
  const lines = [...(await listColumns(tx)), ...(await listConstraints(tx))];
  const indexes = await listIndexes(tx);
  return tables.flatMap(({ table, text: options }) => {
    const body = lines.filter((line) => line.table === table).map((line) => `  ${line.text}`);
    const own = indexes.filter((line) => line.table === table).map((line) => `${line.text};`);
    return [`create table ${table} (\n${body.join(",\n")}\n)${options};`, ...own];
  });
}

type Line = { readonly table: string; readonly text: string };

const toLine = (row: Line): Line => row;

/** Each with its storage options, if it has any. */
const listTables = (tx: Tx): Promise<Line[]> =>
  many(tx, toLine)`
    select c.relname::text as table,
           coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as text
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname collate "C"`;

const listColumns = (tx: Tx): Promise<Line[]> =>
  many(tx, toLine)`
    select c.relname::text as table,
           concat(a.attname, ' ', format_type(a.atttypid, a.atttypmod),
                  case when a.attcollation = (select oid from pg_collation
                                               where collname = 'C' and collnamespace = 'pg_catalog'::regnamespace)
                       then ' collate "C"' end,
                  case when a.attnotnull then ' not null' end,
                  ' default ' || pg_get_expr(d.adbin, d.adrelid)) as text
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname collate "C", a.attnum`;

/** Without the constraints behind `not null`, which PostgreSQL 18 lists and 17 does not. */
const listConstraints = (tx: Tx): Promise<Line[]> =>
  many(tx, toLine)`
    select c.relname::text as table, concat('constraint ', k.conname, ' ', pg_get_constraintdef(k.oid)) as text
      from pg_class c
      join pg_constraint k on k.conrelid = c.oid and k.contype <> 'n'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname collate "C", k.contype, k.conname collate "C"`;

/** Without the indexes behind constraints. */
const listIndexes = (tx: Tx): Promise<Line[]> =>
  many(tx, toLine)`
    select c.relname::text as table, pg_get_indexdef(i.indexrelid) as text
      from pg_class c
      join pg_index i on i.indrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
     order by c.relname collate "C", pg_get_indexdef(i.indexrelid) collate "C"`;
