import { expect, test } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

const places = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();

test("both languages say everything, and fill in the same places", () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const key of Object.keys(en) as (keyof typeof en)[])
    expect([key, places(zh[key])]).toEqual([key, places(en[key])]);
});
