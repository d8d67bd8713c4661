import { resultCodes } from "@opencashier/protocol";
import { expect, test } from "vitest";
import { ways } from "./ways.ts";

test("every mistake names a code of the catalogue", () => {
  const named = Object.values(ways).flatMap(({ resultCode }) => resultCode ?? []);
  expect(named.filter((code) => !Object.hasOwn(resultCodes, code))).toEqual([]);
});

test("the second of two requests differs in its amounts alone", () => {
  const body = '{"paymentRequestId":"A","paymentAmount":{"currency":"SGD","value":"4800"}}';
  expect(ways.twice.prepare?.(body)).toBe(body.replace("4800", "4801"));
});
