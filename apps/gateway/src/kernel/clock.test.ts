import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movableClock, parseIsoText, toInstant, toIsoText } from "./index.ts";

describe("ISO 8601 texts", () => {
  test.each([
    ["2026-11-22T03:15:00Z", 0],
    ["2026-11-22T03:15:00+00:00", 0],
    ["2026-11-22T11:15:00+08:00", 480],
    ["2026-11-22T11:15:00+0800", 480],
    ["2026-11-21T23:45:00-03:30", -210],
  ])("%s is one instant, and its offset is kept", (text, offsetMinutes) => {
    expect(parseIsoText(text)).toEqual({ instant: Date.UTC(2026, 10, 22, 3, 15), offsetMinutes });
  });

  test.each([
    ["no offset", "2026-11-22T03:15:00"],
    ["a date that never was", "2026-02-31T00:00:00Z"],
    ["no 29 February that year", "2027-02-29T00:00:00Z"],
    ["hour 24", "2026-11-22T24:00:00Z"],
    ["an offset beyond every time zone", "2026-11-22T03:15:00+15:00"],
    ["words", "tomorrow"],
    ["a blank instead of T", "2026-11-22 03:15:00Z"],
  ])("%s is refused", (_, text) => {
    expect(parseIsoText(text)).toBeUndefined();
  });

  test("any instant written in any offset reads back as itself, to the second", () => {
    const instants = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => toInstant(seconds * 1000));
    const offsets = fc.integer({ min: -56, max: 56 }).map((quarters) => quarters * 15);
    fc.assert(
      fc.property(instants, offsets, (instant, offsetMinutes) => {
        expect(parseIsoText(toIsoText(instant, offsetMinutes))).toEqual({ instant, offsetMinutes });
      }),
    );
  });
});

test("a movable clock stands still until it is moved", () => {
  const clock = movableClock(toInstant(1_000));
  expect(clock.now()).toBe(1_000);
  clock.advance(60_000);
  expect(clock.now()).toBe(61_000);
});
