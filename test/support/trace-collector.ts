import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Takes OpenTelemetry's traces and keeps their raw bytes. */
export type TraceCollector = {
  readonly url: string;
  readonly text: () => string;
  readonly close: () => Promise<void>;
};

export async function startTraceCollector(): Promise<TraceCollector> {
  const chunks: Buffer[] = [];
  const server = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => response.setHeader("content-type", "application/json").end("{}"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    text: () => Buffer.concat(chunks).toString("latin1"),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
