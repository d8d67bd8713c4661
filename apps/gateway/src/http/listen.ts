import { once } from "node:events";
import type { Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { Server as NetServer } from "node:net";
import { nodeHttp } from "../kernel/index.ts";
import type { RequestListener } from "./server.ts";

export type ListenOptions = {
  readonly host: string;
  readonly port: number;
  /** PEM texts; with them the server speaks TLS 1.2 or newer. */
  readonly tls?: { readonly cert: string; readonly key: string };
};

export type Listening = {
  readonly port: number;
  /** Stops accepting, lets every request that has begun be answered, and resolves when the last connection is gone. */
  readonly stop: (graceMs: number) => Promise<void>;
};

const requestTimeoutMs = 30_000;
const headersTimeoutMs = 15_000;
// Longer than the 60 s most load balancers keep an idle connection, so that they close first.
const keepAliveTimeoutMs = 65_000;
/** How long an idle connection may still bring a request after the stop began: its client may have just sent one. */
const idleGraceMs = 1_000;

export async function listen(listener: RequestListener, options: ListenOptions): Promise<Listening> {
  const { tls, host, port } = options;
  const server: Server = tls
    ? createTlsServer({ ...tls, minVersion: "TLSv1.2" }, listener)
    : nodeHttp.createServer(listener);
  server.requestTimeout = requestTimeoutMs;
  server.headersTimeout = headersTimeoutMs;
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.on("clientError", (_error, socket) => refuseMalformed(socket as Socket));
  server.listen({ host, port });
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, stop: (graceMs) => stop(server, graceMs) };
}

/** Bytes that are not HTTP have no path and no client, so nothing could be signed. */
function refuseMalformed(socket: Socket): void {
  if (!socket.writable) return;
  const body = '{"error":"BAD_REQUEST","message":"This is not an HTTP/1.1 request."}';
  const head = `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  socket.end(`${head}\r\nconnection: close\r\n\r\n${body}`);
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, "close");
  // http.Server.close() would cut idle connections at once, and with them a request already on its way.
  NetServer.prototype.close.call(server);
  const idle = setTimeout(() => server.closeIdleConnections(), idleGraceMs);
  const forced = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(idle);
  clearTimeout(forced);
}
