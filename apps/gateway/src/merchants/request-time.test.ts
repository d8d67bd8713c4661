import { expect, test } from "vitest";
import { parseRequestTime } from "./request-time.ts";

const instant = Date.UTC(2026, 10, 22, 2, 30);

test.each([
  ["Java, Go", "1795314600000"],
  ["older Go, in nanoseconds", "1795314600000000000"],
  ["Python", "2026-11-22T02:30:00+00:00"],
  ["PHP", "2026-11-22T02:30:00+0000"],
  ["the documents", "2026-11-22T10:30:00+08:00"],
  ["JavaScript", "2026-11-22T02:30:00.000Z"],
])("the form of %s is read", (_, text) => {
  expect(parseRequestTime(text)).toBe(instant);
});

test.each(["", "0", "1795314600", "noon", "2026-11-22T02:30:00", "-1795314600000", "1795314600000 "])(
  "%j is no time",
  (text) => {
    expect(parseRequestTime(text)).toBeUndefined();
  },
);
