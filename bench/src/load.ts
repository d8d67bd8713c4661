/**
 * The load, a process of its own: raw sockets, requests made beforehand, and as little reading of replies as proves them.
 *
 *   node bench/src/load.ts <requests file> <port> <connections> <requests a second, 0 for as fast as it goes> <expected text>
 *
 * With a rate the model is open: every request has its moment, and its latency counts from that moment, whether or not the
 * server kept up. Prints one line of JSON. Any reply that is not 200 with the expected text ends the run with an error.
 */
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { percentile } from "./statistics.ts";

const [file = "", port = "", connectionCount = "", rate = "", expected = ""] = process.argv.slice(2);
const requests = readRequests(readFileSync(file));
const perSecond = Number(rate);
const latenciesMs: number[] = [];
const idle: ((request: Buffer, dueAt: number) => void)[] = [];
const due: number[] = [];
let next = 0;
let startedAt = 0;
let cpuBefore = process.cpuUsage();

function readRequests(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32LE(at);
    found.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}

/** Sends what is due, or the next at once in the closed model. */
function feed(): void {
  while (idle.length > 0 && next < requests.length) {
    const dueAt = perSecond === 0 ? performance.now() : due[next];
    if (dueAt === undefined || dueAt > performance.now()) return;
    idle.pop()?.(requests[next++] as Buffer, dueAt);
  }
}

function finish(): void {
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const count = latenciesMs.length;
  const p = (share: number) => percentile(latenciesMs, share);
  const line = { count, perSecond: count / seconds, cpuUs: (user + system) / count, p50Ms: p(0.5), p99Ms: p(0.99) };
  process.stdout.write(`${JSON.stringify(line)}\n`, () => process.exit(0));
}

function open(): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
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
      reply = reply === "" ? chunk.toString("latin1") : reply + chunk.toString("latin1");
      if (!isWhole(reply)) return;
      if (!reply.startsWith("HTTP/1.1 200") || !reply.includes(expected))
        fail(`unexpected reply: ${reply.slice(0, 800)}`);
      reply = "";
      latenciesMs.push(performance.now() - sentFor);
      idle.push(send);
      if (latenciesMs.length === requests.length) finish();
      else feed();
    });
  });
}

function isWhole(reply: string): boolean {
  const headEnd = reply.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const [, length] = /content-length: (\d+)/i.exec(reply) ?? [];
  return length === undefined ? reply.endsWith("0\r\n\r\n") : reply.length >= headEnd + 4 + Number(length);
}

await Promise.all(Array.from({ length: Number(connectionCount) }, open));
startedAt = performance.now();
cpuBefore = process.cpuUsage();
if (perSecond > 0) {
  for (let index = 0; index < requests.length; index++) due.push(startedAt + (index * 1000) / perSecond);
  setInterval(feed, 1);
}
feed();
