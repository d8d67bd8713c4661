import { Readable } from "node:stream";
import {
  type ConsoleDownloadName,
  consoleDownloads,
  type ConsoleFault,
  type ConsoleRequestName,
  type ConsoleRouteName,
  consoleRoutes,
} from "@opencashier/protocol/console";
import { checkConsoleRequest } from "@opencashier/protocol/console/check";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type Browser,
  type ConsoleApi,
  ConsoleError,
  type ConsoleErrorCode,
  type JoiningRoute,
} from "../../console-api/index.ts";

export type ConsoleApiDeps = {
  readonly console: ConsoleApi;
  readonly publicUrl: () => string;
  readonly onBroken: (error: unknown) => void;
};

const base = "/console/api/v1";
const cookieName = "opencashier-console";
/** Seven days; the gateway ends it sooner after twelve hours of rest. */
const cookieSeconds = 7 * 24 * 3_600;

const statusOf: Readonly<Record<ConsoleErrorCode, number>> = {
  BAD_REQUEST: 400,
  NOT_SIGNED_IN: 401,
  CODE_REQUIRED: 401,
  WRONG_CREDENTIALS: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LINK_OVER: 410,
  TOO_MANY_TRIES: 429,
  INTERNAL: 500,
};

type Question = FastifyRequest<{ Params: { readonly clientId?: string; readonly id?: string } }>;

/** One route for each line of the contract, in a scope of its own so that its errors are told in its own form. */
export async function addConsoleApi(app: FastifyInstance, deps: ConsoleApiDeps): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.setErrorHandler((error, _request, reply) => sendFault(deps, reply, error));
    scope.addHook("onSend", async (_request, reply) => {
      reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    });
    for (const [name, route] of Object.entries(consoleRoutes) as [
      ConsoleRouteName,
      (typeof consoleRoutes)[ConsoleRouteName],
    ][]) {
      scope.route({
        method: route.method,
        url: `${base}${route.path}`,
        handler: (request, reply) => answer(deps, name, request as Question, reply),
      });
    }
    for (const [name, route] of Object.entries(consoleDownloads)) {
      scope.get(`${base}${route.path}`, (request, reply) =>
        download(deps, name as ConsoleDownloadName, request as Question, reply),
      );
    }
    scope.all(`${base}/*`, () => {
      throw new ConsoleError("NOT_FOUND", "The console asks nothing of this name.");
    });
    done();
  });
}

async function answer(
  deps: ConsoleApiDeps,
  name: ConsoleRouteName,
  request: Question,
  reply: FastifyReply,
): Promise<object> {
  const isChanging = request.method !== "GET";
  if (isChanging) requireOwnPage(deps, request);
  const asked = isChanging ? (request.body ?? {}) : request.query;
  if (name === "beginPasskeySignIn") return deps.console.beginPasskeySignIn(request.ip);
  if (!isJoining(name)) {
    const member = await requireMember(deps, request);
    const { clientId = "", id = "" } = request.params;
    const wanted = checked(consoleRoutes[name].request, asked) as never;
    const answered = await deps.console.answer(name, { member, clientId, id, request: wanted });
    if (name === "signOut") setCookie(deps, reply, "", 0);
    return answered;
  }
  const { token, me } = await deps.console.enter(name, checked(consoleRoutes[name].request, asked), browserOf(request));
  setCookie(deps, reply, token, cookieSeconds);
  return me;
}

/** Written as fast as the browser takes it; whoever goes away ends the reading. */
async function download(
  deps: ConsoleApiDeps,
  name: ConsoleDownloadName,
  request: Question,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const member = await requireMember(deps, request);
  const { clientId = "", id = "" } = request.params;
  const wanted = checked(consoleDownloads[name].request, request.query) as never;
  const { fileName, contentType, pieces } = await deps.console.download(name, {
    member,
    clientId,
    id,
    request: wanted,
  });
  return reply
    .headers({ "content-type": contentType, "content-disposition": `attachment; filename="${fileName}"` })
    .send(Readable.from(pieces));
}

async function requireMember(deps: ConsoleApiDeps, request: FastifyRequest) {
  const member = await deps.console.findMember(readToken(request) ?? "");
  if (!member) throw new ConsoleError("NOT_SIGNED_IN", "Sign in first.");
  return member;
}

const isJoining = (name: ConsoleRouteName): name is JoiningRoute => consoleRoutes[name].needs === "public";

/** The first field that is wrong, by name; its value is told to nobody. */
function checked(name: ConsoleRequestName, asked: unknown): unknown {
  const violation = checkConsoleRequest(name, asked);
  if (!violation) return asked;
  const { field, rule } = violation;
  throw new ConsoleError("BAD_REQUEST", `${field || "The request"} ${rule}.`, field);
}

/**
 * Only the console's own page may change something: a cookie travels with whatever page asks. Browsers name that page in
 * `origin` and cannot be talked out of it; the cookie's SameSite says the same once more.
 */
function requireOwnPage({ publicUrl }: ConsoleApiDeps, { headers }: FastifyRequest): void {
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) {
    throw new ConsoleError("BAD_REQUEST", "The content-type must be application/json.");
  }
  const { origin, host } = headers;
  const isOwn = origin === new URL(publicUrl()).origin || (origin !== undefined && URL.parse(origin)?.host === host);
  if (!isOwn) throw new ConsoleError("FORBIDDEN", "This is asked from another page than the console's.");
}

const browserOf = ({ ip, headers }: FastifyRequest): Browser => ({
  address: ip,
  userAgent: headers["user-agent"] ?? "",
});

const readToken = ({ headers }: FastifyRequest): string | undefined =>
  headers.cookie
    ?.split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);

function setCookie({ publicUrl }: ConsoleApiDeps, reply: FastifyReply, token: string, seconds: number): void {
  const isSecure = publicUrl().startsWith("https:");
  const parts = [`${cookieName}=${token}`, "Path=/console", `Max-Age=${seconds}`, "HttpOnly", "SameSite=Strict"];
  reply.header("set-cookie", [...parts, ...(isSecure ? ["Secure"] : [])].join("; "));
}

function sendFault({ onBroken }: ConsoleApiDeps, reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof ConsoleError) {
    const { code, message, field } = error;
    return send(reply, { code, message, ...(field !== undefined && { field }) });
  }
  const { statusCode } = error as { readonly statusCode?: number };
  if (statusCode !== undefined && statusCode < 500)
    return send(reply, { code: "BAD_REQUEST", message: "This is no JSON." });
  onBroken(error);
  return send(reply, { code: "INTERNAL", message: "Something broke here. The gateway's log says what." });
}

const send = (reply: FastifyReply, error: ConsoleFault["error"]): FastifyReply =>
  reply.code(statusOf[error.code]).send({ error } satisfies ConsoleFault);
