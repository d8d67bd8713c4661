import { rmSync } from "node:fs";
import { type LoadOptions, measureLoad } from "./measure-load.ts";
import { measureQuietest } from "./quietest.ts";
import { seedPostgres, seedSqlite } from "./seed-sessions.ts";
import { newFolder, startPostgresGateway, startSqliteGateway, type Subject } from "./subjects.ts";

export type StoredResult = { readonly empty: readonly number[]; readonly full: readonly number[] };

type Options = LoadOptions & { readonly stored: number; readonly rounds: number };

/** Server CPU a request in µs, of one gateway with nothing stored beside one with `stored` sessions, round by round. */
export async function measureStored(engine: "SQLite" | "PostgreSQL", options: Options): Promise<StoredResult> {
  const [empty, full] = await (engine === "SQLite"
    ? startSqlitePair(options.stored)
    : startPostgresPair(options.stored));
  const result = { empty: [] as number[], full: [] as number[] };
  for (const subject of [empty, full]) await measureLoad(subject, { ...options, count: options.count / 2 });
  for (let round = 0; round < options.rounds; round++) {
    const order = round % 2 === 0 ? (["empty", "full"] as const) : (["full", "empty"] as const);
    for (const which of order) {
      const subject = which === "empty" ? empty : full;
      const { serverCpuUs } = await measureQuietest(() => measureLoad(subject, options));
      result[which].push(serverCpuUs);
    }
  }
  await empty.stop();
  await full.stop();
  return result;
}

async function startSqlitePair(stored: number): Promise<readonly [Subject, Subject]> {
  const dataDir = newFolder();
  const first = await startSqliteGateway(19_180, dataDir);
  await first.halt();
  seedSqlite(dataDir, first.credentials.clientId, stored);
  const full = await startSqliteGateway(19_180, dataDir);
  const stop = async () => {
    await full.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return [await startSqliteGateway(19_190), { ...full, stop }];
}

async function startPostgresPair(stored: number): Promise<readonly [Subject, Subject]> {
  const full = await startPostgresGateway(19_200);
  await seedPostgres(full.databaseUrl, full.credentials.clientId, stored);
  return [await startPostgresGateway(19_210), full];
}
