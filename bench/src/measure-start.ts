import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@opencashier/node-client";
import { type Memory, readMemory, startProgram } from "./machine.ts";
import { gatewayCommand, newFolder, readCredentials } from "./subjects.ts";
import sample from "./request-body.json" with { type: "json" };

export type StartResult = {
  /** Each in an empty folder, where keys, certificate and database are made first. */
  readonly firstMs: readonly number[];
  /** In a folder that an earlier start left. */
  readonly laterMs: readonly number[];
  /** Ten seconds after the last start, its one session and one look at its readiness. */
  readonly idle: Memory;
};

const startMsMax = 60_000;
const idleMs = 10_000;

/** From the command to the first signed session whose signature verifies, `runs` times each way. */
export async function measureStart(port: number, runs: number): Promise<StartResult> {
  const firstMs: number[] = [];
  const laterMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    const dataDir = newFolder();
    const first = await start(port, dataDir, `PR-FIRST-${run}`);
    firstMs.push(first.elapsedMs);
    await first.stop();
    const later = await start(port, dataDir, `PR-LATER-${run}`);
    laterMs.push(later.elapsedMs);
    if (run === runs - 1) {
      // As an orchestrator would before it sends any requests.
      await fetch(`http://127.0.0.1:${port}/readyz`);
      await sleep(idleMs);
    }
    const idle = readMemory(later.pid);
    await later.stop();
    rmSync(dataDir, { recursive: true, force: true });
    if (run === runs - 1) return { firstMs, laterMs, idle };
  }
  throw new Error("at least one start is needed");
}

async function start(port: number, dataDir: string, paymentRequestId: string) {
  const env = { PORT: String(port), HTTPS_PORT: String(port + 1), OPENCASHIER_DATA_DIR: dataDir };
  const startedAt = performance.now();
  const started = startProgram(process.execPath, gatewayCommand, env);
  await openFirstSession(dataDir, paymentRequestId, startedAt + startMsMax);
  return { ...started, elapsedMs: performance.now() - startedAt };
}

/** Tries until a session opens; the client refuses an answer whose signature does not verify. */
async function openFirstSession(dataDir: string, paymentRequestId: string, giveUpAt: number): Promise<void> {
  for (;;) {
    try {
      const credentials = readCredentials(dataDir);
      const { gatewayUrl, clientId, merchantPrivateKey, gatewayPublicKey } = credentials;
      const client = createClient({ gatewayUrl, clientId, merchantPrivateKey, gatewayPublicKeys: gatewayPublicKey });
      await client.createPaymentSession({ ...sample, paymentRequestId } as never);
      return;
    } catch (error) {
      // Not there yet: no file, or nobody listens.
      if (performance.now() > giveUpAt) throw new Error("the gateway did not open a session", { cause: error });
      await sleep(10);
    }
  }
}
