import { type ChildProcess, spawn } from "node:child_process";
import { createPublicKey, type KeyObject, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { generateKeyPairText, parsePrivateKey, parsePublicKey } from "@opencashier/protocol";
import { type Db, migrate, openDb } from "../../apps/gateway/src/db/index.ts";
import { assert, systemClock } from "../../apps/gateway/src/kernel/index.ts";
import { createMasterKeyProvider, createMerchant, ensureGatewayKeys } from "../../apps/gateway/src/merchants/index.ts";
import type { Signer } from "./signed-request.ts";

/*
 * The gateway as people run it: the command in a process of its own, stopped and killed by signals.
 */

/** Where a gateway keeps everything; it outlives the processes that use it. */
export type GatewayHome = {
  readonly dataDir: string;
  /** Undefined for SQLite. */
  readonly databaseUrl: string | undefined;
  readonly masterKey: string;
};

/** A home with a migrated store, the gateway's key and one merchant. */
export type PreparedHome = GatewayHome & { readonly merchant: Signer; readonly gatewayKey: KeyObject };

/** An empty home. `removeHome` takes its folder away; the database belongs to who made it. */
export const createHome = (databaseUrl?: string): GatewayHome => ({
  dataDir: mkdtempSync(`${tmpdir()}/opencashier-gateway-`),
  databaseUrl,
  masterKey: randomBytes(32).toString("base64"),
});

export const removeHome = ({ dataDir }: GatewayHome): void => rmSync(dataDir, { recursive: true, force: true });

/** Opens the store of a home, hands it to `work`, closes it. No gateway may write to a SQLite home meanwhile. */
export async function withStore<Value>(home: GatewayHome, work: (db: Db) => Promise<Value>): Promise<Value> {
  const db = await openDb({ url: home.databaseUrl, dataDir: home.dataDir, poolSizeMax: 2 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

export async function prepareHome(home: GatewayHome): Promise<PreparedHome> {
  return withStore(home, async (db) => {
    await migrate(db);
    const { dataDir, masterKey } = home;
    const keyProvider = createMasterKeyProvider({ masterKeyBase64: masterKey, dataDir, isEmbedded: false });
    const { current } = await ensureGatewayKeys({ db, clock: systemClock, keyProvider });
    const merchant = await openAccount(db, "SANDBOX_5YBATTERY0000000001");
    return {
      ...home,
      merchant,
      gatewayKey: createPublicKey(current.privateKey.export({ format: "pem", type: "pkcs8" })),
    };
  });
}

/** Opens an account with a fresh key, version 1, and no restrictions. */
export async function openAccount(db: Db, clientId: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPairText();
  await createMerchant(
    { db, clock: systemClock },
    { clientId, displayName: "Test merchant", region: "SG", publicKeyText: publicKey },
  );
  return { clientId, keyVersion: 1, privateKey: parsePrivateKey(privateKey) };
}

/** The one public key the gateway's replies verify with. Throws when the store holds another number of keys. */
export const readGatewayKey = (home: GatewayHome): Promise<KeyObject> =>
  withStore(home, async (db) => {
    const rows = await db.connection.selectFrom("gateway_keys").select("public_key").execute();
    const [row, ...others] = rows;
    assert(row && others.length === 0, `one gateway key is stored, not ${rows.length}`);
    return parsePublicKey(row.public_key);
  });

export type GatewayProcess = {
  readonly pid: number;
  readonly port: number;
  /** Undefined in production without a certificate. */
  readonly httpsPort: number | undefined;
  /** Everything written to stdout and stderr so far. */
  readonly output: () => string;
  readonly isRunning: () => boolean;
  /** SIGKILL: nothing is flushed, nothing is told. Resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM, then waits for the end. */
  readonly stop: () => Promise<Ended>;
};

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type GatewayProcessOptions = {
  /** A port to come back to; a free one unless told. */
  readonly port?: number;
  /** Settings beyond those of the home. */
  readonly env?: Readonly<Record<string, string>>;
};

const startupMsMax = 30_000;
const command = fileURLToPath(new URL("../../apps/gateway/bin/opencashier.mjs", import.meta.url));

/** Starts the command and waits until it is ready. Throws with what it printed when it ends or stays silent. */
export async function startGatewayProcess(
  home: GatewayHome,
  options: GatewayProcessOptions = {},
): Promise<GatewayProcess> {
  const port = options.port ?? (await findFreePort());
  // Only the embedded mode makes a certificate of its own.
  const httpsPort = home.databaseUrl === undefined ? await findFreePort() : undefined;
  const child = spawn(process.execPath, [command, "start"], {
    env: { ...environmentOf(home, port, httpsPort), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = (): boolean => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => {
      process.removeListener("exit", endWithUs);
      resolve({ code, signal });
    });
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const gateway: GatewayProcess = {
    pid: child.pid ?? 0,
    port,
    httpsPort,
    output: () => output,
    isRunning: () => isRunning(child),
    kill: () => end(child, "SIGKILL", ended).then(() => undefined),
    stop: () => end(child, "SIGTERM", ended),
  };
  await waitUntilReady(gateway);
  return gateway;
}

function environmentOf(home: GatewayHome, port: number, httpsPort: number | undefined): Record<string, string> {
  const { dataDir, databaseUrl, masterKey } = home;
  return {
    PATH: process.env["PATH"] ?? "",
    PORT: String(port),
    ...(httpsPort !== undefined && { HTTPS_PORT: String(httpsPort) }),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    OPENCASHIER_HOST: "127.0.0.1",
    OPENCASHIER_DATA_DIR: dataDir,
    OPENCASHIER_MASTER_KEY: masterKey,
    OPENCASHIER_LOG_LEVEL: "warn",
    OPENCASHIER_REQUEST_TIME_WINDOW_MS: "300000",
  };
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<Ended>): Promise<Ended> {
  if (isRunning(child)) child.kill(signal);
  return ended;
}

async function waitUntilReady(gateway: GatewayProcess): Promise<void> {
  const giveUpAt = Date.now() + startupMsMax;
  while (gateway.isRunning() && Date.now() < giveUpAt) {
    if (await isReady(gateway.port)) return;
    // A starting process offers nothing to wait on but the attempt.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await gateway.kill();
  throw new Error(`The gateway was not ready within ${startupMsMax} ms:\n${gateway.output().slice(-4_000)}`);
}

/** Whether /readyz answers 200; false also when nobody listens. */
export const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: "close" } }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status === 200;
    },
    () => false,
  );

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      assert(address !== null && typeof address === "object", "a listening socket has an address");
      probe.close(() => resolve(address.port));
    });
  });
}
