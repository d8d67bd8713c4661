import type { Agent as HttpAgent, AgentOptions, ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { LookupFunction, Socket } from "node:net";
import { nodeHttp } from "../kernel/index.ts";
import { type AddressGuard, AddressRefusedError, type CheckedAddress } from "./address-guard.ts";
import { errorCodeOf } from "./error-code.ts";
import type { DeliveryOutcome } from "./notification.ts";
import { placeLimits } from "./places.ts";

/** What came of one POST. */
export type Sent = {
  readonly status: number | null;
  /** At most 64 KB; undefined when no whole answer came. */
  readonly body: string | undefined;
  /** Undefined: an answer came whole, and its status and body decide. */
  readonly failure: { readonly outcome: DeliveryOutcome; readonly reason: string } | undefined;
};

export type Sender = {
  /** Never rejects: whatever went wrong is the receiver's or the network's, and is told in `failure`. */
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: Buffer) => Promise<Sent>;
  /** Cuts what is under way. */
  readonly close: () => void;
};

export type SenderOptions = {
  readonly guard: AddressGuard;
  /** For the whole exchange, from the name lookup to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of it, for the connection and its TLS handshake. */
  readonly connectTimeoutMs: number;
  /** Whether certificates of addresses that are not public are verified too; those of public ones always are. */
  readonly verifiesPrivate: boolean;
};

const answerBytesMax = 65_536;
const keepAliveMs = 15_000;
/** As many as one receiver has places: fewer would close connections after each burst only to open them again. */
const freeSocketsMax = placeLimits.each.quick;

type Agents = { readonly http: HttpAgent; readonly https: HttpsAgent; readonly lenient: HttpsAgent };

/** Connections are kept, so that a merchant with many notifications pays for one handshake. Redirects are not followed. */
export function createSender(options: SenderOptions): Sender {
  const { guard, timeoutMs, connectTimeoutMs, verifiesPrivate } = options;
  const kept = createAgents(
    { keepAlive: true, keepAliveMsecs: keepAliveMs, maxFreeSockets: freeSocketsMax },
    verifiesPrivate,
  );
  const fresh = createAgents({ keepAlive: false }, verifiesPrivate);
  const underWay = new Set<Cutter>();
  return {
    async post(url, headers, body) {
      const cutter = createCutter();
      const giveUp = (): void => {
        cutter.cut(new ExchangeError("TIMED_OUT", `no whole answer within ${timeoutMs} ms`));
      };
      const timer = setTimeout(giveUp, timeoutMs);
      underWay.add(cutter);
      try {
        // A name lookup cannot be cut off, only left behind.
        const checked = await Promise.race([guard(url), cutter.cutting]);
        const exchange = { checked, headers, body, cutter, connectTimeoutMs };
        return await post({ ...exchange, agents: kept }).catch((error: unknown) => {
          if (error instanceof StaleConnectionError) return post({ ...exchange, agents: fresh });
          throw error;
        });
      } catch (error) {
        return { status: null, body: undefined, failure: toFailure(error) };
      } finally {
        clearTimeout(timer);
        underWay.delete(cutter);
      }
    },
    close() {
      for (const cutter of underWay) cutter.cut(new Error("the gateway stops"));
      for (const agent of [...Object.values(kept), ...Object.values(fresh)]) agent.destroy();
    },
  };
}

const createAgents = (options: AgentOptions, verifiesPrivate: boolean): Agents => ({
  http: new nodeHttp.Agent(options),
  https: new HttpsAgent(options),
  lenient: new HttpsAgent({ ...options, rejectUnauthorized: verifiesPrivate }),
});

/** A failure of the exchange whose outcome is known where it is noticed. */
class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly outcome: DeliveryOutcome;

  constructor(outcome: DeliveryOutcome, reason: string) {
    super(reason);
    this.outcome = outcome;
  }
}

function toFailure(error: unknown): NonNullable<Sent["failure"]> {
  if (error instanceof ExchangeError) return { outcome: error.outcome, reason: error.message };
  if (error instanceof AddressRefusedError) return { outcome: "ADDRESS_REFUSED", reason: error.message };
  const reason = error instanceof Error ? error.message || errorCodeOf(error) : undefined;
  return { outcome: "UNREACHABLE", reason: reason ?? "the connection failed" };
}

