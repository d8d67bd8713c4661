import { expect, test } from "vitest";
import { findPlace, scanJson } from "./json-text.ts";

const text = '{"order":{"goods":[{"name":"A, \\"B\\": {"},{"name":2}]},"env":{}}';
const markedAt = (path: readonly (string | number)[]) => findPlace(scanJson(text), path)?.text;

test("every value is found by its path, whatever signs its text holds", () => {
  expect(markedAt(["order", "goods", 0, "name"])).toBe('"A, \\"B\\": {"');
  expect(markedAt(["order", "goods", 1, "name"])).toBe("2");
  expect(markedAt(["env"])).toBe('"env"');
  expect(markedAt([])).toBe("{");
  expect(markedAt(["order", "nothing"])).toBeUndefined();
});

test("a text that is still being typed says where its last token stands", () => {
  expect(scanJson('{"order":{"buyer":{"buyerN').at(-1)).toMatchObject({
    role: "key",
    path: ["order", "buyer", "buyerN"],
  });
  expect(scanJson('{"env":{"terminalType":"W').at(-1)).toMatchObject({ role: "value", path: ["env", "terminalType"] });
});
