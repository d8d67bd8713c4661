import { describe, expect, test } from "vitest";
import { isPast, isTooFar, parseExpiry, settleExpiry, shapeExpiry } from "./expiry.ts";

describe("an expiry date", () => {
  test.each([
    ["1/27", "01 / 27"],
    ["01/2027", "01 / 27"],
    ["0127", "01 / 27"],
    ["012027", "01 / 27"],
    ["01 / 27", "01 / 27"],
    ["2027-01", "01 / 27"],
    ["2027/1", "01 / 27"],
    ["12-29", "12 / 29"],
  ])("given as %j is %j", (text, settled) => {
    expect(settleExpiry(shapeExpiry(text))).toBe(settled);
  });

  test("typed key by key is shaped on the way", () => {
    const shapes: string[] = [];
    let text = "";
    for (const key of "0429") {
      text = shapeExpiry(text + key);
      shapes.push(text);
    }
    expect(shapes).toEqual(["0", "04 / ", "04 / 2", "04 / 29"]);
  });

  test("a month above one has only one digit", () => {
    expect(shapeExpiry("4")).toBe("04 / ");
  });

  test("a year typed with four digits is not cut while it is typed", () => {
    expect(shapeExpiry("01 / 202")).toBe("01 / 202");
    expect(settleExpiry("01 / 2031")).toBe("01 / 31");
  });

  test("deleting gets past the separator", () => {
    expect(shapeExpiry("01 / ", false)).toBe("01");
    expect(shapeExpiry("0", false)).toBe("0");
  });

  test.each(["", "1", "13 / 27", "00 / 27", "01 / 2", "01 / 1999"])("%j is no date", (text) => {
    expect(parseExpiry(text)).toBeUndefined();
  });
});

describe("a card's last month", () => {
  const day = (text: string): number => Date.parse(text);

  test("is good to its end, also where the day is a day behind", () => {
    const expiry = { month: "11", year: "26" };
    expect(isPast(expiry, day("2026-11-30T23:59:59Z"))).toBe(false);
    expect(isPast(expiry, day("2026-12-01T11:00:00Z"))).toBe(false);
    expect(isPast(expiry, day("2026-12-02T00:00:00Z"))).toBe(true);
  });

  test("more than twenty years ahead is a mistake", () => {
    expect(isTooFar({ month: "01", year: "46" }, day("2026-11-22"))).toBe(false);
    expect(isTooFar({ month: "01", year: "47" }, day("2026-11-22"))).toBe(true);
  });
});
