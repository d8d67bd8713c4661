import type { ConsoleBucket, ConsoleHome, ConsoleRequest } from "@opencashier/protocol/console";
import { toInstant } from "../kernel/index.ts";
import { countByStatus } from "../notifications/index.ts";
import { summariseLatency } from "./api-request-store.ts";
import type { ConsoleDeps } from "./deps.ts";
import { type Bucket, countAttempts, countByTime, countRefusals, type MethodCount, sumCaptured } from "./home-store.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Figures of the last days: hours of one day, days of more. */
export async function readHome(
  { db, clock }: ConsoleDeps,
  clientId: string,
  query: ConsoleRequest<"home">,
): Promise<ConsoleHome> {
  const days = Number(query.days ?? "7");
  const bucketMs = days === 1 ? hourMs : dayMs;
  const now = clock.now();
  const first = Math.floor((now - days * dayMs) / bucketMs) + 1;
  const span = { clientId, since: toInstant(first * bucketMs), bucketMs };
  const tx = db.connection;
  const counted = await countByTime(tx, span);
  const at = Array.from({ length: Math.floor(now / bucketMs) - first + 1 }, (_, place) => (first + place) * bucketMs);
  const health = { WAITING: 0, DELIVERED: 0, EXHAUSTED: 0, UNADDRESSED: 0 };
  for (const { status, count } of await countByStatus(tx, clientId, span.since)) health[status] = count;
  return {
    buckets: at.map((start) => toBucket(start, counted)),
    volumes: (await sumCaptured(tx, span)).map(({ currency, minor }) => ({ currency, value: String(minor) })),
    methods: toMethods(await countAttempts(tx, span)),
    refusals: await countRefusals(tx, span),
    notifications: health,
    latency: (await summariseLatency(tx, clientId, span.since)).map(({ operation, count, meanUs }) => ({
      operation,
      count,
      meanMs: meanUs / 1_000,
    })),
  };
}

function toBucket(at: number, counted: readonly Bucket[]): ConsoleBucket {
  const here = counted.filter((bucket) => bucket.at === at);
  const sum = (isWanted: (status: string | null) => boolean): number =>
    here.filter(({ status }) => isWanted(status)).reduce((total, { count }) => total + count, 0);
  return {
    at,
    created: sum(() => true),
    paid: sum((status) => status === "SUCCESS"),
    failed: sum((status) => status === "FAIL" || status === "CANCELLED"),
  };
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
