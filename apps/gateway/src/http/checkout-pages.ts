import { checkCheckoutRequest, type CheckoutMessageName } from "@opencashier/protocol/checkout";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { BrowserProof, BrowserRefusal, CheckoutApi } from "../checkout-api/index.ts";
import { type CheckoutAssets, loadCheckoutAssets } from "./checkout/assets.ts";
import {
  frameDocument,
  goneDocument,
  hostedDocument,
  threeDSDocument,
  threeDSResultDocument,
} from "./checkout/documents.ts";
import { framePolicy, pageHeaders, returnPolicy, threeDSPolicy } from "./checkout/policies.ts";

export type CheckoutPagesDeps = {
  readonly checkout: CheckoutApi;
  /** Whether a page of that origin may embed that merchant's frame. */
  readonly mayEmbed: (clientId: string, origin: string) => Promise<boolean>;
  readonly publicUrl: () => string;
};

/**
 * Everything a buyer's browser gets from the gateway:
 *
 *   GET  /checkout/v1/checkout.js            the SDK, always the newest of its major version
 *   GET  /checkout/<version>/checkout.js     the SDK of one version, for ever the same: pin it by its hash
 *   GET  /checkout/scripts.json              every script there is, its hash and its reason (PCI DSS 6.4.3)
 *   GET  /checkout/frame                     the frame, for the origins the merchant has registered
 *   GET  /checkout/page/<token>              a page of its own for one session
 *   GET  /checkout/3ds/<token>               carries a 3-D Secure step in a frame
 *   any  /checkout/return/<token>            where acquirers send the payer back to
 *   POST /checkout/api/…                     what the frame asks (packages/protocol, checkout messages)
 */
export async function registerCheckoutPages(app: FastifyInstance, deps: CheckoutPagesDeps): Promise<void> {
  const assets = loadCheckoutAssets();
  addScripts(app, assets);
  addFrames(app, deps, assets);
  await app.register((scope, _options, done) => {
    addReturn(scope, deps, assets);
    done();
  });
  addApi(app, deps);
}

const immutable = "public, max-age=31536000, immutable";

function addScripts(app: FastifyInstance, assets: CheckoutAssets): void {
  const { manifest } = assets;
  const send = (request: FastifyRequest, reply: FastifyReply, path: string, cache: string) => {
    const asset = assets.find(path);
    if (!asset) return reply.code(404).send({ error: "NOT_FOUND", message: "There is no such file." });
    const isZipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    return reply
      .headers({
        "content-type": asset.contentType,
        "cache-control": cache,
        vary: "accept-encoding",
        "x-content-type-options": "nosniff",
        // A page that pins the hash of a script needs leave to read it.
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        ...(isZipped && { "content-encoding": "gzip" }),
      })
      .send(isZipped ? asset.gzipped : asset.body);
  };
  for (const name of ["checkout.js", "checkout.mjs"]) {
    app.get(`/checkout/v1/${name}`, (request, reply) => send(request, reply, name, "public, max-age=300"));
    app.get(`/checkout/${manifest.version}/${name}`, (request, reply) => send(request, reply, name, immutable));
  }
  app.get<{ Params: { "*": string } }>("/checkout/assets/*", (request, reply) =>
    send(request, reply, request.params["*"], immutable),
  );
  app.get("/checkout/scripts.json", (_request, reply) => reply.send(manifest));
}

function addFrames(app: FastifyInstance, deps: CheckoutPagesDeps, { manifest }: CheckoutAssets): void {
  app.get<{ Querystring: { client?: string; origin?: string } }>("/checkout/frame", async ({ query }, reply) => {
    const origin = URL.parse(query.origin ?? "")?.origin ?? "";
    const isAllowed = origin === query.origin && (await deps.mayEmbed(query.client ?? "", origin));
    const policy = framePolicy(isAllowed ? origin : "'none'");
    return reply.headers({ ...pageHeaders, "content-security-policy": policy }).send(frameDocument(manifest));
  });
  app.get<{ Params: { token: string } }>("/checkout/page/:token", async ({ params }, reply) => {
    const proof = { sessionData: params.token, pageOrigin: originOf(deps) };
    const opened = await deps.checkout.open(proof);
    const headers = {
      ...pageHeaders,
      "content-security-policy": framePolicy("'none'"),
      "cross-origin-opener-policy": "same-origin-allow-popups",
    };
    if ("error" in opened) {
      const text =
        opened.error === "SESSION_EXPIRED" ? "This payment link has expired." : "This payment link is not valid.";
      return reply.code(410).headers(headers).send(goneDocument(manifest, text));
    }
    const page = { merchantName: opened.merchantName, sessionData: params.token, locale: opened.locale ?? "" };
    return reply.headers(headers).send(hostedDocument(manifest, page));
  });
  app.get<{ Params: { token: string } }>("/checkout/3ds/:token", async ({ params }, reply) => {
    const action = await deps.checkout.threeDSStep(params.token);
    if (!action) return reply.code(410).headers(pageHeaders).send(goneDocument(manifest, "This step is over."));
    const policy = threeDSPolicy(new URL(action.url).origin);
    return reply.headers({ ...pageHeaders, "content-security-policy": policy }).send(threeDSDocument(manifest, action));
  });
}

