import type { Agent as HttpAgent, AgentOptions, IncomingMessage, RequestOptions } from "node:http";
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
  const underWay = new Set<AbortController>();
  return {
    async post(url, headers, body) {
      const controller = new AbortController();
      const { signal } = controller;
      const giveUp = (): void => {
        controller.abort(new ExchangeError("TIMED_OUT", `no whole answer within ${timeoutMs} ms`));
      };
      const timer = setTimeout(giveUp, timeoutMs);
      underWay.add(controller);
      try {
        const checked = await orAborted(guard(url), signal);
        const exchange = { checked, headers, body, signal, connectTimeoutMs };
        return await post({ ...exchange, agents: kept }).catch((error: unknown) => {
          if (error instanceof StaleConnectionError) return post({ ...exchange, agents: fresh });
          throw error;
        });
      } catch (error) {
        return { status: null, body: undefined, failure: toFailure(error) };
      } finally {
        clearTimeout(timer);
        underWay.delete(controller);
      }
    },
    close() {
      for (const controller of underWay) controller.abort(new Error("the gateway stops"));
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

/** A name lookup cannot be cut off, only left behind. */
async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let cut = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    cut = () => reject(signal.reason as Error);
    signal.addEventListener("abort", cut, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", cut);
  }
}

type Exchange = {
  readonly checked: CheckedAddress;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly signal: AbortSignal;
  readonly agents: Agents;
  readonly connectTimeoutMs: number;
};

/** A kept connection that the receiver closed just then, which says nothing about the receiver. */
class StaleConnectionError extends Error {
  override readonly name = "StaleConnectionError";
}

function post(exchange: Exchange): Promise<Sent> {
  const { checked, headers, body, signal, agents } = exchange;
  const { url, isPublic } = checked;
  const isSecure = url.protocol === "https:";
  const agent = isSecure ? (isPublic ? agents.https : agents.lenient) : agents.http;
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "content-length": String(body.length) },
    lookup: pinTo(checked),
    signal,
    agent,
  };
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const request = (isSecure ? httpsRequest : nodeHttp.request)(url, options, (response) => {
      isAnswered = true;
      readAnswer(response).then(resolve, (error: Error) => reject(causeOf(error, signal)));
    });
    request.on("socket", (socket) => limitConnecting(socket, isSecure, exchange.connectTimeoutMs));
    request.on("error", (error) => {
      const isStale = request.reusedSocket && !isAnswered && ["ECONNRESET", "EPIPE"].includes(errorCodeOf(error) ?? "");
      reject(isStale && !signal.aborted ? new StaleConnectionError() : causeOf(error, signal));
    });
    request.end(body);
  });
}

/** Why it was cut off, when it was: `error` then says only that. */
const causeOf = (error: Error, signal: AbortSignal): Error => (signal.aborted ? (signal.reason as Error) : error);

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
