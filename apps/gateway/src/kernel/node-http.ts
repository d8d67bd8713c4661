/**
 * `node:http` without what importing it brings: an import reads every export, and the readers of three of them (WebSocket,
 * CloseEvent, MessageEvent) load all of undici, which no part of the gateway uses: 14 MB of every process.
 */
export const nodeHttp = process.getBuiltinModule("node:http");
