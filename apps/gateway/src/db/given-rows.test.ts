import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { type GivenRow, givenRows } from "./given-rows.ts";
import { many } from "./query.ts";

const columns = { name: "text", count: "bigint" } as const;
type Row = { readonly name: string; readonly count: bigint | null };

describe.each(engines)("rows given to a statement on %s", (engine) => {
  const db = useDb(engine);
  const listed = (rows: readonly GivenRow<keyof typeof columns>[]): Promise<Row[]> =>
    many(db().connection, (row: Row) => row)`
      select name, count from ${givenRows(db().connection, columns, rows)} given order by name`;

  test("arrive whole: quotes, other scripts, great numbers, nothing", async () => {
    const rows = [
      { name: `a' "quoted" \\ line\n`, count: Number.MAX_SAFE_INTEGER },
      { name: "b 🦊 支付", count: 0 },
      { name: "c", count: null },
    ];
    expect(await listed(rows)).toEqual(
      rows.map(({ name, count }) => ({ name, count: count === null ? null : BigInt(count) })),
    );
  });

  test("may be none", async () => {
    expect(await listed([])).toEqual([]);
  });

  test("leave the statement's text as it is, however many they are", () => {
    const textOf = (count: number): string =>
      givenRows(
        db().connection,
        columns,
        Array.from({ length: count }, () => ({ name: "n", count })),
      ).compile(db().connection).sql;
    expect(textOf(50)).toBe(textOf(1));
  });
});
