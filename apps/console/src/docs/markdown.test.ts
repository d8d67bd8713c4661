import { expect, test } from "vitest";
import { parseDocument, toPlainText } from "./markdown.ts";

const anchorsOf = (markdown: string) => [...parseDocument(markdown).headings.values()].map(({ anchor }) => anchor);

test("headings get the anchors that code hosts give them, in any script, numbered when they come again", () => {
  expect(anchorsOf("# A `b` c!\n\n## 网关的结果码\n\n## Two words\n\n## Two words")).toEqual([
    "a-b-c",
    "网关的结果码",
    "two-words",
    "two-words-1",
  ]);
});

test("the words of a page are found at any depth, and entities are read as what they stand for", () => {
  const { tokens } = parseDocument(
    "One **two** `a<b` &lt;three>\n\n- four\n  - five\n\n| six | `seven` |\n|---|---|\n| 8 | 9 |",
  );
  expect(toPlainText(tokens).replaceAll(/\s+/g, " ").trim()).toBe("One two a<b <three> four five six seven 8 9");
});
