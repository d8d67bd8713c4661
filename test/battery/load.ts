import { newMessage, newRequestId } from "../conformance/sample-messages.ts";
import { openConnection, type RawConnection } from "../support/raw-http.ts";
import {
  findReplyFault,
  readMessage,
  requestBytes,
  sandboxPath,
  type SignedCall,
  signRequest,
} from "../support/signed-request.ts";
import type { PreparedHome } from "../support/gateway-process.ts";

/** What became of each `paymentRequestId` that was sent; every id is in exactly one of them once the load has ended. */
export type LoadRecord = {
  /** Answered S: id of the request → id of the session. */
  readonly acknowledged: Map<string, string>;
  /** Answered U. */
  readonly undecided: Map<string, string>;
  /** Sent, and the connection ended before the answer. */
  readonly unanswered: Set<string>;
  /** Answers that break a promise, in words. */
  readonly faults: string[];
};

export type Load = {
  readonly record: LoadRecord;
  /** Resolves when that many answers have come; rejects when the load ended before. */
  readonly answers: (count: number) => Promise<void>;
  /** No further requests; resolves when those under way have ended. */
  readonly stop: () => Promise<void>;
  /** Resolves when every worker has ended by itself, because its connection did. */
  readonly ended: Promise<void>;
};

export type LoadOptions = {
  readonly port: number;
  readonly workers: number;
  /** Whether a worker opens a new connection when the old one ended; else it ends with it. */
  readonly isReconnecting?: boolean;
};

const path = sandboxPath("createPaymentSession");

/** The body of a session to be opened under that id. */
export const toBody = (paymentRequestId: string): Buffer =>
  Buffer.from(JSON.stringify({ ...newMessage(), paymentRequestId }));

/** Opens sessions as fast as they are answered, each worker over its own keep-alive connection. */
export function startLoad(home: PreparedHome, options: LoadOptions): Load {
  const record: LoadRecord = { acknowledged: new Map(), undecided: new Map(), unanswered: new Set(), faults: [] };
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const stopping = new AbortController();
  let answerCount = 0;
  const onAnswer = (): void => {
    answerCount++;
    for (const { count, resolve } of waiting) if (answerCount >= count) resolve();
  };
  const work = async (): Promise<void> => {
    do await useConnection({ home, record, onAnswer }, options.port, stopping.signal);
    while (options.isReconnecting && !stopping.signal.aborted);
  };
  const ended = Promise.all(Array.from({ length: options.workers }, work)).then(() => undefined);
  const requireAnswers = async (count: number): Promise<void> => {
    await ended;
    if (answerCount < count) throw new Error(`the load ended after ${answerCount} answers`);
  };
  return {
    record,
    ended,
    answers: (count) =>
      answerCount >= count
        ? Promise.resolve()
        : Promise.race([new Promise<void>((resolve) => waiting.push({ count, resolve })), requireAnswers(count)]),
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

type Worker = { readonly home: PreparedHome; readonly record: LoadRecord; readonly onAnswer: () => void };

const reconnectPauseMs = 20;

/** Opens one connection and sessions over it until it ends or the load stops. */
async function useConnection({ home, record, onAnswer }: Worker, port: number, stopping: AbortSignal): Promise<void> {
  const connection = await openConnection({ port }).catch(() => undefined);
  if (!connection) {
    // Nobody listens, and nothing tells when somebody will.
    await new Promise((resolve) => setTimeout(resolve, reconnectPauseMs));
    return;
  }
  while (!stopping.aborted && connection.isOpen()) {
    if (await openSession(home, connection, record)) onAnswer();
  }
  connection.close();
}

/** False when the connection ended before the answer. */
async function openSession(home: PreparedHome, connection: RawConnection, record: LoadRecord): Promise<boolean> {
  const { merchant, gatewayKey } = home;
  const requestId = newRequestId();
  const call: SignedCall = { path, body: toBody(requestId) };
  const bytes = requestBytes(await signRequest(merchant, call));
  // A connection that ended while the request was being signed never carried it.
  if (!connection.isOpen()) return false;
  try {
    const reply = await connection.exchange(bytes);
    const fault = findReplyFault({ method: "POST", path, clientId: merchant.clientId }, reply, gatewayKey);
    if (fault) {
      record.faults.push(fault);
      return true;
    }
    const { result, paymentSessionId } = readMessage(reply);
    if (result.resultStatus === "S") record.acknowledged.set(requestId, String(paymentSessionId));
    else if (result.resultStatus === "U") record.undecided.set(requestId, result.resultCode);
    else record.faults.push(`a valid request was refused: ${result.resultCode} ${result.resultMessage}`);
    return true;
  } catch {
    record.unanswered.add(requestId);
    return false;
  }
}
