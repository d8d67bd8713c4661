import type * as OpenTelemetryApi from "@opentelemetry/api";
import { resultCodes } from "@opencashier/protocol";
import type { RequestRecord } from "./pipeline.ts";

/** Spans for an OpenTelemetry collector. Carries what the request log carries: ids, codes and times, nothing of a body. */
export type Tracing = {
  readonly observeRequest: (record: RequestRecord, traceparent: string | undefined) => void;
  readonly close: () => Promise<void>;
};

const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * @param endpoint base URL of an OTLP/HTTP collector, e.g. http://localhost:4318; spans go to /v1/traces.
 * The libraries are loaded only here, so that a gateway without a collector starts without them.
 */
export async function createTracing(endpoint: string): Promise<Tracing> {
  const [api, { BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import("@opentelemetry/api"),
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const exporter = new OTLPTraceExporter({ url: new URL("v1/traces", `${endpoint.replace(/\/$/, "")}/`).href });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "opencashier" }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("opencashier");
  return {
    observeRequest(record, traceparent) {
      const endTime = Date.now();
      const span = tracer.startSpan(
        record.operation ?? "unknown operation",
        { kind: api.SpanKind.SERVER, startTime: endTime - record.durationMs, attributes: toAttributes(record) },
        toParent(api, traceparent),
      );
      if (resultCodes[record.resultCode].status === "U") span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.end(endTime);
    },
    close: () => provider.shutdown(),
  };
}

const toAttributes = (record: RequestRecord) => ({
  "opencashier.request_id": record.requestId,
  "opencashier.client_id": record.clientId ?? "",
  "opencashier.result_code": record.resultCode,
});

/** W3C Trace Context: the caller's span, when it sent one. */
function toParent(
  { context, ROOT_CONTEXT, trace, TraceFlags }: typeof OpenTelemetryApi,
  traceparent: string | undefined,
) {
  const match = traceparentPattern.exec(traceparent ?? "");
  if (!match) return ROOT_CONTEXT;
  const [, traceId = "", spanId = "", flags = "00"] = match;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(context.active(), { traceId, spanId, traceFlags, isRemote: true });
}
