import { expect, test } from "vitest";
import { percentile, ratioOf, spreadOf } from "./statistics.ts";

test("a spread is the median with the least and the greatest", () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
});

test("a ratio is taken round by round, so a slow round slows both sides", () => {
  expect(ratioOf([10, 1], [20, 2])).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
});

test("percentiles take the nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([50, 99, 100]);
});
