/**
 * The way every API request goes, top to bottom:
 *
 *   operation?   no  → NO_INTERFACE_DEF            body small enough, method POST, JSON? → PARAM_ILLEGAL, METHOD_NOT_SUPPORTED,
 *                                                                                          MEDIA_TYPE_NOT_ACCEPTABLE
 *   authenticate     → INVALID_CLIENT, PARAM_ILLEGAL (request-time), KEY_NOT_FOUND, INVALID_SIGNATURE, ACCESS_DENIED
 *   decode           → PARAM_ILLEGAL naming field, rule and value
 *   handle           → the operation's own result codes
 *   (thrown)         → UNKNOWN_EXCEPTION: the outcome is unknown, the merchant asks again with the same id
 *
 * and, whatever came out, one signature, one line in the log, one count in the metrics.
 */
import type { OperationName, ResultCode } from "@opencashier/protocol";
import { type Clock, failed, type Outcome } from "../kernel/index.ts";
import { authenticate, type MerchantDirectory } from "../merchants/index.ts";
import type { Diagnose } from "./diagnosis.ts";
import { type Exchange, headerText, type SignedReply } from "./exchange.ts";
import type { Handlers } from "./handler.ts";
import { type ReplyDeps, signReply, toReplyBody } from "./reply.ts";
import { findOperationName } from "./routes.ts";

/** What one request came to, for the log and the metrics. Holds nothing of its body. */
export type RequestRecord = {
  readonly requestId: string;
  readonly operation: OperationName | undefined;
  readonly clientId: string | undefined;
  readonly resultCode: ResultCode;
  readonly durationMs: number;
  /** Why the check of the caller's signature failed, in words for the merchant. */
  readonly diagnosis: string | undefined;
  /** A thrown error. Private: it never reaches the wire. */
  readonly error: unknown;
};

export type PipelineDeps = ReplyDeps & {
  readonly handlers: Handlers;
  readonly directory: MerchantDirectory;
  readonly wallClock: Clock;
  readonly requestTimeWindowMs: number;
  readonly diagnose: Diagnose;
  /** @property replyBody as it was signed. */
  readonly record: (record: RequestRecord, exchange: Exchange, replyBody: string) => void;
};

type Answer = { readonly outcome: Outcome<object>; readonly diagnosis?: string | undefined; readonly error?: unknown };

/** Answers one request. Never rejects while the signing key works. */
export async function answer(deps: PipelineDeps, exchange: Exchange, refusal?: Outcome<object>): Promise<SignedReply> {
  const startedAt = performance.now();
  const operation = findOperationName(exchange.path);
  const { outcome, diagnosis, error } = refusal ? { outcome: refusal } : await decide(deps, exchange, operation);
  const { resultCode, body } = toReplyBody(outcome);
  const reply = await signReply(deps, exchange, body);
  const clientId = headerText(exchange.headers, "client-id");
  const durationMs = performance.now() - startedAt;
  const { requestId } = exchange;
  deps.record({ requestId, operation, clientId, resultCode, durationMs, diagnosis, error }, exchange, body);
  if (diagnosis === undefined || !deps.diagnose.isShown) return reply;
  return { ...reply, headers: { ...reply.headers, "x-opencashier-diagnosis": deps.diagnose.toHeader(diagnosis) } };
}

async function decide(deps: PipelineDeps, exchange: Exchange, operation: OperationName | undefined): Promise<Answer> {
  try {
    return await decideOrThrow(deps, exchange, operation);
  } catch (error) {
    return { outcome: failed("UNKNOWN_EXCEPTION"), error };
  }
}

async function decideOrThrow(
  deps: PipelineDeps,
  exchange: Exchange,
  operation: OperationName | undefined,
): Promise<Answer> {
  if (!operation) return { outcome: failed("NO_INTERFACE_DEF", "No operation has this path.") };
  if (exchange.method !== "POST")
    return { outcome: failed("METHOD_NOT_SUPPORTED", "Operations are called with POST.") };
  if (!isJson(headerText(exchange.headers, "content-type"))) {
    return { outcome: failed("MEDIA_TYPE_NOT_ACCEPTABLE", "The content-type must be application/json.") };
  }
  const received = toReceivedRequest(exchange);
  const authenticated = await authenticate(deps, received);
  if (!authenticated.ok) {
    const isAboutSigning =
      authenticated.resultCode === "INVALID_SIGNATURE" || authenticated.resultCode === "KEY_NOT_FOUND";
    return { outcome: authenticated, diagnosis: isAboutSigning ? await deps.diagnose.explain(exchange) : undefined };
  }
  return { outcome: await deps.handlers[operation](authenticated.value, exchange.body) };
}

const toReceivedRequest = ({ method, path, headers, body }: Exchange) => ({
  method,
  path,
  clientId: headerText(headers, "client-id"),
  requestTime: headerText(headers, "request-time"),
  signature: headerText(headers, "signature"),
  body,
});

/** A caller that names no type is taken at the word of its body; some plugins send none. */
const isJson = (contentType: string | undefined): boolean =>
  contentType === undefined || /^application\/json\s*(?:;|$)/i.test(contentType);
