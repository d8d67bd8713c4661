import { operations } from "@opencashier/protocol";
import type { Logger } from "pino";
import { createConnectorDirectory, createSandboxAcquirer, type SandboxAcquirer } from "./acquirers/index.ts";
import { type CheckoutApi, type CheckoutLinks, createCheckoutApi, createCheckoutLinks } from "./checkout-api/index.ts";
import { createSandboxClock, type SandboxClock } from "./clock/index.ts";
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
  type Tracing,
} from "./http/index.ts";
import { type Job, type JobRunner, startJobs } from "./jobs/index.ts";
import { type Clock, systemClock } from "./kernel/index.ts";
import {
  createMasterKeyProvider,
  createMerchantDirectory,
  ensureGatewayKeys,
  type GatewayKeyDeps,
  type MasterKeyProvider,
  type MerchantDirectory,
  mayEmbed,
} from "./merchants/index.ts";
import {
  countDue,
  createAddressGuard,
  createDeliverer,
  createHostResolver,
  createSender,
  type Deliverer,
  deriveWebhookKey,
  releaseLeases,
} from "./notifications/index.ts";
import { createPayments, type PaymentCrashPoint, type Payments } from "./payments/index.ts";
import {
  inquiryRefund,
  refund,
  type RefundCrashPoint,
  type RefundDeps,
  settleOverdueRefunds,
} from "./refunds/index.ts";
import {
  consult,
  createCardSealer,
  createCreatePaymentSession,
  createSessionDataSealer,
  type CreatePaymentSession,
  retrievePaymentSession,
  type SealingKey,
  type SessionDataSealer,
} from "./sessions/index.ts";

export type CrashPoint = PaymentCrashPoint | RefundCrashPoint;

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
  readonly mayEmbed: (clientId: string, origin: string) => Promise<boolean>;
  readonly sandbox: SandboxAcquirer;
  /** Begins what runs by time. Call once requests are answered. */
  readonly startJobs: () => void;
  /** Flushes and closes what was opened, in the opposite order. Call after the last request was answered. */
  readonly close: () => Promise<void>;
};

export type ComposeOptions = {
  readonly config: Config;
  readonly log: Logger;
  /** Known only once the gateway listens; read when a request is answered. */
  readonly publicUrl: () => string;
  /** For the crash test, which ends the process there. */
  readonly crashPoint?: (name: CrashPoint) => void;
};

const diagnosesPerSecondMax = 10;
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
  const sessionData = createSessionDataSealer([toSealingKey(masterKey, "session-data")], config.sessionRegionSign);
  const links = createCheckoutLinks({ keyProvider: masterKey, sessionData, publicUrl });
  const createPaymentSession = createCreatePaymentSession({
    db,
    clock,
    publicUrl,
    hostedPageUrl: links.hostedPageUrl,
    sessionData,
    cards: createCardSealer([toSealingKey(masterKey, "card-numbers")]),
    repeatInconsistentCode: config.repeatInconsistentCode,
  });
  const currentKey = () => keys.read().current;
  const traffic = createTraffic();
  const parts = { config, log, db, clock, masterKey, currentKey, isBusy: traffic.isBusy };
  const deliverer = composeDeliverer(parts, (delivered) => metrics?.observeDelivery(delivered));
  const money = composeMoney({ options, db, clock, links, deliverer });
  const checkout = composeCheckout({ db, clock, sessionData, directory, links, publicUrl, payments: money.payments });
  if (config.metricsEnabled) {
    metrics = createMetrics({
      session_commit: createPaymentSession.queueSize,
      notifications_under_way: deliverer.underWayCount,
      // Metrics are most wanted when the store is away; then this one says NaN.
      notifications_due: () => countDue(db.connection, clock.now()).catch(() => Number.NaN),
    });
  }
  const tracing = config.otlpEndpoint === undefined ? undefined : await createTracing(config.otlpEndpoint);
  const handlers = toHandlers({ db, createPaymentSession, ...money });
  const pipeline = composePipeline({ config, log, directory, keys, metrics, tracing, handlers, traffic });
  return {
    db,
    clock,
    sandboxClock,
    pipeline,
    metrics,
    checkout,
    mayEmbed: async (clientId, origin) => {
      const merchant = await directory.find(clientId);
      return merchant !== undefined && mayEmbed(merchant, origin);
    },
    sandbox: money.sandbox,
    health: healthOf(db),
    startJobs() {
      jobs = startJobs({ jobs: toJobs(money, deliverer), log });
    },
    async close() {
      sandboxClock?.stop();
      await jobs?.stop();
      await deliverer.stop();
      keys.stop();
      await tracing?.close();
      await db.close();
    },
  };
}

type PipelineParts = Pick<ComposeOptions, "config" | "log"> & {
  readonly directory: MerchantDirectory;
  readonly keys: WatchedKeys;
  readonly metrics: Metrics | undefined;
  readonly tracing: Tracing | undefined;
  readonly handlers: Handlers;
  readonly traffic: Traffic;
};

function composePipeline(parts: PipelineParts): PipelineDeps {
  const { config, log, directory, keys, metrics, tracing, handlers, traffic } = parts;
  const writeLog = createRequestLog(log);
  return {
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
      traffic.note();
      metrics?.observeRequest(record);
      tracing?.observeRequest(record, typeof headers["traceparent"] === "string" ? headers["traceparent"] : undefined);
      writeLog(record);
    },
  };
}

