import { inspect } from "node:util";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { insertIgnoringConflicts } from "./insert-group.ts";
import { openDb } from "./open-db.ts";
import { execute, many, maybeOne, one } from "./query.ts";

/** An error as a careless log would print it: message, stack, cause and every property. */
const toPrinted = (error: unknown): string => inspect(error, { depth: 10, showHidden: true });

type NoteRow = { readonly number: bigint; readonly text: string | null; readonly json: string };

describe.each(engines)("queries on %s", (engine) => {
  const db = useDb(engine);
  const tx = () => db().connection;

  beforeAll(async () => {
    const strict = engine === "sqlite" ? "strict" : "";
    const json = engine === "sqlite" ? "text" : "jsonb";
    const integer = engine === "sqlite" ? "integer" : "bigint";
    await sql
      .raw(
        `create table notes (number ${integer} primary key, text text, json ${json} not null default '{}') ${strict}`,
      )
      .execute(tx());
  });
  afterAll(async () => {
    await sql`drop table notes`.execute(tx());
  });

  const insertNote = (number: bigint, text: string | null, json = "{}") =>
    execute(tx())`insert into notes (number, text, json) values (${number}, ${text}, ${json})`;
  const findNote = (number: bigint) =>
    one(tx(), (row: NoteRow) => row)`select number, text, json from notes where number = ${number}`;

  test.each([
    ["the largest integer", 2n ** 63n - 1n, "text"],
    ["the smallest integer", -(2n ** 63n), "text"],
    ["an integer beyond what a number can hold", 2n ** 53n + 1n, "text"],
    ["null", 1n, null],
    ["text of four-byte characters and accents", 2n, "é 支付 💳 \u200d"],
    ["text that looks like SQL", 3n, `'); drop table notes; --" $1 ? :name \\`],
    ["empty text", 4n, ""],
  ])("%s comes back as it went in", async (_, number, text) => {
    expect(await insertNote(number, text)).toBe(1);
    expect(await findNote(number)).toEqual({ number, text, json: "{}" });
  });

  test("JSON comes back as text that parses to what went in", async () => {
    const value = { amount: { value: "100", currency: "USD" }, list: [1, null, "é"] };
    await insertNote(10n, null, JSON.stringify(value));
    const { json } = await findNote(10n);
    expect(JSON.parse(json)).toEqual(value);
  });

  test("counts and small integers are bigint, and a whole number stays an integer", async () => {
    const row = await one(tx(), (found: object) => found)`
      select count(*) as count, cast(7 as integer) as small, cast(${7} as integer) as given from merchants`;
    expect(row).toEqual({ count: 0n, small: 7n, given: 7n });
  });

  test("execute answers how many rows changed, none included", async () => {
    await insertNote(20n, "a");
    await insertNote(21n, "a");
    expect(await execute(tx())`update notes set text = ${"b"} where number in (20, 21)`).toBe(2);
    expect(await execute(tx())`delete from notes where number = ${22}`).toBe(0);
  });

  test("one refuses none and several, maybeOne refuses several", async () => {
    const numbers = (row: { number: bigint }) => row.number;
    await insertNote(30n, null);
    await insertNote(31n, null);
    await expect(one(tx(), numbers)`select number from notes where number = ${-5}`).rejects.toThrow("answered 0");
    await expect(one(tx(), numbers)`select number from notes where number in (30, 31)`).rejects.toThrow("answered 2");
    await expect(maybeOne(tx(), numbers)`select number from notes where number in (30, 31)`).rejects.toThrow(
      "answered 2",
    );
    expect(await maybeOne(tx(), numbers)`select number from notes where number = ${-5}`).toBeUndefined();
    expect(await many(tx(), numbers)`select number from notes where number in (30, 31) order by number`).toEqual([
      30n,
      31n,
    ]);
  });

  test("an undefined value is a bug, not a null", async () => {
    await expect(execute(tx())`update notes set text = ${undefined as never}`).rejects.toThrow("all given");
  });

  test("a refused row is named by its constraint and never quoted", async () => {
    const secret = "what nobody may log";
    await insertNote(40n, secret);
    const error: unknown = await insertNote(40n, secret).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(toPrinted(error)).not.toContain("nobody");
    const row = ["M1", "s1", "r1", "OPEN", "USD", 0n, `"${secret}"`, 1, 0, 1] as const;
    const refused: unknown = await insertIgnoringConflicts(tx(), {
      table: "payment_sessions",
      columns: [
        ...(["client_id", "payment_session_id", "payment_request_id", "status", "payment_currency"] as const),
        ...(["payment_minor", "request", "expires_at", "expiry_offset_minutes", "created_at"] as const),
      ],
      rows: [row],
      returning: "payment_session_id",
    }).catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(Error);
    expect(toPrinted(refused)).not.toContain("nobody");
  });
});

test("a url of another kind of database is refused without showing it", async () => {
  const opening = openDb({ url: "mysql://root:hunter2@localhost/x", dataDir: "" });
  await expect(opening).rejects.toThrow("must start with postgres://");
  await expect(opening).rejects.not.toThrow("hunter2");
});
