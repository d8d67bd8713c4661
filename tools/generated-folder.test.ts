import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findStaleFiles, findStalePages, updateFolder, updatePages } from "./generated-folder.ts";

const wanted = new Map([
  ["a.md", "# A\n"],
  ["b.json", "{}\n"],
]);

let parent = "";
beforeEach(() => (parent = mkdtempSync(join(tmpdir(), "opencashier-generated-"))));
afterEach(() => rmSync(parent, { recursive: true }));

test("everything is stale in a folder that does not exist, and nothing once it is updated", () => {
  const folder = join(parent, "reference");
  expect(findStaleFiles(folder, wanted)).toEqual(["a.md", "b.json"]);
  expect(updateFolder(folder, wanted)).toBe(2);
  expect(findStaleFiles(folder, wanted)).toEqual([]);
});

test("a page edited by hand, a missing page and a page left over are each found, and put right", () => {
  updateFolder(parent, new Map([...wanted, ["gone.md", "old"]]));
  writeFileSync(join(parent, "a.md"), "# Edited\n");
  rmSync(join(parent, "b.json"));
  expect(findStaleFiles(parent, wanted)).toEqual(["a.md", "b.json", "gone.md"]);
  expect(updateFolder(parent, wanted)).toBe(3);
  expect(readdirSync(parent).toSorted((a, b) => a.localeCompare(b))).toEqual(["a.md", "b.json"]);
  expect(readFileSync(join(parent, "a.md"), "utf8")).toBe("# A\n");
});

test("a single page is written where it differs, and its neighbours are left alone", () => {
  const pages = new Map([["page.md", "# Page\n"]]);
  writeFileSync(join(parent, "beside.md"), "# Beside\n");
  expect(findStalePages(parent, pages)).toEqual(["page.md"]);
  expect(updatePages(parent, pages)).toBe(1);
  expect(updatePages(parent, pages)).toBe(0);
  expect(readFileSync(join(parent, "beside.md"), "utf8")).toBe("# Beside\n");
});
