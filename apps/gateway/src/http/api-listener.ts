import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { failed, type Failed } from "../kernel/index.ts";
import { type Exchange, toSignedPath } from "./exchange.ts";
import { answer, type PipelineDeps } from "./pipeline.ts";

export type ApiListenerDeps = {
  readonly pipeline: PipelineDeps;
  readonly bodyBytesMax: number;
  /** True from the first moment of a graceful stop: replies then ask the client to close its connection. */
  readonly isStopping: () => boolean;
  /** Told of an error that left a request without an answer. */
  readonly onBroken: (error: unknown) => void;
};

export type ApiListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers API requests straight on `node:http`: the body is wanted as raw bytes and the reply must leave untouched, so a
 * framework has nothing to add here (docs/decisions/0006). Everything else goes through Fastify.
 */
export function createApiListener(deps: ApiListenerDeps): ApiListener {
  return (request, response) => {
    answerRequest(deps, request, response).catch((error: unknown) => {
      // Only a signing key that fails leads here. An unsigned answer would be refused, so none is given.
      deps.onBroken(error);
      response.destroy();
    });
  };
}

async function answerRequest(deps: ApiListenerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, deps.bodyBytesMax);
  if (body === undefined) return; // The client went away before its request was whole.
  const isWhole = Buffer.isBuffer(body);
  const exchange = toExchange(request, isWhole ? body : noBody);
  const reply = await answer(deps.pipeline, exchange, isWhole ? undefined : body);
  // What is left of a refused body is not worth reading: the connection ends with the reply.
  const isLast = !isWhole || deps.isStopping();
  response.writeHead(200, isLast ? { ...reply.headers, connection: "close" } : reply.headers);
  // As text the body leaves in one write with the headers. Only when it is ASCII: Node would write both in its encoding,
  // and an odd client-id echoed in the headers must stay the bytes that came.
  if (reply.headers["content-length"] === String(reply.body.length)) response.end(reply.body, "latin1");
  else response.end(Buffer.from(reply.body));
}

const noBody = Buffer.alloc(0);

const toExchange = (request: IncomingMessage, body: Buffer): Exchange => ({
  requestId: randomUUID(),
  method: request.method ?? "",
  path: toSignedPath(request.url ?? "/"),
  headers: request.headers,
  body,
});

/** The whole body, a refusal when it is longer than it may be, or undefined when it never came to an end. */
function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | Failed | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bytesMax) chunks.push(chunk);
      else resolve(failed("PARAM_ILLEGAL", `Illegal parameter: the body must have at most ${bytesMax} bytes.`));
    });
    request.on("end", () => {
      const [first] = chunks;
      resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
    request.on("close", () => resolve(undefined));
    request.on("error", () => resolve(undefined));
  });
}
