// Everything that has to hold before a change is accepted, in order, to the end even when something failed:
// `node tools/check.ts`. The last line is the sum: `N passed, N failed`.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import type { Tally, VitestReport } from "./tally.ts";
import { addTallies, tallyVitest, toSummaryLine } from "./tally.ts";

const usage = `usage: node tools/check.ts [--static | --fast]
  (nothing)  every check and every test
  --static   format, lint, types, structure, unused code, generated files, the repository's own rules
  --fast     everything but the battery (whole gateways, killed and raced) and the browser`;

type Step = { readonly name: string; readonly command: readonly [string, ...string[]] };

const root = join(import.meta.dirname, "..");
const binaries = join(root, "node_modules", ".bin");

const staticSteps: readonly Step[] = [
  { name: "format", command: ["oxfmt", "--check", "."] },
  { name: "lint", command: ["oxlint"] },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types (browser)", command: ["tsc", "-p", "packages/checkout/tsconfig.json"] },
  { name: "types (console)", command: ["tsc", "-p", "apps/console/tsconfig.json"] },
  { name: "structure", command: ["depcruise", "--config", ".dependency-cruiser.mjs", ...existingFolders()] },
  { name: "unused code", command: ["knip"] },
  { name: "generated files", command: ["node", "tools/generate.ts", "--check"] },
  { name: "built checkout", command: ["node", "packages/checkout/build.ts", "--check"] },
  { name: "built console", command: ["node", "apps/console/build.ts", "--check"] },
];

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { static: { type: "boolean" }, fast: { type: "boolean" } } });
  if (values.static && values.fast) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const tallies: Tally[] = [];
  for (const step of staticSteps) tallies.push(await runStep(step));
  tallies.push(await runVitest(values.static ? ["tools"] : values.fast ? ["tools", "unit"] : []));
  const sum = addTallies(tallies);
  console.log(`\n${toSummaryLine(sum)}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

/** Runs one static step. What it printed is shown only when it failed. */
async function runStep({ name, command }: Step): Promise<Tally> {
  const startedAt = performance.now();
  const { exitCode, output } = await run(command, "captured");
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${exitCode === 0 ? "ok    " : "FAILED"} ${name.padEnd(16)} ${seconds.padStart(5)} s`);
  if (exitCode !== 0) console.log(`${output.trimEnd()}\n`);
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Runs the tests of these vitest projects, all when none is named, with vitest's own output in full view. */
async function runVitest(projects: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "opencashier-check-"));
  const reportFile = join(folder, "report.json");
  try {
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${reportFile}`];
    const chosen = projects.map((project) => `--project=${project}`);
    const { exitCode } = await run(["vitest", "run", ...reporters, ...chosen], "shown");
    const report = existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, "utf8")) as VitestReport) : undefined;
    return tallyVitest(report, exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a command of node_modules/.bin, with the pinned Node first on PATH. A signal or a failed start counts as 1. */
function run(
  [command, ...args]: Step["command"],
  outputMode: "shown" | "captured",
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env["PATH"] ?? ""}` };
  const isWindows = process.platform === "win32"; // There the commands are .cmd files, which need a shell.
  return new Promise((resolve) => {
    const stdio = outputMode === "shown" ? "inherit" : "pipe";
    const child = spawn(command, args, { cwd: root, env, stdio, shell: isWindows });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.on("error", (error) => resolve({ exitCode: 1, output: error.message }));
    child.on("close", (exitCode) => resolve({ exitCode: exitCode ?? 1, output }));
  });
}

function existingFolders(): readonly string[] {
  return ["packages", "apps", "test", "tools", "bench"].filter((folder) => existsSync(join(root, folder)));
}
