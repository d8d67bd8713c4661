import type { Logger } from "pino";
import type { Config } from "../config/index.ts";
import type { RequestRecorder } from "../console-api/index.ts";
import {
  createDiagnose,
  createRequestLog,
  type Handlers,
  type Metrics,
  type PipelineDeps,
  type Tracing,
} from "../http/index.ts";
import { systemClock } from "../kernel/index.ts";
import type { MerchantDirectory } from "../merchants/index.ts";
import type { WatchedKeys } from "./gateway-keys.ts";
import type { Traffic } from "./traffic.ts";

const diagnosesPerSecondMax = 10;

type PipelineParts = {
  readonly config: Config;
  readonly log: Logger;
  readonly directory: MerchantDirectory;
  readonly keys: WatchedKeys;
  readonly metrics: Metrics | undefined;
  readonly tracing: Tracing | undefined;
  readonly handlers: Handlers;
  readonly traffic: Traffic;
  readonly recorder: RequestRecorder;
};

export function composePipeline(parts: PipelineParts): PipelineDeps {
  const { config, log, directory, keys, metrics, tracing, handlers, traffic, recorder } = parts;
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
    record(record, exchange, responseBody) {
      const { method, path, headers, body } = exchange;
      traffic.note();
      recorder.note({ ...record, method, path, headers, body, responseBody });
      metrics?.observeRequest(record);
      tracing?.observeRequest(record, typeof headers["traceparent"] === "string" ? headers["traceparent"] : undefined);
      writeLog(record);
    },
  };
}
