import { GatewayUnreachableError, PaymentUnknownError } from "./errors.ts";

export type Exchange = {
  readonly operation: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
};

/** An HTTP 200 answer, nothing about it checked yet. */
export type RawReply = { readonly headers: Headers; readonly body: Buffer };

/** Replies of this API stay below 100 KiB; more is no reply of the gateway. */
const replyBytesMax = 4 * 1024 * 1024;

/**
 * Posts once, never twice: whether a lost request was carried out, only an inquiry can tell.
 * Throws GatewayUnreachableError when nothing was sent, PaymentUnknownError when something may have been, and the signal's
 * own reason when it was aborted beforehand.
 */
export async function sendRequest(send: typeof fetch, exchange: Exchange): Promise<RawReply> {
  const { operation, url, headers, body, timeoutMs, signal } = exchange;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    // A redirect is shown rather than followed: a signed payment goes to the address it was meant for or nowhere.
    const response = await send(url, { method: "POST", headers, body, redirect: "manual", signal: either });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw unexpectedStatus(operation, response);
    }
    return { headers: response.headers, body: await readBody(response) };
  } catch (error) {
    if (error instanceof PaymentUnknownError) throw error;
    throw toCallError(exchange, timeout, error);
  }
}

function unexpectedStatus(operation: string, response: Response): PaymentUnknownError {
  // A fetch of the browser kind hides the status of a redirect behind this type.
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    const explanation = "The reply is a redirect, which is not followed; check gatewayUrl.";
    return new PaymentUnknownError(operation, "REDIRECT", { explanation });
  }
  const explanation = `The reply has HTTP status ${response.status}; the gateway itself always answers 200.`;
  return new PaymentUnknownError(operation, "HTTP_STATUS", { explanation });
}

async function readBody(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > replyBytesMax) throw new RangeError(`The reply is longer than ${replyBytesMax} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toCallError(exchange: Exchange, timeout: AbortSignal, cause: unknown): Error {
  const { operation, signal, timeoutMs } = exchange;
  if (signal?.aborted) {
    return new PaymentUnknownError(operation, "ABORTED", { explanation: "The call was aborted under way.", cause });
  }
  if (timeout.aborted) {
    const explanation = `No complete reply came within ${timeoutMs} ms.`;
    return new PaymentUnknownError(operation, "TIMEOUT", { explanation, cause });
  }
  const code = neverSentCode(cause);
  if (code) return new GatewayUnreachableError(operation, code, cause);
  const explanation = "The connection broke before the whole reply had come.";
  return new PaymentUnknownError(operation, "CONNECTION_LOST", { explanation, cause });
}

/** Codes that arise before the first byte of a request is written. */
const neverSentCodes = new Set(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"]);
const certificatePattern = /CERT|^ERR_TLS_|^ERR_SSL_|^UNABLE_TO_/;

/** The system's code of a failed connection attempt; undefined for anything that may have happened later. */
function neverSentCode(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (typeof cause !== "object" || cause === null) return undefined;
  const { code, syscall } = cause as { readonly code?: unknown; readonly syscall?: unknown };
  if (typeof code !== "string") return undefined;
  const isConnecting = neverSentCodes.has(code) || syscall === "connect" || syscall === "getaddrinfo";
  return isConnecting || certificatePattern.test(code) ? code : undefined;
}
