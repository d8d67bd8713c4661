import {
  type Config,
  type ConfigSources,
  loadConfig,
  makePrivateFolder,
  readEnvironment,
  type SettingName,
} from "../config/index.ts";
import { type Db, migrate, openDb, pendingMigrations } from "../db/index.ts";
import { type Clock, systemClock } from "../kernel/index.ts";
import { createOutput, type Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/** Options that every command takes. */
export type CommonOptions = {
  readonly json?: boolean;
  readonly config?: string;
  readonly dataDir?: string;
};

export type CommandContext = {
  readonly sources: ConfigSources;
  readonly output: Output;
  readonly clock: Clock;
};

/** @param flags settings given on the command line beside the common ones */
export function createContext(
  { json = false, config, dataDir }: CommonOptions,
  flags: Partial<Readonly<Record<SettingName, string>>> = {},
): CommandContext {
  const given = dataDir === undefined ? flags : { ...flags, dataDir };
  return {
    sources: { env: readEnvironment(), file: config, flags: given },
    output: createOutput(json),
    clock: systemClock,
  };
}

export type Store = { readonly db: Db; readonly config: Config };

/** Opens the store for one piece of work. Throws ConfigError, and UsageError while migrations wait in production. */
export async function withStore<Value>(
  context: CommandContext,
  work: (store: Store) => Promise<Value>,
): Promise<Value> {
  const config = loadConfig(context.sources);
  if (config.mode === "embedded") makePrivateFolder(config.dataDir);
  const db = await openDb(config.store);
  try {
    await bringUpToDate(db, config);
    return await work({ db, config });
  } finally {
    await db.close();
  }
}

/** An embedded store belongs to whoever opens it; in production a migration is somebody's decision. */
async function bringUpToDate(db: Db, config: Config): Promise<void> {
  if (config.mode === "embedded") {
    await migrate(db);
    return;
  }
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return;
  throw new UsageError(`Migrations not applied: ${pending.length}. Run \`opencashier migrate\`, or start the gateway.`);
}
