import type { IncomingMessage, ServerResponse } from "node:http";
import fastify, { type FastifyInstance } from "fastify";
import { type ApiListenerDeps, createApiListener } from "./api-listener.ts";
import { createDocuments } from "./documents.ts";
import { toSignedPath } from "./exchange.ts";
import { type HealthPart, readReadiness } from "./health.ts";
import type { Metrics } from "./metrics.ts";
import { isApiPath } from "./routes.ts";

export type ServerDeps = ApiListenerDeps & {
  readonly health: readonly HealthPart[];
  /** Undefined hides /metrics. */
  readonly metrics: Metrics | undefined;
  readonly publicUrl: () => string;
};

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/** The gateway's HTTP side, to be given to any number of `node:http` and `node:https` servers. */
export async function createRequestListener(deps: ServerDeps): Promise<RequestListener> {
  const answerApi = createApiListener(deps);
  const pages = await createPages(deps);
  return (request, response) => {
    if (isApiPath(toSignedPath(request.url ?? "/"))) answerApi(request, response);
    else pages.routing(request, response);
  };
}

/** What is not the API: health, metrics, documents. */
async function createPages(deps: ServerDeps): Promise<FastifyInstance> {
  const app = fastify({ logger: false, exposeHeadRoutes: true });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: "NOT_FOUND", message: "Nothing is served here. The API reference is at /docs." }),
  );
  app.setErrorHandler((error: { statusCode?: number; code?: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ error: status < 500 ? (error.code ?? "BAD_REQUEST") : "INTERNAL" });
  });
  app.get("/livez", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const { isReady, parts } = await readReadiness(deps.health);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", parts });
  });
  const { metrics } = deps;
  if (metrics) {
    app.get("/metrics", async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()));
  }
  for (const [path, make] of Object.entries(createDocuments(deps.publicUrl))) {
    app.get(path, (_request, reply) => {
      const { contentType, body, policy } = make();
      return reply.headers({ "content-type": contentType, "content-security-policy": policy }).send(body);
    });
  }
  await app.ready();
  return app;
}
