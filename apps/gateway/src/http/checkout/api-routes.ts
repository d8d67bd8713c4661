import { checkCheckoutRequest, type CheckoutMessageName } from "@opencashier/protocol/checkout";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { BrowserProof, BrowserRefusal, CheckoutApi, PayerHeaders } from "../../checkout-api/index.ts";

export type ApiRoutesDeps = {
  readonly checkout: CheckoutApi;
  readonly publicUrl: () => string;
  /** Told of an error that the browser only hears of as UNAVAILABLE. */
  readonly onBroken: (error: unknown) => void;
};

const requestBytesMax = 16 * 1024;

/** What the frame asks: POST /checkout/api/{open,card,submit,state}, JSON, from the gateway's own pages and no others. */
export async function addApiRoutes(app: FastifyInstance, deps: ApiRoutesDeps): Promise<void> {
  await app.register((scope, _options, done) => {
    // JSON only: whatever a form of another page could post is refused before it is read.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/json", { parseAs: "buffer", bodyLimit: requestBytesMax }, parseJson);
    scope.addHook("onRequest", async (request, reply) => {
      reply.header("cache-control", "no-store");
      if (!isOwnRequest(deps, request)) await refuse(reply, foreign);
    });
    scope.setErrorHandler((error: HttpFault, _request, reply) => refuse(reply, toRefusal(deps, error)));
    addOperations(scope, deps);
    done();
  });
}

const foreign: Fault = { error: "SESSION_INVALID", message: "Only the gateway's own pages may ask." };

function addOperations(scope: FastifyInstance, { checkout }: ApiRoutesDeps): void {
  type Answer = (proof: BrowserProof, body: never, payer: PayerHeaders) => Promise<object>;
  const add = (name: CheckoutMessageName, answer: Answer) => {
    scope.post(`/checkout/api/${name}`, async (request, reply) => {
      const violation = checkCheckoutRequest(name, request.body);
      if (violation) return refuse(reply, invalid(`${violation.field} ${violation.rule}`));
      const answered = await answer(toProof(request), request.body as never, toPayerHeaders(request));
      return "error" in answered ? refuse(reply, answered as BrowserRefusal) : reply.send(answered);
    });
  };
  add("open", (proof) => checkout.open(proof));
  add("card", (proof, body) => checkout.card(proof, body));
  add("state", (proof, body) => checkout.state(proof, body));
  add("submit", (proof, body, payer) => checkout.submit(proof, body, payer));
}

type Fault = BrowserRefusal & { readonly status?: number };

const invalid = (message: string, status?: number): Fault => ({
  error: "REQUEST_INVALID",
  message,
  ...(status !== undefined && { status }),
});

const statuses = {
  SESSION_INVALID: 403,
  SESSION_EXPIRED: 410,
  REQUEST_INVALID: 400,
  METHOD_NOT_AVAILABLE: 422,
  DUPLICATE: 409,
  UNAVAILABLE: 503,
} as const satisfies Record<BrowserRefusal["error"], number>;

function refuse(reply: FastifyReply, { error, message, retryAfterMs, status }: Fault): FastifyReply {
  if (retryAfterMs !== undefined) reply.header("retry-after", String(Math.ceil(retryAfterMs / 1_000)));
  const isLimit = error === "UNAVAILABLE" && retryAfterMs !== undefined;
  return reply.code(status ?? (isLimit ? 429 : statuses[error])).send({ error, message });
}

type HttpFault = { readonly statusCode?: number };

/** A fault's own message may repeat what was received, so none is passed on. */
function toRefusal({ onBroken }: ApiRoutesDeps, error: HttpFault): Fault {
  switch (error.statusCode) {
    case 413:
      return invalid(`the body must have at most ${requestBytesMax} bytes`, 413);
    case 415:
      return invalid("content-type must be application/json", 415);
    default:
      if (error.statusCode !== undefined && error.statusCode < 500) return invalid("the body must be valid JSON");
      onBroken(error);
      return { error: "UNAVAILABLE", message: "The gateway could not answer. Try again." };
  }
}

function parseJson(_request: unknown, body: Buffer, parsed: (error: Error | null, value?: unknown) => void): void {
  try {
    parsed(null, JSON.parse(body.toString("utf8")));
  } catch {
    // Not the parser's error: it quotes the text.
    parsed(Object.assign(new Error("the body is not JSON"), { statusCode: 400 }));
  }
}

/**
 * Browsers say where a request comes from; what says nothing is none of our frames. Plain-http hosts other than localhost
 * send no Sec-Fetch-Site, but every POST by fetch has its Origin.
 */
function isOwnRequest(deps: ApiRoutesDeps, request: FastifyRequest): boolean {
  const site = headerOf(request, "sec-fetch-site");
  const origin = headerOf(request, "origin");
  if (site === undefined && origin === undefined) return false;
  return (site ?? "same-origin") === "same-origin" && (origin === undefined || isOwnOrigin(deps, request, origin));
}

/** The gateway may be reached by several names in development; the one that was dialled is its own. */
const isOwnOrigin = ({ publicUrl }: ApiRoutesDeps, { headers }: FastifyRequest, origin: string): boolean =>
  origin === new URL(publicUrl()).origin || URL.parse(origin)?.host === headers.host;

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

const toProof = (request: FastifyRequest): BrowserProof => ({
  sessionData: headerOf(request, "checkout-session") ?? "",
  pageOrigin: headerOf(request, "checkout-origin") ?? "",
});

const headerCharsMax = 512;

function toPayerHeaders(request: FastifyRequest): PayerHeaders {
  const userAgent = headerOf(request, "user-agent");
  const acceptHeader = headerOf(request, "accept");
  return {
    clientIp: request.ip,
    ...(userAgent !== undefined && { userAgent: userAgent.slice(0, headerCharsMax) }),
    ...(acceptHeader !== undefined && { acceptHeader: acceptHeader.slice(0, headerCharsMax) }),
  };
}
