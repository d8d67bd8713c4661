import { operations } from "@opencashier/protocol";
import type { Logger } from "pino";
import type { Config } from "./config/index.ts";
import { type Db, migrate, openDb, pendingMigrations } from "./db/index.ts";
import {
  createDiagnose,
  createMetrics,
  createRequestLog,
  createTracing,
  type HealthPart,
  HealthError,
  type Handlers,
  type Metrics,
  type PipelineDeps,
  toHandler,
} from "./http/index.ts";
import { type Clock, systemClock } from "./kernel/index.ts";
import {
  createMasterKeyProvider,
  createMerchantDirectory,
  ensureGatewayKeys,
  type GatewayKeyDeps,
  type MasterKeyProvider,
} from "./merchants/index.ts";
import { cancel, inquiryPayment } from "./payments/index.ts";
import {
  createCardSealer,
  createCreatePaymentSession,
  createSessionDataSealer,
  retrievePaymentSession,
  type SealingKey,
} from "./sessions/index.ts";

/** Everything one gateway process is made of, wired once. */
export type Gateway = {
  readonly db: Db;
  readonly clock: Clock;
  readonly pipeline: PipelineDeps;
  readonly metrics: Metrics | undefined;
  readonly health: readonly HealthPart[];
  /** Flushes and closes what was opened, in the opposite order. Call after the last request was answered. */
  readonly close: () => Promise<void>;
};

export type ComposeOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** Known only once the gateway listens; read when a request is answered. */
  readonly publicUrl: () => string;
};

const diagnosesPerSecondMax = 10;

export async function composeGateway({ config, log, publicUrl }: ComposeOptions): Promise<Gateway> {
  let metrics: Metrics | undefined;
  const observeStatement = (durationMs: number) => metrics?.observeStatement(durationMs);
  const db = await openDb({ ...config.store, log, observeStatement });
  await migrate(db);
  const clock = systemClock;
  const masterKey = createMasterKeyProvider(config.masterKey);
  const keys = await watchGatewayKeys({ db, clock: systemClock, keyProvider: masterKey }, log);
  const directory = createMerchantDirectory({ db, clock: systemClock, stalenessMsMax: config.merchantStalenessMs });
  const createPaymentSession = createCreatePaymentSession({
    db,
    clock,
    publicUrl,
    sessionData: createSessionDataSealer([toSealingKey(masterKey, "session-data")], config.sessionRegionSign),
    cards: createCardSealer([toSealingKey(masterKey, "card-numbers")]),
    repeatInconsistentCode: config.repeatInconsistentCode,
  });
  const handlers: Handlers = toHandlers(db, clock, createPaymentSession.handle);
  if (config.metricsEnabled) metrics = createMetrics({ session_commit: createPaymentSession.queueSize });
  const tracing = config.otlpEndpoint === undefined ? undefined : await createTracing(config.otlpEndpoint);
  const writeLog = createRequestLog(log);
  const pipeline: PipelineDeps = {
    handlers,
    directory,
    wallClock: systemClock,
    requestTimeWindowMs: config.requestTimeWindowMs,
    currentKey: () => keys.read().current,
    observeSigning: (durationMs) => metrics?.observeSigning(durationMs),
    diagnose: createDiagnose({
      directory,
      gatewayKeys: () => keys.read().all,
      wallClock: systemClock,
      isShown: config.mode === "embedded",
      perSecondMax: diagnosesPerSecondMax,
    }),
    record(record, { headers }) {
      metrics?.observeRequest(record);
      tracing?.observeRequest(record, typeof headers["traceparent"] === "string" ? headers["traceparent"] : undefined);
      writeLog(record);
    },
  };
  const close = async () => {
    keys.stop();
    await tracing?.close();
    await db.close();
  };
  return { db, clock, pipeline, metrics, health: healthOf(db), close };
}

const toSealingKey = (provider: MasterKeyProvider, label: string): SealingKey => ({
  kid: provider.kid,
  key: provider.deriveKey(label),
});

const gatewayKeysStalenessMs = 5_000;

/** The gateway's signing keys, read again every few seconds, so that a rotation reaches every replica by itself. */
async function watchGatewayKeys(deps: GatewayKeyDeps, log: Logger) {
  let keys = await ensureGatewayKeys(deps);
  const refresh = () =>
    ensureGatewayKeys(deps).then(
      (fresh) => (keys = fresh),
      (error: unknown) => log.warn({ err: error }, "gateway keys could not be read again; the last ones stay in use"),
    );
  const timer = setInterval(() => void refresh(), gatewayKeysStalenessMs).unref();
  return { read: () => keys, stop: () => clearInterval(timer) };
}

function toHandlers(
  db: Db,
  clock: Clock,
  createPaymentSession: ReturnType<typeof createCreatePaymentSession>["handle"],
): Handlers {
  return {
    createPaymentSession: toHandler(operations.createPaymentSession, createPaymentSession),
    inquiryPayment: toHandler(operations.inquiryPayment, (merchant, request) =>
      inquiryPayment({ db }, merchant, request),
    ),
    cancel: toHandler(operations.cancel, (merchant, request) => cancel({ db, clock }, merchant, request)),
    retrievePaymentSession: toHandler(operations.retrievePaymentSession, (merchant, request) =>
      retrievePaymentSession({ db }, merchant, request),
    ),
  };
}

function healthOf(db: Db): readonly HealthPart[] {
  return [
    { name: "store", check: () => db.ping() },
    {
      name: "migrations",
      async check() {
        const pending = await pendingMigrations(db);
        if (pending.length > 0) throw new HealthError(`${pending.length} not applied`);
      },
    },
  ];
}
