import { expect, test } from "vitest";
import { acknowledged, notifications } from "./notifications/index.ts";
import { operations } from "./operations/index.ts";
import { paymentMethods } from "./payment-methods.ts";
import { toAnchor } from "./reference/page.ts";
import { referenceHtml, referencePages } from "./reference.ts";
import { gatewayResultCodes, resultCodes } from "./result-codes.ts";
import { toSchemaNode } from "./schemas/schema-node.ts";

const pages = referencePages();
const html = referenceHtml();

const section = (page: string, title: string): string => page.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";

const firstCells = (table: string): readonly string[] =>
  [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell ?? "");

test("there is a page per operation and notification, and one for everything they share", () => {
  expect(Object.keys(pages).toSorted()).toEqual(
    ["README.md", "notifications.md", "objects.md", "payment-methods.md", "result-codes.md"]
      .concat([...Object.keys(operations), ...Object.keys(notifications)].map((name) => `${name}.md`))
      .toSorted(),
  );
});

test("each operation's page lists the fields of its messages and the codes it may answer, and no others", () => {
  for (const { name, requestSchema, replySchema, resultCodes: codes } of Object.values(operations)) {
    const page = pages[`${name}.md`] ?? "";
    expect(firstCells(section(page, "Request"))).toEqual(Object.keys(toSchemaNode(requestSchema).properties ?? {}));
    expect(firstCells(section(page, "Reply"))).toEqual(Object.keys(toSchemaNode(replySchema).properties ?? {}));
    expect(firstCells(section(page, "Result codes"))).toEqual(codes);
  }
});

test("each notification's page lists the fields of its body and what it may tell, and no others", () => {
  for (const { name, schema, resultCodes: codes } of Object.values(notifications)) {
    const page = pages[`${name}.md`] ?? "";
    expect(firstCells(section(page, "Body"))).toEqual(Object.keys(toSchemaNode(schema).properties ?? {}));
    expect(firstCells(section(page, "Result codes"))).toEqual(codes);
  }
});

test("the page of all notifications tells the schedule and the acknowledgement as they are", () => {
  const page = pages["notifications.md"] ?? "";
  expect(page).toContain("at once, then after 2 min, 10 min, 10 min, 1 h, 2 h, 6 h, 15 h");
  expect(page).toContain(JSON.stringify(acknowledged));
});

test("the pages of codes and methods are complete", () => {
  const codes = pages["result-codes.md"] ?? "";
  expect(firstCells(section(codes, "Codes of the gateway"))).toEqual(gatewayResultCodes);
  expect(firstCells(section(codes, "All codes"))).toEqual(Object.keys(resultCodes));
  expect(firstCells(pages["payment-methods.md"] ?? "").slice(0, 94)).toEqual(
    paymentMethods.map((method) => method.paymentMethodType),
  );
});

test("every link between pages leads to a page and a heading that are there", () => {
  for (const [name, page] of Object.entries(pages)) {
    for (const [link, file = "", anchor] of page.matchAll(/\]\(([\w-]+\.md)(?:#([\w-]+))?\)/g)) {
      const anchors = [...(pages[file] ?? "").matchAll(/^#+ (.+)$/gm)].map(([, text]) => toAnchor(text ?? ""));
      expect([name, link, file in pages]).toEqual([name, link, true]);
      if (anchor !== undefined) expect([name, link, anchors.includes(anchor)]).toEqual([name, link, true]);
    }
  }
});

test("tables have as many cells in every row as in their head", () => {
  for (const page of Object.values(pages)) {
    for (const table of page.matchAll(/(?:^\|.*\n)+/gm)) {
      const counts = new Set(
        table[0]
          .trim()
          .split("\n")
          .map((row) => row.replaceAll(String.raw`\|`, "").split("|").length),
      );
      expect(counts.size).toBe(1);
    }
  }
});

test("every link of the HTML page leads to the one element of that id", () => {
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test("the HTML page needs nothing from elsewhere: no script, no handler, no inline style, no other file", () => {
  expect(html).not.toMatch(/<script|<link|<img|<iframe|javascript:|\bstyle="|\son\w+="|@import|url\(/i);
  expect(html.match(/<style>/g)).toHaveLength(1);
});
