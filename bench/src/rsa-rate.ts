import { generateKeyPairSync, sign } from "node:crypto";
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

export type RsaRate = { readonly perSecond: number; readonly cpuUs: number };

const content = Buffer.alloc(1_000, "x");

/** RSA-2048 signatures a second on all cores, one thread each, and the CPU time of one. */
export async function measureRsaRate(durationMs: number): Promise<RsaRate> {
  const shares = await Promise.all(Array.from({ length: availableParallelism() }, () => signInWorker(durationMs)));
  const count = shares.reduce((sum, share) => sum + share.count, 0);
  const cpuUs = shares.reduce((sum, share) => sum + share.cpuUs, 0);
  return { perSecond: count / (durationMs / 1000), cpuUs: cpuUs / count };
}

type Share = { readonly count: number; readonly cpuUs: number };

const signInWorker = (durationMs: number): Promise<Share> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { durationMs } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });

if (!isMainThread) {
  const { durationMs } = workerData as { durationMs: number };
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const before = process.threadCpuUsage();
  let count = 0;
  for (const end = performance.now() + durationMs; performance.now() < end; count++) {
    sign("RSA-SHA256", content, privateKey);
  }
  const { user, system } = process.threadCpuUsage(before);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage({ count, cpuUs: user + system } satisfies Share);
}
