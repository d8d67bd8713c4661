import { type OperationName, operations } from "@opencashier/protocol";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RequestRecord } from "./pipeline.ts";

export type Metrics = {
  readonly observeRequest: (record: RequestRecord) => void;
  readonly observeSigning: (durationMs: number) => void;
  readonly observeStatement: (durationMs: number) => void;
  readonly observeDelivery: (delivery: Delivered) => void;
  readonly contentType: string;
  /** Prometheus text. */
  readonly render: () => Promise<string>;
};

/** One try to deliver a notification. */
export type Delivered = {
  readonly outcome: string;
  readonly durationMs: number;
  /** From the commit of what it tells; undefined for a later try. */
  readonly firstTryDelayMs: number | undefined;
};

// Signing takes about 1 ms of CPU; a healthy request a few ms, a queue behind the signing threads tens.
const bucketsSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

type QueueSizes = Readonly<Record<string, () => number | Promise<number>>>;

/** @param queueSizes read when the metrics are, never on a request. */
export function createMetrics(queueSizes: QueueSizes): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry, prefix: "opencashier_" });
  const requests = new Counter({
    name: "opencashier_requests_total",
    help: "Answered API requests by operation and result code.",
    labelNames: ["operation", "result_code"],
    registers,
  });
  const seconds = (name: string, help: string) =>
    new Histogram({ name: `opencashier_${name}_seconds`, help, buckets: bucketsSeconds, registers });
  const durations = new Histogram({
    name: "opencashier_request_duration_seconds",
    help: "From the whole request read to the signed reply.",
    labelNames: ["operation"],
    buckets: bucketsSeconds,
    registers,
  });
  const signing = seconds("signing_duration", "One RSA signature, waiting for a signing thread included.");
  const statements = seconds("store_duration", "One statement of the store, its commit included.");
  const deliveries = new Counter({
    name: "opencashier_notification_tries_total",
    help: "Tries to deliver a notification, by outcome.",
    labelNames: ["outcome"],
    registers,
  });
  const receivers = seconds(
    "notification_duration",
    "One try to deliver a notification, the receiver's time included.",
  );
  const firstTries = seconds(
    "notification_first_try_delay",
    "From the commit of an outcome to the first try to tell it.",
  );
  addQueueGauge(registry, queueSizes);
  const durationOf = new Map(
    [...Object.keys(operations), "none"].map((operation) => [operation, durations.labels({ operation })]),
  );
  return {
    observeRequest({ operation = "none" as OperationName, resultCode, durationMs }) {
      requests.inc({ operation, result_code: resultCode });
      durationOf.get(operation)?.observe(durationMs / 1000);
    },
    observeSigning: (durationMs) => signing.observe(durationMs / 1000),
    observeStatement: (durationMs) => statements.observe(durationMs / 1000),
    observeDelivery({ outcome, durationMs, firstTryDelayMs }) {
      deliveries.inc({ outcome });
      receivers.observe(durationMs / 1000);
      if (firstTryDelayMs !== undefined) firstTries.observe(firstTryDelayMs / 1000);
    },
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}

function addQueueGauge(registry: Registry, queueSizes: QueueSizes): void {
  new Gauge({
    name: "opencashier_queue_size",
    help: "Work that waits, by queue.",
    labelNames: ["queue"],
    registers: [registry],
    async collect() {
      for (const [queue, size] of Object.entries(queueSizes)) this.set({ queue }, await size());
    },
  });
}