const originOf = ({ publicUrl }: CheckoutPagesDeps): string => new URL(publicUrl()).origin;

function addReturn(scope: FastifyInstance, deps: CheckoutPagesDeps, { manifest }: CheckoutAssets): void {
  // What acquirers post is not looked at: they are asked themselves.
  scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: 65_536 }, (_request, _body, parsed) =>
    parsed(null, null),
  );
  scope.route<{ Params: { token: string } }>({
    method: ["GET", "POST"],
    url: "/checkout/return/:token",
    async handler({ params }, reply) {
      const returned = await deps.checkout.returned(params.token);
      const headers = { ...pageHeaders, "content-security-policy": returnPolicy() };
      if (!returned) return reply.code(410).headers(headers).send(goneDocument(manifest, "This link is not valid."));
      if (returned.type === "three-ds") return reply.headers(headers).send(threeDSResultDocument(manifest, returned));
      if (returned.url === null) return reply.headers(headers).send(goneDocument(manifest, "You can close this page."));
      return reply.headers({ "cache-control": "no-store" }).redirect(returned.url, 303);
    },
  });
}

const requestBytesMax = 16 * 1024;

function addApi(app: FastifyInstance, deps: CheckoutPagesDeps): void {
  const { checkout } = deps;
  type Answer = (proof: BrowserProof, body: never, request: FastifyRequest) => Promise<object>;
  const add = (name: CheckoutMessageName, answer: Answer) => {
    app.post(`/checkout/api/${name}`, { bodyLimit: requestBytesMax }, async (request, reply) => {
      const refused = refuse(deps, request) ?? refuseBody(name, request.body);
      const answered = refused ?? (await answer(toProof(request), request.body as never, request));
      const code = "error" in answered ? statusOf(answered as BrowserRefusal) : 200;
      return reply.code(code).header("cache-control", "no-store").send(answered);
    });
  };
  add("open", (proof) => checkout.open(proof));
  add("card", (proof, body) => checkout.card(proof, body));
  add("state", (proof, body) => checkout.state(proof, body));
  add("submit", (proof, body, request) => checkout.submit(proof, body, toPayerHeaders(request)));
}

const statuses = {
  SESSION_INVALID: 403,
  SESSION_EXPIRED: 410,
  REQUEST_INVALID: 400,
  METHOD_NOT_AVAILABLE: 409,
  DUPLICATE: 409,
  UNAVAILABLE: 503,
} as const satisfies Record<BrowserRefusal["error"], number>;

const statusOf = ({ error }: BrowserRefusal): number => statuses[error];

const headerOf = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
};

const toProof = (request: FastifyRequest): BrowserProof => ({
  sessionData: headerOf(request, "checkout-session"),
  pageOrigin: headerOf(request, "checkout-origin"),
});

/** Only our own frame may ask: browsers say where a request comes from. */
function refuse(deps: CheckoutPagesDeps, request: FastifyRequest): BrowserRefusal | undefined {
  const site = headerOf(request, "sec-fetch-site");
  const origin = headerOf(request, "origin");
  const isForeign = (site !== "" && site !== "same-origin") || (origin !== "" && !isOwnOrigin(deps, request, origin));
  return isForeign ? { error: "SESSION_INVALID", message: "Only the gateway's own pages may ask." } : undefined;
}

/** The gateway may be reached by several names in development; the one that was dialled is its own. */
const isOwnOrigin = (deps: CheckoutPagesDeps, request: FastifyRequest, origin: string): boolean =>
  origin === originOf(deps) || URL.parse(origin)?.host === request.headers.host;

function refuseBody(name: CheckoutMessageName, body: unknown): BrowserRefusal | undefined {
  const violation = checkCheckoutRequest(name, body);
  return violation && { error: "REQUEST_INVALID", message: `${violation.field} ${violation.rule}` };
}

function toPayerHeaders(request: FastifyRequest) {
  const userAgent = headerOf(request, "user-agent");
  const acceptHeader = headerOf(request, "accept");
  return {
    clientIp: request.ip,
    ...(userAgent !== "" && { userAgent: userAgent.slice(0, 512) }),
    ...(acceptHeader !== "" && { acceptHeader: acceptHeader.slice(0, 512) }),
  };
}
