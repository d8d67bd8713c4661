import { loadConfig, makePrivateFolder } from "../config/index.ts";
import { migrate, openDb, pendingMigrations } from "../db/index.ts";
import { type CommonOptions, createContext } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";

export type MigrateOptions = CommonOptions & { readonly dryRun?: boolean };

/** Applies what is pending, under a lock that other processes wait for. */
export async function runMigrate(options: MigrateOptions): Promise<ExitCode> {
  const { output, sources, clock } = createContext(options);
  const { dryRun: isDry = false } = options;
  const config = loadConfig(sources);
  if (config.mode === "embedded") makePrivateFolder(config.dataDir);
  const db = await openDb(config.store);
  try {
    const migrations = isDry ? await pendingMigrations(db) : await migrate(db, clock);
    const listed = migrations.map(({ number, name, isBreaking }) => ({ number, name, isBreaking }));
    output.result({ [isDry ? "pending" : "applied"]: listed }, () => describe(listed, isDry));
    return 0;
  } finally {
    await db.close();
  }
}

type Listed = { readonly number: number; readonly name: string; readonly isBreaking: boolean };

function describe(migrations: readonly Listed[], isDry: boolean): string {
  if (migrations.length === 0) return "The database is up to date.";
  const lines = migrations.map(({ number, name, isBreaking }) => {
    return `  ${number} ${name}${isBreaking ? " (breaking: older versions stop working)" : ""}`;
  });
  return [isDry ? "To be applied:" : "Applied:", ...lines].join("\n");
}
