import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { cruise } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const options = await extractDepcruiseOptions(join(root, ".dependency-cruiser.mjs"));
const cruised = ["packages", "apps", "test", "tools", "bench"];

async function cruiseTree(baseDir: string): Promise<ICruiseResult> {
  const present = cruised.filter((folder) => existsSync(join(baseDir, folder)));
  // The format is set last: the command's own preference must not replace the object this test reads.
  const { output } = await cruise(present, { ...options, baseDir, validate: true, outputType: "json" });
  return typeof output === "string" ? (JSON.parse(output) as ICruiseResult) : output;
}

/** Writes these files to a tree of their own and answers the names of the rules they break. */
async function findBrokenRules(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const tree = mkdtempSync(join(tmpdir(), "opencashier-structure-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    const { summary } = await cruiseTree(tree);
    return [...new Set(summary.violations.map((violation) => violation.rule.name))];
  } finally {
    rmSync(tree, { recursive: true });
  }
}

const source = "apps/gateway/src";
const plain = "export const one = 1;\n";

test("the repository keeps its layers, and every source file was looked at", async () => {
  const { modules, summary } = await cruiseTree(root);
  const seen = new Set(modules.map((module) => module.source));
  const sourceFiles = globSync(["packages/*/src/**/*.ts", "apps/*/src/**/*.ts"], { cwd: root });
  expect(sourceFiles.length).toBeGreaterThan(0);
  expect(sourceFiles.filter((path) => !seen.has(path))).toEqual([]);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});

test("a tree that keeps the rules breaks none", async () => {
  const files = {
    [`${source}/kernel/index.ts`]: plain,
    [`${source}/db/index.ts`]: `import "node:sqlite";\nexport { one } from "../kernel/index.ts";\n`,
    [`${source}/sessions/index.ts`]: `export { one } from "./session.ts";\n`,
    [`${source}/sessions/session.ts`]: `export { one } from "../db/index.ts";\n`,
    [`${source}/main.ts`]: `export { one } from "./sessions/index.ts";\n`,
    [`${source}/sessions/session.test.ts`]: `import "../main.ts";\nimport "../db/index.ts";\n`,
  };
  expect(await findBrokenRules(files)).toEqual([]);
});

const breaches: readonly (readonly [rule: string, breach: string, files: Readonly<Record<string, string>>])[] = [
  [
    "layers-point-down",
    "a type from a higher layer",
    {
      [`${source}/payments/index.ts`]: "export type One = 1;\n",
      [`${source}/sessions/session.ts`]: `import type { One } from "../payments/index.ts";\nexport type Two = One;\n`,
    },
  ],
  [
    "layers-point-down",
    "the wiring imported by a capability",
    { [`${source}/compose.ts`]: plain, [`${source}/http/server.ts`]: `export { one } from "../compose.ts";\n` },
  ],
  ["layers-are-listed", "a folder without a place", { [`${source}/misc/one.ts`]: `import "node:fs";\n` }],
  [
    "through-index",
    "another folder's inner file",
    { [`${source}/db/query.ts`]: plain, [`${source}/sessions/store.ts`]: `export { one } from "../db/query.ts";\n` },
  ],
  ["fastify-in-http-only", "fastify in a capability", { [`${source}/sessions/session.ts`]: `import "fastify";\n` }],
  ["database-in-db-only", "kysely in a store", { [`${source}/sessions/store.ts`]: `import "kysely";\n` }],
  ["database-in-db-only", "pg in the HTTP layer", { [`${source}/http/server.ts`]: `import type {} from "pg";\n` }],
  ["database-in-db-only", "node:sqlite in a job", { [`${source}/jobs/run.ts`]: `await import("node:sqlite");\n` }],
  [
    "packages-know-no-app",
    "an app in the client",
    { [`${source}/main.ts`]: plain, "packages/node-client/src/a.ts": `import "../../../apps/gateway/src/main.ts";\n` },
  ],
  [
    "protocol-stands-alone",
    "the client in the protocol",
    {
      "packages/node-client/src/index.ts": plain,
      "packages/protocol/src/a.ts": `import "../../node-client/src/index.ts";\n`,
    },
  ],
  [
    "packages-through-index",
    "an inner file of the protocol",
    {
      "packages/protocol/src/money.ts": plain,
      [`${source}/kernel/money.ts`]: `import "../../../../packages/protocol/src/money.ts";\n`,
    },
  ],
  [
    "nothing-shipped-imports-tests",
    "test support in the gateway",
    { "test/support/engines.ts": plain, [`${source}/main.ts`]: `import "../../../test/support/engines.ts";\n` },
  ],
  [
    "no-circles",
    "two files that need each other's types",
    {
      [`${source}/kernel/a.ts`]: `import type { B } from "./b.ts";\nexport type A = B | 1;\n`,
      [`${source}/kernel/b.ts`]: `import type { A } from "./a.ts";\nexport type B = A | 2;\n`,
    },
  ],
  ["no-dangling-imports", "a file that is not there", { [`${source}/kernel/a.ts`]: `import "./gone.ts";\n` }],
];

test.each(breaches)("%s reports %s", async (rule, _, files) => {
  expect(await findBrokenRules(files)).toContain(rule);
});

test("every rule has a planted breach above", () => {
  const rules = new Set(options.ruleSet?.forbidden?.map((rule) => rule.name));
  expect(new Set(breaches.map(([rule]) => rule))).toEqual(rules);
});
