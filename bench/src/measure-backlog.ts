import { join } from "node:path";
import { startProgram, waitForHttp } from "./machine.ts";
import { measureLoad } from "./measure-load.ts";
import { type Backlog, seedPostgresBacklog, seedSqliteBacklog } from "./seed-notifications.ts";
import { newFolder, startPostgresGateway, startSqliteGateway, type Subject } from "./subjects.ts";

type DrainResult = { readonly perSecond: number; readonly seconds: number };
type SlowedResult = DrainResult & {
  /** createPaymentSession at a steady rate, before and while the backlog is delivered. */
  readonly alone: Answering;
  readonly beside: Answering;
};

type Answering = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

type Engine = "SQLite" | "PostgreSQL";
type Options = { readonly count: number; readonly port: number };

/** A backlog delivered by one replica to a receiver that is back, with nothing else to do. */
export async function measureDrain(engine: Engine, { count, port }: Options): Promise<DrainResult> {
  const receiver = await startReceiver(port + 5);
  const subject = await startGateway(engine, port);
  try {
    const startedAt = performance.now();
    await subject.seed({ count, url: receiver.url });
    await receiver.awaitCount(count);
    const seconds = (performance.now() - startedAt) / 1_000;
    return { seconds, perSecond: count / seconds };
  } finally {
    await subject.stop();
    await receiver.stop();
  }
}

/** The same while merchants open sessions at a steady rate. */
export async function measureSlowed(
  engine: Engine,
  { count, port, perSecond, requests }: Options & { readonly perSecond: number; readonly requests: number },
): Promise<SlowedResult> {
  const receiver = await startReceiver(port + 5);
  const subject = await startGateway(engine, port);
  const load = { count: requests, connections: 32, perSecond };
  try {
    await measureLoad(subject, load); // Warm.
    const alone = await measureLoad(subject, load);
    await subject.seed({ count, url: receiver.url });
    const startedAt = performance.now();
    const drained = receiver.awaitCount(count).then(() => (performance.now() - startedAt) / 1_000);
    const beside = await measureLoad(subject, load);
    const seconds = await drained;
    return { seconds, perSecond: count / seconds, alone, beside };
  } finally {
    await subject.stop();
    await receiver.stop();
  }
}

type Seedable = Subject & { readonly seed: (backlog: Pick<Backlog, "count" | "url">) => Promise<void> };

async function startGateway(engine: Engine, port: number): Promise<Seedable> {
  if (engine === "SQLite") {
    const dataDir = newFolder();
    const subject = await startSqliteGateway(port, dataDir);
    const { clientId } = subject.credentials;
    const seed: Seedable["seed"] = async (backlog) =>
      seedSqliteBacklog(dataDir, { clientId, now: Date.now(), ...backlog });
    return { ...subject, seed };
  }
  const subject = await startPostgresGateway(port);
  const clientId = subject.credentials.clientId;
  return {
    ...subject,
    seed: (backlog) => seedPostgresBacklog(subject.databaseUrl, { clientId, now: Date.now(), ...backlog }),
  };
}

async function startReceiver(port: number) {
  const origin = `http://127.0.0.1:${port}`;
  const started = startProgram(process.execPath, [join(import.meta.dirname, "receiver.ts"), String(port)]);
  await waitForHttp(`${origin}/count`);
  return {
    url: `${origin}/notify`,
    stop: started.stop,
    async awaitCount(wanted: number): Promise<void> {
      while (Number(await (await fetch(`${origin}/count`)).text()) < wanted) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
