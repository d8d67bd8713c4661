import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@opencashier/node-client";
import { readResidentMb, startProgram } from "./machine.ts";
import { gatewayProgram, newFolder, readCredentials } from "./subjects.ts";
import sample from "./request-body.json" with { type: "json" };

export type StartResult = { readonly firstMs: number; readonly laterMs: readonly number[]; readonly idleMb: number };

/** From the command to the first signed session that verifies: in an empty folder, then in the same one again. */
export async function measureStart(port: number, laterRuns: number): Promise<StartResult> {
  const dataDir = newFolder();
  const env = { PORT: String(port), HTTPS_PORT: String(port + 1), OPENCASHIER_DATA_DIR: dataDir };
  const runs: number[] = [];
  let idleMb = Number.NaN;
  for (let run = 0; run <= laterRuns; run++) {
    const startedAt = performance.now();
    const started = startProgram(process.execPath, [gatewayProgram, "start"], env);
    await firstSession(dataDir, `PR-START-${run}`);
    runs.push(performance.now() - startedAt);
    if (run === laterRuns) {
      await sleep(10_000);
      idleMb = readResidentMb(started.pid);
    }
    await started.stop();
  }
  rmSync(dataDir, { recursive: true, force: true });
  const [firstMs = Number.NaN, ...laterMs] = runs;
  return { firstMs, laterMs, idleMb };
}

async function firstSession(dataDir: string, paymentRequestId: string): Promise<void> {
  for (;;) {
    try {
      const credentials = readCredentials(dataDir) as ReturnType<typeof readCredentials> & Record<string, string>;
      const { gatewayUrl = "", clientId, merchantPrivateKey, gatewayPublicKey = "" } = credentials;
      const client = createClient({ gatewayUrl, clientId, merchantPrivateKey, gatewayPublicKeys: gatewayPublicKey });
      await client.createPaymentSession({ ...sample, paymentRequestId } as never);
      return;
    } catch {
      await sleep(10); // Not there yet: no file, or nobody listens.
    }
  }
}

export const packagesAtRunTime = async (): Promise<{ count: number; withScripts: readonly string[] }> => {
  const { default: lock } = await import(join(import.meta.dirname, "../../package-lock.json"), {
    with: { type: "json" },
  });
  type Entry = { dev?: boolean; link?: boolean; optional?: boolean; hasInstallScript?: boolean; resolved?: string };
  const entries = Object.entries((lock as { packages: Record<string, Entry> }).packages).filter(
    ([path, entry]) => path.includes("node_modules/") && !entry.dev && !entry.link,
  );
  const withScripts = entries
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([path]) => path.replace("node_modules/", ""));
  return { count: entries.length, withScripts };
};
