import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError, loadConfig } from "../../config/index.ts";
import { type Db, openDb } from "../../db/index.ts";
import { type CommandContext, type CommonOptions, createContext } from "../command-context.ts";
import type { ExitCode } from "../exit-code.ts";
import { paint } from "../output.ts";
import { type CheckResult, type CheckStatus, fail, ok, type Patient, warn, wordsOf } from "./check.ts";
import { checkCertificates } from "./check-certificates.ts";
import { checkFiles } from "./check-files.ts";
import { checkClock, checkKeys, checkMigrations } from "./check-keys.ts";
import { checkPorts } from "./check-ports.ts";

/** Looks at everything a gateway needs. 1 when something fails; warnings alone are 0. */
export async function runDoctor(options: CommonOptions): Promise<ExitCode> {
  const context = createContext(options);
  const results = await examine(context);
  const hasFailed = results.some(({ status }) => status === "fail");
  context.output.result({ ok: !hasFailed, checks: results }, () => results.map(toLines).join("\n"));
  return hasFailed ? 1 : 0;
}

async function examine(context: CommandContext): Promise<readonly CheckResult[]> {
  const { config, results } = readConfig(context);
  const first = [checkNode(), ...results];
  if (!config) return first;
  const store = await openStore(config);
  const patient: Patient = { config, clock: context.clock, db: store.db };
  try {
    return [
      ...first,
      ...checkFiles(patient),
      store.result,
      ...(await checkMigrations(patient)),
      ...(await checkKeys(patient)),
      ...(await checkClock(patient)),
      ...checkCertificates(patient),
      ...(await checkPorts(patient)),
    ];
  } finally {
    await store.db?.close();
  }
}

const nodeMajorMin = 24;

function checkNode(): CheckResult {
  const isNew = Number(process.versions.node.split(".")[0]) >= nodeMajorMin;
  return isNew
    ? ok("Node", process.version)
    : fail("Node", process.version, `Install Node ${nodeMajorMin} or newer, or run it with npm, which brings its own.`);
}

function readConfig({ sources }: CommandContext): {
  readonly config?: Config;
  readonly results: readonly CheckResult[];
} {
  try {
    const config = loadConfig(sources);
    return { config, results: [ok("configuration", `${config.mode} mode`)] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      results: error.problems.map(({ where, problem, fix }) => fail("configuration", `${where} ${problem}`, fix)),
    };
  }
}

async function openStore(config: Config): Promise<{ readonly db?: Db; readonly result: CheckResult }> {
  // Opening would make the file, and nothing is to be made here.
  if (config.store.url === undefined && !existsSync(join(config.dataDir, "opencashier.sqlite"))) {
    return { result: warn("database", "There is none yet.", "Start the gateway once: it makes the file.") };
  }
  try {
    const db = await openDb(config.store);
    return { db, result: ok("database", db.engine === "sqlite" ? "SQLite opens" : "PostgreSQL answers") };
  } catch (error) {
    const fix =
      config.store.url === undefined
        ? "Check who owns the data folder."
        : "Check DATABASE_URL, and that PostgreSQL runs.";
    return { result: fail("database", wordsOf(error), fix) };
  }
}

const styles = { ok: "green", warn: "yellow", fail: "red" } as const satisfies Readonly<Record<CheckStatus, string>>;

function toLines({ status, check, detail, fix }: CheckResult): string {
  const line = `${paint(styles[status], status.padEnd(4))}  ${check.padEnd(20)}  ${detail}`;
  return fix === undefined ? line : `${line}\n      ${"".padEnd(20)}  → ${fix}`;
}
