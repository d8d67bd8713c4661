import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findDeadLinks } from "./markdown-links.ts";

const root = join(import.meta.dirname, "..");
const docs = join(root, "docs");

/** What the gateway serves; decisions stay in the repository and in English. */
const englishPages = readdirSync(docs, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".md") && !/^(?:zh|decisions|images)\//.test(path));
const chinesePages = readdirSync(join(docs, "zh"), { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".md"));

const read = (path: string): string => readFileSync(join(docs, path), "utf8");

const codePattern = /^( *)```.*\n[\s\S]*?^ *```$/gm;
const withoutCode = (markdown: string): string => markdown.replaceAll(codePattern, "");

const headingsOf = (markdown: string): readonly string[] =>
  [...withoutCode(markdown).matchAll(/^#+ .+$/gm)].map(([heading]) => heading);

/** Comments, and words at a diagram's arrows, are for the reader and follow the page's language. */
const codeOf = (markdown: string): readonly string[] =>
  [...markdown.matchAll(codePattern)].map(([block]) =>
    block.replaceAll(/\/\*.*?\*\/|(?<!:)\/\/ .*$|(?<=\s)# .*$|(?<=--> \w+: ).*$/gm, ""),
  );

const namesOf = (markdown: string): ReadonlySet<string> =>
  new Set([...withoutCode(markdown).matchAll(/`([^`\n]+)`/g)].map(([, name]) => name ?? ""));

test("every page has its Chinese twin, and no twin is left over", () => {
  expect(chinesePages.toSorted()).toEqual(englishPages.toSorted());
});

describe.each(englishPages.filter((path) => chinesePages.includes(path)))("%s in Chinese", (path) => {
  const english = read(path);
  const chinese = read(`zh/${path}`);

  test("has the headings of the English page, each of the same level", () => {
    const levels = (markdown: string) => headingsOf(markdown).map((heading) => heading.indexOf(" "));
    expect(levels(chinese)).toEqual(levels(english));
  });

  test("has the same code, but for comments", () => {
    expect(codeOf(chinese)).toEqual(codeOf(english));
  });

  test("names code as the English page does", () => {
    const known = namesOf(english);
    expect([...namesOf(chinese)].filter((name) => !known.has(name))).toEqual([]);
  });

  test("is written in Chinese", () => {
    const text = withoutCode(chinese).replaceAll(/`[^`]*`/g, "");
    expect(text.match(/\p{Script=Han}/gu)?.length ?? 0).toBeGreaterThan(40);
  });
});

test("every link of every page leads to a file and a heading that are there", () => {
  const pages = [...englishPages, ...chinesePages.map((path) => `zh/${path}`)];
  expect(pages.flatMap((path) => findDeadLinks(root, { path: `docs/${path}`, text: read(path) }))).toEqual([]);
});