/** Time can be moved only where no real money follows it. */
const openClock = async (config: Config, db: Db, onMoved: () => void): Promise<SandboxClock | undefined> =>
  config.mode === "embedded" ? createSandboxClock({ db, refreshMs: clockRefreshMs, onMoved }) : undefined;

type DelivererParts = Pick<ComposeOptions, "config" | "log"> & {
  readonly db: Db;
  readonly clock: Clock;
  readonly masterKey: MasterKeyProvider;
  readonly currentKey: PipelineDeps["currentKey"];
  readonly isBusy: Traffic["isBusy"];
};

type Traffic = { readonly note: () => void; readonly isBusy: () => boolean };

const trafficMs = 1_000;

/** Whether a merchant was answered within the last second. */
function createTraffic(): Traffic {
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    note: () => {
      lastAt = performance.now();
    },
    isBusy: () => performance.now() - lastAt < trafficMs,
  };
}

const notifyTimeoutMs = 10_000;
const notifyConnectTimeoutMs = 5_000;

function composeDeliverer(parts: DelivererParts, observe: Metrics["observeDelivery"]): Deliverer {
  const { config, log, masterKey, ...shared } = parts;
  const isEmbedded = config.mode === "embedded";
  const resolve = createHostResolver();
  const sender = createSender({
    guard: createAddressGuard({ allowsPrivate: isEmbedded, allowed: config.notifyAllow, resolve }),
    timeoutMs: notifyTimeoutMs,
    connectTimeoutMs: notifyConnectTimeoutMs,
    // A shop on a developer's machine has a certificate of its own making.
    verifiesPrivate: !isEmbedded,
  });
  const webhookKey = config.standardWebhooks ? deriveWebhookKey(masterKey) : undefined;
  return createDeliverer({ ...shared, wallClock: systemClock, webhookKey, sender, observe, log });
}

type MoneyParts = {
  readonly options: ComposeOptions;
  readonly db: Db;
  readonly clock: Clock;
  readonly links: CheckoutLinks;
  readonly deliverer: Deliverer;
};

type Money = { readonly payments: Payments; readonly refunds: RefundDeps; readonly sandbox: SandboxAcquirer };

function composeMoney({ options, db, clock, links, deliverer }: MoneyParts): Money {
  const { log, publicUrl, crashPoint = () => undefined } = options;
  const sandbox = createSandboxAcquirer({
    db,
    clock,
    publicUrl,
    onUpdate(clientId, attemptId) {
      payments.settle({ clientId, attemptId }).catch((error: unknown) => {
        log.warn({ err: error, attemptId }, "an acquirer's news could not be recorded; the job runner asks again");
      });
    },
  });
  const connectors = createConnectorDirectory({ sandbox: sandbox.connector });
  const nudgeNotifications = deliverer.nudge;
  const shared = { db, clock, nudgeNotifications, crashPoint, connectorNamed: connectors.connectorNamed };
  const payments = createPayments({
    ...shared,
    connectorFor: connectors.connectorFor,
    returnUrlOf: links.returnUrl,
    hostedPageUrl: links.hostedPageUrl,
    log,
  });
  return { payments, refunds: shared, sandbox };
}

type CheckoutParts = {
  readonly db: Db;
  readonly clock: Clock;
  readonly sessionData: SessionDataSealer;
  readonly directory: MerchantDirectory;
  readonly links: CheckoutLinks;
  readonly publicUrl: () => string;
  readonly payments: Payments;
};

const composeCheckout = ({ directory, ...parts }: CheckoutParts): CheckoutApi =>
  createCheckoutApi({ ...parts, findMerchant: (clientId) => directory.find(clientId) });

/** Short enough that a buyer who waits for a channel does not notice, long enough to cost an idle gateway nothing. */
const roundMs = 1_000;

const toJobs = ({ payments, refunds, sandbox }: Money, deliverer: Deliverer): readonly Job[] => [
  { name: "payments", everyMs: roundMs, run: () => payments.runDue() },
  { name: "refunds", everyMs: roundMs, run: () => settleOverdueRefunds(refunds) },
  { name: "notifications", everyMs: roundMs, run: () => deliverer.deliverDue() },
  { name: "sandbox", everyMs: roundMs, run: () => sandbox.settleDue() },
];

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

type WatchedKeys = Awaited<ReturnType<typeof watchGatewayKeys>>;

type HandlerParts = Money & { readonly db: Db; readonly createPaymentSession: CreatePaymentSession };

function toHandlers({ db, createPaymentSession, payments, refunds }: HandlerParts): Handlers {
  return {
    createPaymentSession: toHandler(operations.createPaymentSession, createPaymentSession.handle),
    pay: toHandler(operations.pay, payments.pay),
    consult: toHandler(operations.consult, consult),
    inquiryPayment: toHandler(operations.inquiryPayment, payments.inquiryPayment),
    cancel: toHandler(operations.cancel, payments.cancel),
    capture: toHandler(operations.capture, payments.capture),
    refund: toHandler(operations.refund, (merchant, request) => refund(refunds, merchant, request)),
    inquiryRefund: toHandler(operations.inquiryRefund, (merchant, request) => inquiryRefund({ db }, merchant, request)),
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
