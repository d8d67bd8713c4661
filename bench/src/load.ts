/**
 * The load, a process of its own: raw sockets, requests made beforehand, and as little reading of replies as proves them.
 *
 *   node bench/src/load.ts <requests file> <port> <connections> <requests a second, 0 for as fast as it goes> <expected text>
 *
 * With a rate the model is open: every request has its moment, and its latency counts from that moment, whether or not the
 * server kept up. Prints one line of JSON. Any reply that is not 200 with the expected text ends the run with an error.
 */
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { isExpectedReply, isWholeMessage } from "./reply.ts";
import { percentile } from "./statistics.ts";

export type LoadLine = {
  readonly count: number;
  readonly perSecond: number;
  /** CPU of the load itself, µs a request. */
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  /** How late the median request left, in ms: part of its latency, and the load's fault or that of busy connections. */
  readonly sentLateMs: number;
};

const [file = "", port = "", connectionCount = "", rate = "", expected = ""] = process.argv.slice(2);
const requests = readRequests(readFileSync(file));
const perSecond = Number(rate);
const latenciesMs: number[] = [];
const latenessMs: number[] = [];
const idle: ((request: Buffer, dueAt: number) => void)[] = [];
let next = 0;

await Promise.all(Array.from({ length: Number(connectionCount) }, open));
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
// A timer is the finest that Node waits; each reply also looks for what has come due meanwhile.
if (perSecond > 0) setInterval(feed, 1);
feed();

function readRequests(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32LE(at);
    found.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

function open(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
    let reply = "";
    let sentFor = 0;
    const send = (request: Buffer, dueAt: number) => {
      sentFor = dueAt;
      socket.write(request);
    };
    socket.on("connect", () => {
      idle.push(send);
      resolve();
    });
    socket.on("error", (error) => fail(error.message));
    socket.on("close", () => fail("the server closed a connection"));
    socket.on("data", (chunk) => {
      reply += chunk.toString("latin1");
      if (!isWholeMessage(reply)) return;
      if (!isExpectedReply(reply, expected)) fail(`unexpected reply: ${reply.slice(0, 800)}`);
      reply = "";
      latenciesMs.push(performance.now() - sentFor);
      idle.push(send);
      if (latenciesMs.length === requests.length) finish();
      else feed();
    });
  });
}

/** Sends what is due, or the next at once in the closed model. */
function feed(): void {
  while (idle.length > 0 && next < requests.length) {
    const now = performance.now();
    const dueAt = perSecond === 0 ? now : startedAt + (next * 1000) / perSecond;
    if (dueAt > now) return;
    latenessMs.push(now - dueAt);
    // The one that has rested longest: servers close connections that rest for long.
    idle.shift()?.(requests[next++] as Buffer, dueAt);
  }
}

function finish(): void {
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const count = latenciesMs.length;
  const line: LoadLine = {
    count,
    perSecond: count / seconds,
    cpuUs: (user + system) / count,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    p999Ms: percentile(latenciesMs, 0.999),
    sentLateMs: percentile(latenessMs, 0.5),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`, () => process.exit(0));
}

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}
