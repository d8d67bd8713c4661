import { expect, test } from "vitest";
import { findCardTraces } from "./card-traces.ts";

const card = { number: "4054695723100768", cvc: "7391" };

test.each([
  ["the number", `{"n":"${card.number}"}`],
  ["groups", "4054 6957 2310 0768"],
  ["dashes", "4054-6957-2310-0768"],
  ["base64", Buffer.from(`x${card.number}y`).toString("base64")],
  ["base64 elsewhere", Buffer.from(`xy${card.number}`).toString("base64")],
  ["hexadecimal", Buffer.from(card.number).toString("hex")],
  ["a clipped number", card.number.slice(0, 12)],
  ["the code", `{"cvc":"7391"}`],
])("%s is found", (_, text) => {
  expect(findCardTraces(text, card)).not.toEqual([]);
});

test("the first six and last four, and ids that hold the code's digits, are no trace", () => {
  expect(findCardTraces("405469******0768 a7391b 17391 1.7391 2026-11-23T07:39:17391", card)).toEqual([]);
});
