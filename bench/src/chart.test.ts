import { expect, test } from "vitest";
import { toChart } from "./chart.ts";

test("the longest whisker ends inside the picture and a bar is as long as its share of it", () => {
  const spread = { median: 50, min: 40, max: 100 };
  const chart = toChart("Rates", [{ label: "a", spread, unit: "/s", isOurs: true }]);
  const [, width = ""] = /viewBox="0 0 (\d+) /.exec(chart) ?? [];
  const [, least = "", greatest = ""] = /<path d="M([\d.]+) [\d.]+H([\d.]+)M/.exec(chart) ?? [];
  const [, start = "", length = ""] = /<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/.exec(chart) ?? [];
  expect(Number(greatest)).toBeLessThan(Number(width));
  expect((Number(greatest) - Number(start)) / 2).toBeCloseTo(Number(length));
  expect(Number(start)).toBeLessThan(Number(least));
});
