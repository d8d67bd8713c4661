import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const long = (count: number): string => "  void 0;\n".repeat(count);

const breaches: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  "a promise nobody waits for": ["no-floating-promises", "export function one() {\n  Promise.resolve(1);\n}\n"],
  "a promise where a condition is meant": [
    "no-misused-promises",
    "export const two = (p: Promise<1>) => (p ? 1 : 2);\n",
  ],
  "a switch that misses a case": [
    "switch-exhaustiveness-check",
    'export function three(x: "A" | "B") {\n  switch (x) {\n    case "A":\n      return 1;\n  }\n}\n',
  ],
  "a default export": ["no-default-export", "export default 1;\n"],
  "a function of 71 lines": ["max-lines-per-function", `export function five() {\n${long(69)}}\n`],
  "a file of 401 lines": ["max-lines", "export {};\n".repeat(401)],
  "five parameters": ["max-params", "export const six = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];\n"],
  "a print to the console": ["no-console", "console.log(1);\n"],
  "a read of the environment": ["no-process-env", 'export const eight = process.env["HOME"];\n'],
  any: ["no-explicit-any", "export const nine = (x: any) => String(x);\n"],
  "a namespace": ["no-namespace", "export namespace Ten {\n  export const x = 1;\n}\n"],
  "something thrown that is no error": ["only-throw-error", 'export function eleven() {\n  throw "no";\n}\n'],
};
const names = Object.keys(breaches);
const pathOf = (name: string): string => `apps/gateway/src/sessions/breach-${names.indexOf(name)}.ts`;

type Diagnostic = { readonly code: string; readonly filename: string };
let found: readonly Diagnostic[] = [];

beforeAll(() => {
  const tree = mkdtempSync(join(tmpdir(), "opencashier-lint-"));
  try {
    // The settings' paths count from where the settings lie, so the planted tree has a copy of them.
    copyFileSync(join(root, ".oxlintrc.json"), join(tree, ".oxlintrc.json"));
    writeFileSync(join(tree, "tsconfig.json"), '{ "compilerOptions": { "strict": true }, "include": ["apps"] }');
    mkdirSync(dirname(join(tree, pathOf(names[0]!))), { recursive: true });
    for (const name of names) writeFileSync(join(tree, pathOf(name)), breaches[name]![1]);
    found = lint(tree);
  } finally {
    rmSync(tree, { recursive: true });
  }
});

function lint(cwd: string): readonly Diagnostic[] {
  const oxlint = join(root, "node_modules/.bin/oxlint");
  const ended = spawnSync(process.execPath, [oxlint, "--format=json"], { cwd, encoding: "utf8" });
  return (JSON.parse(ended.stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
}

test.each(names)("the linter refuses %s", (name) => {
  const rules = found.filter(({ filename }) => filename.endsWith(pathOf(name))).map(({ code }) => code);
  expect(rules).toEqual(expect.arrayContaining([expect.stringContaining(`(${breaches[name]![0]})`)]));
});
