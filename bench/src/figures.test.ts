import { expect, test } from "vitest";
import { atLeast, atMost, toFigure, toLine } from "./figures.ts";

const spread = { median: 0.8, min: 0.7, max: 0.9 };

test("a target is met by the median, its bound included", () => {
  expect(toFigure("a", spread, atLeast(0.8)).isMet).toBe(true);
  expect(toFigure("a", spread, atLeast(0.81)).isMet).toBe(false);
  expect(toFigure("a", spread, atMost(0.8)).isMet).toBe(true);
  expect(toFigure("a", spread, atMost(0.79)).isMet).toBe(false);
});

test("a figure that could not be measured meets no target", () => {
  const nothing = { median: Number.NaN, min: Number.NaN, max: Number.NaN };
  expect(toFigure("a", nothing, atMost(1)).isMet).toBe(false);
});

test("a line names the figure, its median, its range and whether the target was met", () => {
  expect(toLine(toFigure("ratio", spread, atLeast(0.75)))).toMatch(/^ratio +0\.80 \[0\.70–0\.90\] +✓ ≥ 0\.75$/);
  expect(toLine(toFigure("packages", { median: 1_234, min: 1_234, max: 1_234 }, atMost(80)))).toMatch(
    /^packages +1,234 +✗ ≤ 80$/,
  );
});
