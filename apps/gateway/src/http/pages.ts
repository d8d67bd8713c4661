import fastify, { type FastifyInstance } from "fastify";
import { registerCheckoutPages } from "./checkout-pages.ts";
import { registerClockPages } from "./clock-pages.ts";
import { registerConsolePages } from "./console-pages.ts";
import { createDocuments } from "./documents.ts";
import type { PageDeps } from "./page-deps.ts";
import { registerSandboxPages } from "./sandbox-pages.ts";

/** What is neither the API nor health: documents, the checkout, the sandbox acquirer, the console. */
export async function createPages(deps: PageDeps): Promise<FastifyInstance> {
  const app = fastify({ logger: false, exposeHeadRoutes: true });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: "NOT_FOUND", message: "Nothing is served here. The API reference is at /docs." }),
  );
  app.setErrorHandler((error: { statusCode?: number; code?: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ error: status < 500 ? (error.code ?? "BAD_REQUEST") : "INTERNAL" });
  });
  for (const [path, make] of Object.entries(createDocuments(deps.publicUrl, deps.console !== undefined))) {
    app.get(path, (_request, reply) => {
      const { contentType, body, policy } = make();
      return reply.headers({ "content-type": contentType, "content-security-policy": policy }).send(body);
    });
  }
  await registerCheckoutPages(app, deps);
  await registerSandboxPages(app, deps);
  registerClockPages(app, deps);
  await registerConsolePages(app, deps);
  await app.ready();
  return app;
}
