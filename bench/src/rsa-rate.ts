import { execFile } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { type Disturbance, watchDisturbance } from "./machine.ts";

export type RsaRate = Disturbance & {
  readonly perSecond: number;
  /** CPU time of one signature in µs, while every core signs. */
  readonly cpuUs: number;
};

type Tally = { readonly count: number; readonly elapsedMs: number; readonly cpuUs: number };
type WorkerData = { readonly startCell: Int32Array; readonly durationMs: number };

const content = Buffer.alloc(1_000, "x");
const warmUpCount = 200;

/** RSA-2048 signatures a second on `threads` cores at once. Keys are made and code is warm before any clock starts. */
export async function measureRsaRate(durationMs: number, threads = availableParallelism()): Promise<RsaRate> {
  const startCell = new Int32Array(new SharedArrayBuffer(4));
  const workers = Array.from({ length: threads }, () => startWorker({ startCell, durationMs }));
  await Promise.all(workers.map(({ ready }) => ready));
  const [tallies, disturbance] = await watchDisturbance(() => {
    Atomics.store(startCell, 0, 1);
    Atomics.notify(startCell, 0);
    return Promise.all(workers.map(({ tally }) => tally));
  });
  const count = tallies.reduce((sum, tally) => sum + tally.count, 0);
  return {
    ...disturbance,
    perSecond: tallies.reduce((sum, tally) => sum + tally.count / (tally.elapsedMs / 1000), 0),
    cpuUs: tallies.reduce((sum, tally) => sum + tally.cpuUs, 0) / count,
  };
}

/** What `openssl speed` says of the same machine, a check of our own loop; undefined where there is no openssl. */
export async function measureOpensslRate(
  seconds: number,
): Promise<{ readonly version: string; readonly perSecond: number } | undefined> {
  const run = promisify(execFile);
  try {
    const { stdout: version } = await run("openssl", ["version"]);
    const processes = String(availableParallelism());
    const { stdout } = await run("openssl", ["speed", "-seconds", String(seconds), "-multi", processes, "rsa2048"]);
    const perSecond = Number(/^rsa\s+2048 bits\s+\S+\s+\S+\s+([\d.]+)/m.exec(stdout)?.[1]);
    return Number.isFinite(perSecond) ? { version: version.trim(), perSecond } : undefined;
  } catch {
    return undefined; // Not installed, or too old for these flags.
  }
}

function startWorker(data: WorkerData): { readonly ready: Promise<void>; readonly tally: Promise<Tally> } {
  const worker = new Worker(new URL(import.meta.url), { workerData: data });
  const failed = new Promise<never>((_, reject) => worker.once("error", reject));
  const ready = new Promise<void>((resolve) => worker.once("message", () => resolve()));
  const tally = ready.then(() => new Promise<Tally>((resolve) => worker.once("message", resolve)));
  return { ready: Promise.race([ready, failed]), tally: Promise.race([tally, failed]) };
}

function signUntilTold({ startCell, durationMs }: WorkerData): void {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  for (let index = 0; index < warmUpCount; index++) sign("RSA-SHA256", content, privateKey);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage("ready");
  Atomics.wait(startCell, 0, 0);
  const cpuBefore = process.threadCpuUsage();
  const startedAt = performance.now();
  let count = 0;
  for (const end = startedAt + durationMs; performance.now() < end; count++) {
    sign("RSA-SHA256", content, privateKey);
  }
  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.threadCpuUsage(cpuBefore);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage({ count, elapsedMs, cpuUs: user + system } satisfies Tally);
}

if (!isMainThread) signUntilTold(workerData as WorkerData);
