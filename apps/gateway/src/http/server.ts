import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { type ApiListenerDeps, createApiListener } from "./api-listener.ts";
import { toSignedPath } from "./exchange.ts";
import { createHealthListener, type HealthListenerDeps } from "./health-listener.ts";
import type { PageDeps } from "./page-deps.ts";
import { isApiPath } from "./routes.ts";

export type ServerDeps = ApiListenerDeps & HealthListenerDeps & PageDeps;

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/** The gateway's HTTP side, to be given to any number of `node:http` and `node:https` servers. */
export function createRequestListener(deps: ServerDeps): RequestListener {
  const answerApi = createApiListener(deps);
  const answerHealth = createHealthListener(deps);
  // Loaded with the first page that is asked for: a gateway that serves no page starts sooner and stays smaller.
  let pages: Promise<FastifyInstance> | undefined;
  const loadPages = () => import("./pages.ts").then(({ createPages }) => createPages(deps));
  return (request, response) => {
    if (isApiPath(toSignedPath(request.url ?? "/"))) {
      answerApi(request, response);
      return;
    }
    if (answerHealth(request, response)) return;
    pages ??= loadPages();
    pages.then(
      (app) => app.routing(request, response),
      (error: unknown) => {
        deps.onBroken(error);
        response.destroy();
      },
    );
  };
}
