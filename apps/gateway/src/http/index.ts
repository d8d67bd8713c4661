export { createDiagnose } from "./diagnosis.ts";
export { type Handlers, toHandler } from "./handler.ts";
export { type HealthPart, HealthError } from "./health.ts";
export { listen, type Listening, type ListenOptions } from "./listen.ts";
export { createMetrics, type Metrics } from "./metrics.ts";
export type { PipelineDeps, RequestRecord } from "./pipeline.ts";
export { createRequestLog } from "./request-log.ts";
export { createRequestListener } from "./server.ts";
export { createTracing, type Tracing } from "./tracing.ts";
