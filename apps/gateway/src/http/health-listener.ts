import type { IncomingMessage, ServerResponse } from "node:http";
import { type HealthPart, readReadiness } from "./health.ts";
import type { Metrics } from "./metrics.ts";

export type HealthListenerDeps = {
  readonly health: readonly HealthPart[];
  /** Undefined hides /metrics. */
  readonly metrics: Metrics | undefined;
};

/** Answers the request and says true when its path is one of an orchestrator's; false leaves it untouched. */
export type HealthListener = (request: IncomingMessage, response: ServerResponse) => boolean;

type Answer = { readonly status: number; readonly contentType: string; readonly text: string };

/**
 * /livez, /readyz and /metrics, straight on `node:http`: they are asked for every few seconds, and a gateway that is asked
 * for nothing else should not load its pages for them (30 MB).
 */
export function createHealthListener({ health, metrics }: HealthListenerDeps): HealthListener {
  const answers = new Map<string, () => Promise<Answer>>([
    ["/livez", async () => toJson(200, { status: "ok" })],
    ["/readyz", () => answerReadiness(health)],
  ]);
  if (metrics)
    answers.set("/metrics", async () => ({
      status: 200,
      contentType: metrics.contentType,
      text: await metrics.render(),
    }));
  return (request, response) => {
    const { method, url = "" } = request;
    const answer = method === "GET" || method === "HEAD" ? answers.get(url.split("?", 1)[0] ?? "") : undefined;
    if (!answer) return false;
    request.resume();
    answer().then(
      (made) => send(response, made, method === "HEAD"),
      () => send(response, toJson(500, { error: "INTERNAL" }), method === "HEAD"),
    );
    return true;
  };
}

async function answerReadiness(health: readonly HealthPart[]): Promise<Answer> {
  const { isReady, parts } = await readReadiness(health);
  return toJson(isReady ? 200 : 503, { status: isReady ? "ready" : "not ready", parts });
}

const toJson = (status: number, value: object): Answer => ({
  status,
  contentType: "application/json; charset=utf-8",
  text: JSON.stringify(value),
});

function send(response: ServerResponse, { status, contentType, text }: Answer, isHead: boolean): void {
  const headers = {
    "content-type": contentType,
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  };
  response.writeHead(status, headers);
  response.end(isHead ? undefined : text);
}
