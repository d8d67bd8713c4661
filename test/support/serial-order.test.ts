import { describe, expect, test } from "vitest";
import { type Call, findSerialOrder, type Model } from "./serial-order.ts";

/** A counter that may not fall below zero: `take` answers whether it could. */
type Operation = { readonly take: number };
const model: Model<number, Operation, boolean> = (left, { take }, taken) => {
  if (taken !== take <= left) return [];
  return [taken ? left - take : left];
};

const call = (
  take: number,
  answer: boolean,
  [startedAt, endedAt]: readonly [number, number],
): Call<Operation, boolean> => {
  return { operation: { take }, answer, startedAt, endedAt };
};

const explain = (calls: readonly Call<Operation, boolean>[], end: number) =>
  findSerialOrder(calls, model, { start: 10, isEnd: (left) => left === end, keyOf: String });

describe("a history of overlapping calls", () => {
  test("is explained when some order of them is legal", () => {
    const calls = [call(6, false, [0, 9]), call(7, true, [1, 8]), call(3, true, [2, 7])];
    expect(explain(calls, 0)?.map(({ operation }) => operation.take)).toEqual([7, 6, 3]);
  });

  test("is not explained when two calls both took what was there once", () => {
    expect(explain([call(6, true, [0, 9]), call(6, true, [1, 8])], -2)).toBeUndefined();
  });

  test("keeps a call that ended before another began in front of it", () => {
    const overlapping = [call(6, false, [0, 9]), call(7, true, [5, 8])];
    const apart = [call(6, false, [0, 4]), call(7, true, [5, 8])];
    expect(explain(overlapping, 3)).toBeDefined();
    expect(explain(apart, 3)).toBeUndefined();
  });

  test("is not explained when the state found afterwards is another", () => {
    expect(explain([call(6, true, [0, 1])], 10)).toBeUndefined();
  });
});
