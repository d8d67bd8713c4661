import { expect, test } from "vitest";
import { rewriteLinks } from "./links.ts";

const pages = new Set(["integrating/README.md", "integrating/sandbox.md", "glossary.md", "zh/integrating/README.md"]);
const rewrite = (markdown: string, path = "integrating/sandbox.md") =>
  rewriteLinks(markdown, path, (target) => pages.has(target));

test.each([
  ["a page of the folder", "[a](README.md)", "[a](/console/docs/en/integrating/overview.md)"],
  ["a heading of a page", "[a](README.md#keys)", "[a](/console/docs/en/integrating/overview.md#keys)"],
  ["a page above", "[a](../glossary.md)", "[a](/console/docs/en/about/glossary.md)"],
  ["a link whose words are code", "[`a`](README.md)", "[`a`](/console/docs/en/integrating/overview.md)"],
  ["the OpenAPI document", "[a](../reference/openapi.json)", "[a](/openapi.json)"],
  ["what is not served", "[decision 8](../decisions/0008-x.md)", "decision 8"],
  ["what is not there", "[a](missing.md)", "a"],
  ["what lies outside of docs", "[a](../../package.json)", "a"],
  ["a picture", "![shop](../images/shop.png)", "shop"],
  ["a heading of the same page", "[a](#cards)", "[a](#cards)"],
  ["another host", "[a](https://pay.example/x.md)", "[a](https://pay.example/x.md)"],
  ["code", "`[a](README.md)`", "`[a](README.md)`"],
  ["a block of code", "```md\n[a](README.md)\n```", "```md\n[a](README.md)\n```"],
])("a link to %s becomes one that works where the page is served", (_, markdown, served) => {
  expect(rewrite(markdown)).toBe(served);
});

test("a Chinese page links to Chinese pages, and to English ones that have no twin", () => {
  const markdown = "[a](README.md) [b](sandbox.md#cards)";
  expect(rewrite(markdown, "zh/integrating/checkout.md")).toBe(
    "[a](/console/docs/zh/integrating/overview.md) [b](/console/docs/en/integrating/sandbox.md#cards)",
  );
});
