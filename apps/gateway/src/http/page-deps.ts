import type { HealthPart } from "./health.ts";
import type { Metrics } from "./metrics.ts";

/** What the pages beside the API show. */
export type PageDeps = {
  readonly health: readonly HealthPart[];
  /** Undefined hides /metrics. */
  readonly metrics: Metrics | undefined;
  readonly publicUrl: () => string;
};
