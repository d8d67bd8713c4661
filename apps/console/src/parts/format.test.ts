import { expect, test } from "vitest";
import { formatAmount, formatLeft, formatMs, layOut } from "./format.ts";

test.each([
  ["SGD", "4800", "SGD 48.00"],
  ["JPY", "4800", "JPY 4,800"],
  ["KWD", "1", "KWD 0.001"],
  ["USD", "9007199254740993", "USD 90,071,992,547,409.93"],
])("%s %s is shown as %s, to the last unit", (currency, value, shown) => {
  expect(formatAmount({ currency, value }, "en").replaceAll("\u00A0", " ")).toBe(shown);
});

test("durations have the unit that fits", () => {
  expect([formatMs(1.234), formatMs(250), formatMs(1_500)]).toEqual(["1.2 ms", "250 ms", "1.5 s"]);
});

test("JSON is laid out, and what is none is left alone", () => {
  expect(layOut('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(layOut("not JSON")).toBe("not JSON");
});

test.each([
  [604_799_000, "6 days 23 hours"],
  [3_600_000, "1 hour 0 minutes"],
  [61_000, "1 minute 1 second"],
  [900, "0 seconds"],
])("%s ms are shown as %s left", (ms, shown) => {
  expect(formatLeft(ms, "en")).toBe(shown);
});
