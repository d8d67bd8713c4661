import type { Db } from "../db/index.ts";
import { type Clock, type Instant, toInstant } from "../kernel/index.ts";
import { type ApiRequest, deleteApiRequestsBefore, insertApiRequests } from "./api-request-store.ts";
import { maskBody, maskHeaders } from "./mask.ts";

/** As the pipeline met it; nothing is masked yet. */
export type AnsweredRequest = {
  readonly requestId: string;
  readonly clientId: string | undefined;
  readonly operation: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  readonly resultCode: string;
  readonly responseBody: string;
  readonly durationMs: number;
  readonly diagnosis: string | undefined;
};

export type RequestRecorder = {
  /** Costs the request a push onto a list. */
  readonly note: (request: AnsweredRequest) => void;
  /** Writes what waits; how many it were. */
  readonly flush: () => Promise<number>;
  /** Forgets what is too old. */
  readonly forget: () => Promise<number>;
  /** Requests that were not kept because too many waited. */
  readonly droppedCount: () => number;
};

export type RecorderOptions = {
  readonly db: Db;
  readonly wallClock: Clock;
  /** Which requests are kept. */
  readonly kept: "all" | "failures" | "off";
  readonly keptDays: number;
};

/** What may wait, so that a store that is away costs memory only up to here. */
const waitingMax = 2_000;
const perSecondMax = 100;
const perFlushMax = 200;
const bodyCharsMax = 16_384;
const dayMs = 86_400_000;

/**
 * Keeps what was asked and answered, behind the answers: a request that is not kept was answered all the same, and nothing
 * rests on this record.
 */
export function createRequestRecorder({ db, wallClock, kept, keptDays }: RecorderOptions): RequestRecorder {
  const waiting: { readonly request: AnsweredRequest; readonly at: Instant }[] = [];
  let dropped = 0;
  const mayKeep = createBudget();
  return {
    note(request) {
      if (kept === "off" || (kept === "failures" && request.resultCode === "SUCCESS")) return;
      const at = wallClock.now();
      if (waiting.length >= waitingMax || !mayKeep(at)) dropped += 1;
      else waiting.push({ request, at });
    },
    async flush() {
      const batch = waiting.splice(0, perFlushMax);
      if (batch.length === 0) return 0;
      await insertApiRequests(
        db.connection,
        batch.map(({ request, at }) => toApiRequest(request, at)),
      );
      return batch.length;
    },
    forget: () => deleteApiRequestsBefore(db.connection, toInstant(wallClock.now() - keptDays * dayMs), 1_000),
    droppedCount: () => dropped,
  };
}

/** A hundred in each second of the clock. Under a flood the first of each second tell what it is, and the rest cost nothing. */
function createBudget(): (at: Instant) => boolean {
  let second = 0;
  let used = 0;
  return (at) => {
    const now = Math.floor(at / 1_000);
    if (now !== second) [second, used] = [now, 0];
    used += 1;
    return used <= perSecondMax;
  };
}

function toApiRequest(request: AnsweredRequest, at: Instant): ApiRequest {
  const requestBody = toText(request.body);
  const responseBody = maskBody(request.responseBody);
  return {
    requestId: request.requestId,
    clientId: request.clientId ?? null,
    at,
    method: request.method.slice(0, 16),
    path: request.path.slice(0, 512),
    operation: request.operation ?? null,
    resultCode: request.resultCode,
    durationUs: Math.round(request.durationMs * 1_000),
    paymentRequestId: findText(requestBody, "paymentRequestId") ?? findText(responseBody, "paymentRequestId"),
    paymentId: findText(requestBody, "paymentId") ?? findText(responseBody, "paymentId"),
    requestHeaders: maskHeaders(request.headers),
    requestBody,
    responseBody: responseBody.slice(0, bodyCharsMax),
    diagnosis: request.diagnosis ?? null,
  };
}

/** PostgreSQL keeps no NUL in a text. */
const toText = (body: Buffer): string =>
  maskBody(body.subarray(0, bodyCharsMax).toString("utf8").replaceAll("\0", "\uFFFD"));

const findText = (body: string, name: string): string | null =>
  new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,64})"`).exec(body)?.[1] ?? null;
