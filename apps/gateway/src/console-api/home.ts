import type {
  ConsoleAmount,
  ConsoleBucket,
  ConsoleHome,
  ConsoleLatency,
  ConsoleNotificationCounts,
  ConsoleRequest,
} from "@opencashier/protocol/console";
import { addMs, type Instant, toInstant } from "../kernel/index.ts";
import { countByStatus, type StatusCount } from "../notifications/index.ts";
import { countDurations, type DurationCount } from "./api-request-store.ts";
import type { ConsoleDeps } from "./deps.ts";
import {
  type Bucket,
  countAttempts,
  countByTime,
  countRefusals,
  type MethodCount,
  sumCaptured,
  type Volume,
} from "./home-store.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Figures of the last days: hours of one day, days of more. */
export async function readHome(
  { db, clock, wallClock }: Pick<ConsoleDeps, "db" | "clock" | "wallClock">,
  clientId: string,
  query: ConsoleRequest<"home">,
): Promise<ConsoleHome> {
  const days = Number(query.days ?? "7");
  const bucketMs = days === 1 ? hourMs : dayMs;
  const now = clock.now();
  const first = Math.floor((now - days * dayMs) / bucketMs) + 1;
  const span = { clientId, since: toInstant(first * bucketMs), bucketMs };
  const starts = Array.from({ length: Math.floor(now / bucketMs) - first + 1 }, (_, place) =>
    toInstant((first + place) * bucketMs),
  );
  const tx = db.connection;
  const counted: Counted = {
    sessions: await countByTime(tx, span),
    volumes: await sumCaptured(tx, span),
    notifications: await countByStatus(tx, span),
  };
  // Requests are logged by the clock people go by, which the sandbox's may be ahead of.
  const durations = await countDurations(tx, clientId, addMs(wallClock.now(), -days * dayMs));
  return {
    buckets: starts.map((at) => toBucket(at, counted)),
    volumes: sumVolumes(counted.volumes),
    methods: toMethods(await countAttempts(tx, span)),
    refusals: await countRefusals(tx, span),
    notifications: sumStatuses(counted.notifications),
    latency: summariseDurations(durations),
  };
}

type Counted = {
  readonly sessions: readonly Bucket[];
  readonly volumes: readonly Volume[];
  readonly notifications: readonly StatusCount[];
};

function toBucket(at: Instant, { sessions, volumes, notifications }: Counted): ConsoleBucket {
  const here = sessions.filter((bucket) => bucket.at === at);
  const sum = (isWanted: (status: string | null) => boolean): number =>
    here.filter(({ status }) => isWanted(status)).reduce((total, { count }) => total + count, 0);
  return {
    at,
    created: sum(() => true),
    paid: sum((status) => status === "SUCCESS"),
    failed: sum((status) => status === "FAIL" || status === "CANCELLED"),
    volumes: sumVolumes(volumes.filter((volume) => volume.at === at)),
    notifications: sumStatuses(notifications.filter((counted) => counted.at === at)),
  };
}

function sumVolumes(volumes: readonly Volume[]): ConsoleAmount[] {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of volumes) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return [...sums].map(([currency, minor]) => ({ currency, value: String(minor) }));
}

function sumStatuses(counts: readonly StatusCount[]): ConsoleNotificationCounts {
  const sums = { WAITING: 0, DELIVERED: 0, EXHAUSTED: 0, UNADDRESSED: 0 };
  for (const { status, count } of counts) sums[status] += count;
  return sums;
}

function toMethods(counts: readonly MethodCount[]): ConsoleHome["methods"] {
  const methods = new Map<string, { paid: number; failed: number }>();
  for (const { paymentMethodType, status, count } of counts) {
    const method = methods.get(paymentMethodType) ?? { paid: 0, failed: 0 };
    method[status === "SUCCEEDED" ? "paid" : "failed"] += count;
    methods.set(paymentMethodType, method);
  }
  return [...methods].map(([paymentMethodType, method]) => ({ paymentMethodType, ...method }));
}

/** The most used operation first. */
function summariseDurations(counts: readonly DurationCount[]): ConsoleLatency[] {
  return [...Map.groupBy(counts, ({ operation }) => operation)]
    .map(([operation, steps]) => {
      const count = steps.reduce((sum, step) => sum + step.count, 0);
      return { operation, count, p50Ms: percentile(steps, 0.5 * count), p95Ms: percentile(steps, 0.95 * count) };
    })
    .toSorted((one, other) => other.count - one.count);
}

/** Milliseconds within which `rank` of the requests were answered; the steps come quickest first. */
function percentile(steps: readonly DurationCount[], rank: number): number {
  let reached = 0;
  for (const { upToUs, count } of steps) {
    reached += count;
    if (reached >= rank) return upToUs / 1_000;
  }
  return 0;
}
