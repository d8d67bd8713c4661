import { join } from "node:path";
import { type Disturbance, readTreeCpuUs, startProgram, waitForHttp, watchDisturbance } from "./machine.ts";
import { type LoadResult, measureLoad, prepareLoad } from "./measure-load.ts";
import { measureQuietest } from "./quietest.ts";
import { type Backlog, seedPostgresBacklog, seedSqliteBacklog } from "./seed-notifications.ts";
import { newFolder, startPostgresGateway, startSqliteGateway, type Subject } from "./subjects.ts";

type SlowedResult = {
  readonly seconds: number;
  /** createPaymentSession at a steady rate, before and while the backlog is delivered. */
  readonly alone: Answering;
  readonly beside: Answering;
};

type Answering = Pick<LoadResult, "perSecond" | "p50Ms" | "p99Ms" | "foreignShare">;

export type Engine = "SQLite" | "PostgreSQL";
type Options = { readonly count: number; readonly port: number };

export type DrainResult = Disturbance & {
  readonly perSecond: number;
  /** CPU of gateway and database, µs a notification. */
  readonly cpuUs: number;
};

/** One replica with nothing else to do, once it has delivered a third: until then it compiles what it runs most. */
export async function measureDrain(engine: Engine, { count, port }: Options): Promise<DrainResult> {
  const receiver = await startReceiver(port + 5);
  const subject = await startGateway(engine, port);
  try {
    await subject.seed({ count, url: receiver.url });
    const atFirst = await receiver.awaitCount(Math.ceil(count / 3));
    const readCpuUs = () => subject.pids.reduce((sum, pid) => sum + readTreeCpuUs(pid), 0);
    const [startedAt, cpuBeforeUs] = [performance.now(), readCpuUs()];
    const [atLast, disturbance] = await watchDisturbance(() => receiver.awaitCount(count));
    const arrived = atLast - atFirst;
    const seconds = (performance.now() - startedAt) / 1_000;
    return { ...disturbance, perSecond: arrived / seconds, cpuUs: (readCpuUs() - cpuBeforeUs) / arrived };
  } finally {
    await subject.stop();
    await receiver.stop();
  }
}

const aloneSeconds = 10;
/** The load lasts about as long as the backlog, which is paced at 2.9 ms each while requests come. */
const besideSecondsEach = 0.003;

/**
 * A backlog delivered by one replica to a receiver that is back, while merchants open sessions at a steady rate. The time
 * counts from the moment all are due.
 */
export async function measureSlowed(
  engine: Engine,
  { count, port, perSecond }: Options & { readonly perSecond: number },
): Promise<SlowedResult> {
  const receiver = await startReceiver(port + 5);
  const subject = await startGateway(engine, port);
  const loadFor = (seconds: number) => ({ count: Math.ceil(seconds * perSecond), connections: 32, perSecond });
  try {
    await measureLoad(subject, loadFor(aloneSeconds)); // Warm.
    const alone = await measureQuietest(() => measureLoad(subject, loadFor(aloneSeconds)));
    const startLoad = await prepareLoad(subject, loadFor(Math.max(aloneSeconds, count * besideSecondsEach)));
    await subject.seed({ count, url: receiver.url });
    const startedAt = performance.now();
    const drained = receiver.awaitCount(count).then(() => (performance.now() - startedAt) / 1_000);
    // Its failure is told where it is awaited; a load that fails first stops the receiver, which is no news then.
    drained.catch(() => {});
    const beside = await startLoad();
    return { seconds: await drained, alone, beside };
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
    /** Resolves with what has arrived, once it is at least as many. */
    async awaitCount(wanted: number): Promise<number> {
      for (;;) {
        const count = Number(await (await fetch(`${origin}/count`)).text());
        if (count >= wanted) return count;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
