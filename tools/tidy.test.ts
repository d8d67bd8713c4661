import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findDeadLinks } from "./markdown-links.ts";
import { listRepositoryFiles } from "./repository-files.ts";
import { tidyRules } from "./tidy-rules.ts";

const root = join(import.meta.dirname, "..");
const files = listRepositoryFiles(root).map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
type RuleName = keyof typeof tidyRules;
const ruleNames = Object.keys(tidyRules) as RuleName[];

test("the repository's files were found", () => {
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(["package.json", "tools/tidy.test.ts"]));
});

test.each(ruleNames)("%s: in every file", (name) => {
  const faults = files.flatMap((file) => tidyRules[name](file).map((fault) => `${file.path}: ${fault}`));
  expect(faults).toEqual([]);
});

test("linksLeadSomewhere: in every Markdown file", () => {
  const faults = files.flatMap((file) => findDeadLinks(root, file).map((fault) => `${file.path}: ${fault}`));
  expect(faults).toEqual([]);
});

test("the changelog speaks of the version in package.json", () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
  expect(readFileSync(join(root, "CHANGELOG.md"), "utf8")).toContain(`## [${version}]`);
});

const gateway = "apps/gateway/src";
// Cut in two, so that this file does not break the rules it proves.
const reminder = ["TO", "DO"].join("");
const samples: Readonly<Record<RuleName, readonly (readonly [verdict: "bad" | "good", path: string, text: string])[]>> =
  {
    namesAreKebabCase: [
      ["bad", `${gateway}/kernel/moneyRules.ts`, ""],
      ["bad", `${gateway}/Sessions/session.ts`, ""],
      ["bad", "docs/Operating_guide.md", ""],
      ["good", "docs/reference/createPaymentSession.md", ""],
      ["good", "docs/zh/reference/createPaymentSession.md", ""],
      ["good", "README.zh-CN.md", ""],
      ["good", `${gateway}/db/migrations/sqlite/0001-first.sql`, ""],
    ],
    namesSaySomething: [
      ["bad", `${gateway}/kernel/utils.ts`, ""],
      ["bad", `${gateway}/sessions/session-service.ts`, ""],
      ["bad", `${gateway}/common/money.ts`, ""],
      ["bad", "test/support/db.helper.ts", ""],
      ["good", `${gateway}/http/serviceable.ts`, ""],
    ],
    linesAreReadable: [
      ["bad", "tools/a.ts", `const sum = ${"one + ".repeat(30)}one;`],
      ["good", "tools/a.ts", `const key = "${"M".repeat(400)}";`],
      ["good", "docs/a.md", "word ".repeat(60)],
      ["good", "packages/protocol/src/payment-method-table.ts", `CARD ${"| ".repeat(80)}`],
    ],
    remindersNameTheirIssue: [
      ["bad", "tools/a.ts", `// ${reminder}: later`],
      ["bad", "docs/a.md", `${reminder} later`],
      ["good", "tools/a.ts", `// ${reminder}(#12): later`],
    ],
    timeAndChanceAreInjected: [
      ["bad", `${gateway}/sessions/session.ts`, "const now = Date.now();"],
      ["bad", `${gateway}/sessions/session.ts`, "const now = new Date();"],
      ["bad", `${gateway}/sessions/session.ts`, "const dice = Math.random();"],
      ["good", `${gateway}/sessions/session.ts`, "// Not Date.now(): the clock can be moved.\nnew Date(instant);"],
      ["good", `${gateway}/kernel/clock.ts`, "Date.now();"],
      ["good", `${gateway}/sessions/session.test.ts`, "Date.now();"],
    ],
    statementsLiveInStores: [
      ["bad", `${gateway}/sessions/session.ts`, "sql`select id\n from payment_sessions where id = ${id}`"],
      ["bad", `${gateway}/http/server.ts`, 'query("UPDATE merchants SET status = 1")'],
      ["bad", `${gateway}/http/server.ts`, "sql`insert into merchants values (1)`"],
      ["good", `${gateway}/sessions/store.ts`, "sql`select id from payment_sessions`"],
      ["good", `${gateway}/merchants/gateway-key-store.ts`, "sql`delete from gateway_keys`"],
      ["good", `${gateway}/http/server.ts`, "// We select one worker from the pool.\nupdate(set);"],
    ],
    columnsAreNamed: [
      ["bad", `${gateway}/sessions/store.ts`, "sql`select * from payment_sessions`"],
      ["bad", `${gateway}/db/migrations/0001-first.sql`, "SELECT s.* FROM payment_sessions s"],
      ["good", `${gateway}/sessions/store.ts`, "sql`select count(*) from payment_sessions`"],
    ],
    theProjectSpeaksOfItself: [
      ["bad", "README.md", `This page is ${["AI", "generated"].join("-")}.`],
      ["bad", "README.md", `A ${["blazingly", "fast"].join(" ")} gateway`],
      ["bad", "docs/a.md", `See ${["/home", "somebody", "notes"].join("/")}`],
      ["good", "README.md", "Data lies in /data; logs say how long a request took."],
    ],
    changelogKeepsItsShape: [
      ["bad", "CHANGELOG.md", "# Changes\n"],
      ["bad", "CHANGELOG.md", "# Changelog\n\n## 0.1.0\n"],
      ["bad", "CHANGELOG.md", "# Changelog\n\n## [0.1.0] - Unreleased\n\n### News\n"],
      ["bad", "CHANGELOG.md", "# Changelog\n\n## [0.9.0] - 2027-01-01\n\n## [0.10.0] - 2027-02-01\n"],
      ["good", "CHANGELOG.md", "# Changelog\n\n## [0.10.0] - Unreleased\n\n### Added\n\n## [0.9.0] - 2027-01-01\n"],
    ],
  };

describe.each(ruleNames)("%s", (name) => {
  test.each(samples[name])("finds a %s sample in %s: %j", (verdict, path, text) => {
    expect(tidyRules[name]({ path, text }).length > 0 ? "bad" : "good").toBe(verdict);
  });
});

describe("linksLeadSomewhere", () => {
  const folder = mkdtempSync(join(tmpdir(), "opencashier-links-"));
  writeFileSync(join(folder, "there.md"), "# A heading: one & two\n");
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["[a file that is not there](gone.md)", 1],
    ["[a heading that is not there](there.md#two)", 1],
    ["[out of the repository](../etc/hosts)", 1],
    ["[a file](there.md), [a heading](there.md#a-heading-one--two), [the web](https://example.com/x)", 0],
    ["`[code](gone.md)`", 0],
  ])("counts in %s the dead links: %i", (text, count) => {
    expect(findDeadLinks(folder, { path: "page.md", text })).toHaveLength(count);
  });
});
