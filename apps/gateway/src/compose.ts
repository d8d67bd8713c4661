import type { Logger } from "pino";
import type { SandboxAcquirer } from "./acquirers/index.ts";
import type { CheckoutApi } from "./checkout-api/index.ts";
import { createSandboxClock, type SandboxClock } from "./clock/index.ts";
import type { Config } from "./config/index.ts";
import type { ConsoleApi, ConsoleDeps } from "./console-api/index.ts";
import { type Db, migrate, openDb } from "./db/index.ts";
import { createMetrics, createTracing, type HealthPart, type Metrics, type PipelineDeps } from "./http/index.ts";
import { type JobRunner, startJobs } from "./jobs/index.ts";
import { type Clock, systemClock } from "./kernel/index.ts";
import {
  createMasterKeyProvider,
  createMerchantDirectory,
  mayEmbed,
  type MerchantDirectory,
} from "./merchants/index.ts";
import { countDue, releaseLeases } from "./notifications/index.ts";
import {
  composeCheckout,
  composeConsole,
  composeMoney,
  composeNotifications,
  composePipeline,
  composeRecorder,
  composeSessions,
  type CrashPoint,
  createTraffic,
  healthOf,
  toHandlers,
  toJobs,
  watchGatewayKeys,
} from "./wiring/index.ts";

export type { CrashPoint } from "./wiring/index.ts";

/** Everything one gateway process is made of, wired once. */
export type Gateway = {
  readonly db: Db;
  readonly clock: Clock;
  /** Undefined in production, where time is real. */
  readonly sandboxClock: SandboxClock | undefined;
  readonly pipeline: PipelineDeps;
  readonly metrics: Metrics | undefined;
  readonly health: readonly HealthPart[];
  readonly checkout: CheckoutApi;
  /** Whether a request was answered within the last second. */
  readonly isBusy: () => boolean;
  readonly console: ConsoleApi;
  readonly mayEmbed: (clientId: string, origin: string) => Promise<boolean>;
  readonly sandbox: SandboxAcquirer;
  /** Begins what runs by time. Call once requests are answered. */
  readonly startJobs: () => void;
  /** Flushes and closes what was opened, in the opposite order. Call after the last request was answered. */
  readonly close: () => Promise<void>;
};

export type ReadSandboxKey = ConsoleDeps["readSandboxKey"];

export type ComposeOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** Known only once the gateway listens; read when a request is answered. */
  readonly publicUrl: () => string;
  /** The private key of the embedded gateway's own sandbox merchant, for the API explorer; none unless told. */
  readonly readSandboxKey?: ReadSandboxKey;
  /** For the crash test, which ends the process there. */
  readonly crashPoint?: (name: CrashPoint) => void;
};

const clockRefreshMs = 250;

export async function composeGateway(options: ComposeOptions): Promise<Gateway> {
  const { config, log, publicUrl } = options;
  let metrics: Metrics | undefined;
  const observeStatement = (durationMs: number) => metrics?.observeStatement(durationMs);
  const db = await openDb({ ...config.store, log, observeStatement });
  await migrate(db);
  // A SQLite file has one gateway, so what the one before had begun to deliver need not wait for its lease.
  if (db.engine === "sqlite") await releaseLeases(db.connection);
  let jobs: JobRunner | undefined;
  const sandboxClock = await openClock(config, db, () => jobs?.nudge());
  const clock = sandboxClock ?? systemClock;
  const masterKey = createMasterKeyProvider(config.masterKey);
  const keys = await watchGatewayKeys({ db, clock: systemClock, keyProvider: masterKey }, log);
  const directory = createMerchantDirectory({ db, clock: systemClock, stalenessMsMax: config.merchantStalenessMs });
  const sessions = composeSessions({ config, db, clock, masterKey, publicUrl });
  const { links, sessionData, createPaymentSession } = sessions;
  const traffic = createTraffic();
  const currentKey = () => keys.read().current;
  const { deliverer, probe } = composeNotifications(
    { config, log, db, clock, masterKey, currentKey, isBusy: traffic.isBusy },
    (delivered) => metrics?.observeDelivery(delivered),
  );
  const money = composeMoney({ log, publicUrl, crashPoint: options.crashPoint, db, clock, links, deliverer });
  const checkout = composeCheckout({ db, clock, sessionData, directory, links, publicUrl, payments: money.payments });
  if (config.metricsEnabled) metrics = createMetrics(queuesOf({ db, clock, createPaymentSession, deliverer }));
  const tracing = config.otlpEndpoint === undefined ? undefined : await createTracing(config.otlpEndpoint);
  const handlers = toHandlers({ db, createPaymentSession, ...money });
  const recorder = composeRecorder(config, db);
  const pipeline = composePipeline({ config, log, directory, keys, metrics, tracing, handlers, traffic, recorder });
  const console = composeConsole({
    config,
    db,
    clock,
    keys,
    directory,
    publicUrl,
    money,
    sandboxClock,
    probe,
    keyProvider: masterKey,
    nudgeNotifications: deliverer.nudge,
    readSandboxKey: options.readSandboxKey ?? (() => undefined),
  });
  return {
    db,
    clock,
    sandboxClock,
    pipeline,
    isBusy: traffic.isBusy,
    metrics,
    checkout,
    console,
    mayEmbed: (clientId, origin) => isEmbeddable(directory, clientId, origin),
    sandbox: money.sandbox,
    health: healthOf(db),
    startJobs() {
      jobs = startJobs({ jobs: toJobs(money, deliverer, recorder), log });
    },
    async close() {
      sandboxClock?.stop();
      await jobs?.stop();
      await deliverer.stop();
      await recorder.flush().catch((error: unknown) => log.warn({ err: error }, "the last requests were not kept"));
      keys.stop();
      await tracing?.close();
      await db.close();
    },
  };
}

type Queues = {
  readonly db: Db;
  readonly clock: Clock;
  readonly createPaymentSession: { readonly queueSize: () => number };
  readonly deliverer: { readonly underWayCount: () => number };
};

const queuesOf = ({ db, clock, createPaymentSession, deliverer }: Queues) => ({
  session_commit: createPaymentSession.queueSize,
  notifications_under_way: deliverer.underWayCount,
  // Metrics are most wanted when the store is away; then this one says NaN.
  notifications_due: () => countDue(db.connection, clock.now()).catch(() => Number.NaN),
});

async function isEmbeddable(directory: MerchantDirectory, clientId: string, origin: string): Promise<boolean> {
  const merchant = await directory.find(clientId);
  return merchant !== undefined && mayEmbed(merchant, origin);
}

/** Time can be moved only where no real money follows it. */
const openClock = async (config: Config, db: Db, onMoved: () => void): Promise<SandboxClock | undefined> =>
  config.mode === "embedded" ? createSandboxClock({ db, refreshMs: clockRefreshMs, onMoved }) : undefined;
