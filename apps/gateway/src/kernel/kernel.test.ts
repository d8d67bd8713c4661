import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMoney, assertTransition, isFinal, newSortableId, Secret, toAmount, toInstant, toMoney } from "./index.ts";

describe("ids", () => {
  test("an id made later sorts later", () => {
    const times = fc.tuple(fc.nat({ max: 2 ** 45 }), fc.integer({ min: 1, max: 2 ** 30 }));
    fc.assert(
      fc.property(times, ([earlier, gap]) => {
        expect(newSortableId("PS", toInstant(earlier)) < newSortableId("PS", toInstant(earlier + gap))).toBe(true);
      }),
    );
  });

  test("ids of one millisecond differ, are 38 characters and use no letter that reads as a digit", () => {
    const ids = Array.from({ length: 10_000 }, () => newSortableId("PS", toInstant(1_700_000_000_000)));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.slice(0, 200)) expect(id).toMatch(/^PS[0-9A-HJKMNP-TV-Z]{36}$/);
  });
});

describe("money", () => {
  test("an amount keeps every digit, beyond what a float could hold", () => {
    const amount = { currency: "IDR", value: "9999999999999999" };
    expect(toAmount(toMoney(amount))).toEqual(amount);
  });

  test("amounts add within one currency only", () => {
    const euro = (minor: bigint) => ({ currency: "EUR", minor });
    expect(addMoney(euro(1n), euro(2n))).toEqual(euro(3n));
    expect(() => addMoney(euro(1n), { currency: "USD", minor: 1n })).toThrow("never added");
  });
});

describe("a life cycle", () => {
  const table = { OPEN: ["CLOSED"], CLOSED: [] } as const;

  test("a move outside the table is a bug", () => {
    assertTransition(table, "OPEN", "CLOSED");
    expect(() => assertTransition(table, "CLOSED", "OPEN")).toThrow("no transition from CLOSED to OPEN");
  });

  test("a state that leads nowhere is final", () => {
    expect([isFinal(table, "OPEN"), isFinal(table, "CLOSED")]).toEqual([false, true]);
  });
});

test("a secret shows in no way of printing it, and still reveals", () => {
  const secret = new Secret({ number: "4111111111111111" });
  const printed = [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret }, { depth: 9 })].join();
  expect(printed).not.toContain("4111");
  expect(secret.reveal().number).toBe("4111111111111111");
});
