import { expect, test } from "vitest";
import { createPlaces, type PlaceLimits } from "./places.ts";

const limits: PlaceLimits = {
  all: 10,
  each: { untried: 2, quick: 6, slow: 3, failing: 2 },
  hampered: 4,
  failingTriesPerSecond: 3,
};

const due = (...names: readonly string[]) => names.map((destination) => ({ destination }));
const many = (name: string) => due(...Array.from({ length: 20 }, () => name));

function countBy(chosen: readonly { readonly destination: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { destination } of chosen) counts[destination] = (counts[destination] ?? 0) + 1;
  return counts;
}

test("an untried destination gets few places, a quick one many, a slow one few again", () => {
  const places = createPlaces(limits);
  expect(countBy(places.choose(many("shop"), 0))).toEqual({ shop: 2 });
  places.begin("shop", 0);
  expect(countBy(places.choose(many("shop"), 0))).toEqual({ shop: 1 });
  places.end("shop", "quick");
  expect(countBy(places.choose(many("shop"), 0))).toEqual({ shop: 6 });
  places.begin("shop", 0);
  places.end("shop", "slow");
  expect(countBy(places.choose(many("shop"), 0))).toEqual({ shop: 3 });
});

test("a failing destination is tried so many times a second, also after the clock was set back", () => {
  const places = createPlaces(limits);
  const tryOnce = (nowMs: number): void => {
    places.begin("shop", nowMs);
    places.end("shop", "failing");
  };
  for (const nowMs of [5_000, 5_001, 5_999]) tryOnce(nowMs);
  expect(places.choose(many("shop"), 5_999)).toEqual([]);
  expect(countBy(places.choose(many("shop"), 6_000))).toEqual({ shop: 2 });
  expect(countBy(places.choose(many("shop"), 1_000))).toEqual({ shop: 2 });
});

test("slow and failing destinations together leave the other places to the rest", () => {
  const places = createPlaces(limits);
  for (const name of ["a", "b", "c"]) {
    places.begin(name, 0);
    places.end(name, "slow");
  }
  const chosen = places.choose([...many("a"), ...many("b"), ...many("c"), ...many("new")], 0);
  expect(countBy(chosen)).toEqual({ a: 3, b: 1, new: 2 });
  for (const { destination } of chosen) places.begin(destination, 0);
  expect(places.room()).toBe(4);
  expect(countBy(places.choose([...many("c"), ...due("x", "y")], 0))).toEqual({ x: 1, y: 1 });
});

test("no more are chosen than there are places over all", () => {
  const places = createPlaces(limits);
  const names = Array.from({ length: 30 }, (_, place) => `shop-${place}`);
  expect(places.choose(due(...names), 0)).toHaveLength(10);
});

test("what a destination has room for is what its pace leaves after those under way, and no fewer for others", () => {
  const places = createPlaces(limits);
  expect(places.roomFor("shop", 0)).toBe(2);
  places.begin("shop", 0);
  expect(places.roomFor("shop", 0)).toBe(1);
  places.end("shop", "quick");
  expect(places.roomFor("shop", 0)).toBe(6);
  expect(places.roomFor("another", 0)).toBe(2);
});