/**
 * Ends one exchange from outside, at whatever step it is. An AbortSignal would do the same; Node's client gives each of its
 * listeners a stream's end to watch, which is a tenth of what a delivery costs the event loop.
 */
type Cutter = {
  readonly cut: (reason: Error) => void;
  /** Why it was cut; undefined while it was not. */
  readonly reason: () => Error | undefined;
  /** Rejects with the reason, and never resolves. */
  readonly cutting: Promise<never>;
  /** The request to destroy from now on. */
  readonly guardRequest: (request: ClientRequest) => void;
};

function createCutter(): Cutter {
  let reason: Error | undefined;
  let current: ClientRequest | undefined;
  const { promise: cutting, reject } = Promise.withResolvers<never>();
  cutting.catch(() => undefined); // Whoever waits hears of it; at some steps nobody does.
  return {
    cut(given) {
      reason ??= given;
      reject(reason);
      current?.destroy(reason);
    },
    reason: () => reason,
    cutting,
    guardRequest(request) {
      current = request;
      if (reason) request.destroy(reason);
    },
  };
}

type Exchange = {
  readonly checked: CheckedAddress;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly cutter: Cutter;
  readonly agents: Agents;
  readonly connectTimeoutMs: number;
};

/** A kept connection that the receiver closed just then, which says nothing about the receiver. */
class StaleConnectionError extends Error {
  override readonly name = "StaleConnectionError";
}

function post(exchange: Exchange): Promise<Sent> {
  const { checked, headers, body, cutter, agents } = exchange;
  const { url, isPublic } = checked;
  const isSecure = url.protocol === "https:";
  const agent = isSecure ? (isPublic ? agents.https : agents.lenient) : agents.http;
  const options: RequestOptions = {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    method: "POST",
    headers: toHeaderList({ host: url.host, ...headers, "content-length": String(body.length) }),
    lookup: pinTo(checked),
    agent,
  };
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const request = (isSecure ? httpsRequest : nodeHttp.request)(options, (response) => {
      isAnswered = true;
      readAnswer(response).then(resolve, (error: Error) => reject(cutter.reason() ?? error));
    });
    cutter.guardRequest(request);
    request.on("socket", (socket) => limitConnecting(socket, isSecure, exchange.connectTimeoutMs));
    request.on("error", (error) => {
      const isStale = request.reusedSocket && !isAnswered && ["ECONNRESET", "EPIPE"].includes(errorCodeOf(error) ?? "");
      reject(cutter.reason() ?? (isStale ? new StaleConnectionError() : error));
    });
    request.end(body);
  });
}

/** Names and values in turn, which Node's client writes as they are: a quarter of its work is keeping an object of them. */
function toHeaderList(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flat();
}

/** The addresses that were checked are the ones that are dialled; the name stays for TLS and the Host header. */
const pinTo =
  ({ addresses }: CheckedAddress): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = addresses;
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family);
  };

function limitConnecting(socket: Socket, isSecure: boolean, connectTimeoutMs: number): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => {
    socket.destroy(new ExchangeError("UNREACHABLE", `no connection within ${connectTimeoutMs} ms`));
  }, connectTimeoutMs);
  const clear = (): void => clearTimeout(timer);
  socket.once(isSecure ? "secureConnect" : "connect", clear).once("close", clear);
}

function readAnswer(response: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  let length = 0;
  const status = response.statusCode ?? 0;
  return new Promise((resolve, reject) => {
    response.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= answerBytesMax) chunks.push(chunk);
      else response.destroy(new ExchangeError("NOT_ACKNOWLEDGED", `the answer is longer than ${answerBytesMax} bytes`));
    });
    response.on("error", reject);
    response.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const isRedirect = status >= 300 && status < 400;
      const reason = `HTTP ${status}: redirects are not followed`;
      resolve({ status, body, failure: isRedirect ? { outcome: "REDIRECTED", reason } : undefined });
    });
  });
}
