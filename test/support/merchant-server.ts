import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { acknowledged } from "../../packages/protocol/src/index.ts";

/** A notification as it came over the wire. */
export type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** No answer until `release`. */
  readonly isHeld?: boolean;
  /** The connection ends without an answer. */
  readonly isCut?: boolean;
};

/** A merchant's server on this machine: keeps what comes, answers as told. */
export type MerchantServer = {
  readonly port: number;
  readonly received: Received[];
  readonly connectionCount: () => number;
  /** Resolves once so many have come in all. */
  readonly arrived: (count: number) => Promise<void>;
  /** What is answered from now on; an acknowledgement unless told. */
  readonly answer: (to: Answer | ((received: Received) => Answer)) => void;
  /** Acknowledges what is held. */
  readonly release: () => void;
  /** Ends the connections that rest, as servers do. */
  readonly closeIdle: () => void;
  readonly close: () => Promise<void>;
};

export const acknowledgement: Answer = {
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(acknowledged),
};

/** @param tls PEM texts; undefined for HTTP */
export async function startMerchantServer(tls?: {
  readonly cert: string;
  readonly key: string;
}): Promise<MerchantServer> {
  const received: Received[] = [];
  const held: ServerResponse[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let answerOf: (to: Received) => Answer = () => acknowledgement;
  let connections = 0;
  const server: Server = tls ? createSecureServer(tls) : createServer();
  server.on("connection", () => (connections += 1));
  server.on("request", (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const message = { method, url, headers, body: Buffer.concat(chunks) };
      received.push(message);
      write(response, answerOf(message));
      for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    });
  });
  function write(response: ServerResponse, { status = 200, headers = {}, body = "", isHeld, isCut }: Answer): void {
    if (isCut) response.destroy();
    else if (isHeld) held.push(response);
    else response.writeHead(status, headers).end(body);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    connectionCount: () => connections,
    arrived: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    answer(to) {
      answerOf = typeof to === "function" ? to : () => to;
    },
    release() {
      for (const response of held.splice(0)) write(response, acknowledgement);
    },
    closeIdle: () => server.closeIdleConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
