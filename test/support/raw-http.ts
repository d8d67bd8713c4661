import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/*
 * An HTTP/1.1 client that sends exactly the bytes it is given and shows exactly the bytes it gets. Clients of the usual
 * kind repair what they send and fold the case of what they receive; both would hide what a test looks for.
 */

/** A reply, nothing about it interpreted but its framing. */
export type RawReply = {
  readonly status: number;
  /** In the order and the case they came in; a name that came twice is there twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

export type RawTarget = {
  readonly port: number;
  /** TLS without any check of the certificate, as the official clients do it. */
  readonly isTls?: boolean;
};

/** The connection ended before a reply was whole. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
  /** Bytes of the reply that had come. */
  readonly receivedBytes: number;

  constructor(receivedBytes: number, cause?: unknown) {
    super(`the connection ended after ${receivedBytes} bytes of a reply`, { cause });
    this.receivedBytes = receivedBytes;
  }
}

/** The first value of a header by its exact name as sent. */
export const headerOf = (reply: RawReply, name: string): string | undefined =>
  reply.headers.find(([sent]) => sent === name)?.[1];

type Pending = {
  readonly isHead: boolean;
  readonly resolve: (reply: RawReply) => void;
  readonly reject: (error: Error) => void;
};

/** One keep-alive connection, one request at a time. */
export type RawConnection = {
  /** Throws ConnectionLostError when the server ends the connection instead of answering. */
  readonly exchange: (request: Uint8Array) => Promise<RawReply>;
  readonly isOpen: () => boolean;
  readonly close: () => void;
};

export async function openConnection(target: RawTarget): Promise<RawConnection> {
  const socket = await openSocket(target);
  let received: Buffer = Buffer.alloc(0);
  let pending: Pending | undefined;
  let isOpen = true;

  const settle = (act: (pending: Pending) => void): void => {
    const current = pending;
    pending = undefined;
    if (current) act(current);
  };
  const lose = (cause?: unknown): void => {
    isOpen = false;
    settle(({ isHead, resolve, reject }) => {
      // A reply without a length ends with its connection.
      const last = parseReply(received, { isHead, isEnded: true });
      if (last) resolve(last.reply);
      else reject(new ConnectionLostError(received.length, cause));
    });
    socket.destroy();
  };
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (!pending) return;
    const parsed = parseReply(received, { isHead: pending.isHead, isEnded: false });
    if (!parsed) return;
    received = received.subarray(parsed.length);
    if (asksToClose(parsed.reply)) isOpen = false;
    settle(({ resolve }) => resolve(parsed.reply));
    if (!isOpen) socket.end();
  });
  socket.on("end", () => lose());
  socket.on("error", lose);
  socket.on("close", () => lose());

  return {
    isOpen: () => isOpen && pending === undefined,
    close: () => lose(),
    exchange: (request) =>
      new Promise((resolve, reject) => {
        if (!isOpen || pending) return reject(new ConnectionLostError(0));
        pending = { isHead: startsWithHead(request), resolve, reject };
        socket.write(request);
      }),
  };
}

function openSocket({ port, isTls }: RawTarget): Promise<Socket> {
  const host = "127.0.0.1";
  return new Promise((resolve, reject) => {
    const socket = isTls ? connectTls({ host, port, rejectUnauthorized: false }) : connect({ host, port });
    socket.setNoDelay(true);
    socket.once("error", reject);
    socket.once(isTls ? "secureConnect" : "connect", () => {
      socket.removeListener("error", reject);
      resolve(socket);
    });
  });
}

const startsWithHead = (request: Uint8Array): boolean => Buffer.from(request.subarray(0, 5)).toString() === "HEAD ";

const asksToClose = (reply: RawReply): boolean =>
  reply.headers.some(([name, value]) => name.toLowerCase() === "connection" && value.toLowerCase() === "close");

type Parsed = { readonly reply: RawReply; readonly length: number };

/** The first whole reply in `bytes`; undefined when more has to come. Interim replies (100 Continue) are skipped. */
function parseReply(
  bytes: Buffer,
  how: { readonly isHead: boolean; readonly isEnded: boolean },
  skipped = 0,
): Parsed | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n", skipped);
  if (headEnd < 0) return undefined;
  const [statusLine = "", ...lines] = bytes.subarray(skipped, headEnd).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "")];
  });
  const bodyStart = headEnd + 4;
  if (status < 200) return parseReply(bytes, how, bodyStart);
  if (how.isHead) return { reply: { status, headers, body: Buffer.alloc(0) }, length: bodyStart };
  const find = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const rest = bytes.subarray(bodyStart);
  const isChunked = find("transfer-encoding")?.toLowerCase() === "chunked";
  const body = isChunked ? parseChunks(rest) : parseFixed(rest, find("content-length"), how.isEnded);
  return body && { reply: { status, headers, body: body.content }, length: bodyStart + body.length };
}

type Body = { readonly content: Buffer; readonly length: number };

function parseFixed(bytes: Buffer, lengthText: string | undefined, isEnded: boolean): Body | undefined {
  if (lengthText === undefined) return isEnded ? { content: bytes, length: bytes.length } : undefined;
  const length = Number(lengthText);
  return bytes.length < length ? undefined : { content: bytes.subarray(0, length), length };
}

function parseChunks(bytes: Buffer): Body | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return undefined;
    if (size === 0) return { content: Buffer.concat(chunks), length: start + 2 };
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}

export type RawPool = {
  /** Waits for a free connection, opens one if it may, and sends. */
  readonly send: (request: Uint8Array) => Promise<RawReply>;
  readonly close: () => void;
};

/** At most `sizeMax` connections, used again as long as the server keeps them. */
export function createRawPool(target: RawTarget, sizeMax: number): RawPool {
  const idle: RawConnection[] = [];
  const waiting: (() => void)[] = [];
  let count = 0;

  async function take(): Promise<RawConnection> {
    for (;;) {
      const connection = idle.pop();
      if (connection?.isOpen()) return connection;
      if (connection) {
        count--;
        continue;
      }
      if (count < sizeMax) {
        count++;
        return openConnection(target).catch((error: unknown) => {
          count--;
          waiting.shift()?.();
          throw error;
        });
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }
  function give(connection: RawConnection): void {
    if (connection.isOpen()) idle.push(connection);
    else count--;
    waiting.shift()?.();
  }
  return {
    async send(request) {
      const connection = await take();
      try {
        return await connection.exchange(request);
      } finally {
        give(connection);
      }
    },
    close: () => idle.splice(0).forEach((connection) => connection.close()),
  };
}
