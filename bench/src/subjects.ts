import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startPostgres } from "../../test/support/postgres.ts";
import { readParent, startProgram, type Started, waitForHttp } from "./machine.ts";
import type { Credentials } from "./prepare-requests.ts";

export type ServerKey = "sqlite" | "postgres" | "bare-async" | "bare-cluster" | "reference" | "prism" | "mockoon";

/** A server under load: how it starts, whose requests it takes, and which processes its work is counted over. */
export type Subject = {
  readonly key: ServerKey;
  readonly name: string;
  readonly port: number;
  readonly credentials: Credentials;
  readonly path: string;
  /** Text that every right reply holds. */
  readonly expected: string;
  readonly pids: readonly number[];
  readonly stop: () => Promise<void>;
};

/** A gateway that can also be ended with its data kept. */
export type GatewaySubject = Subject & {
  readonly credentials: SandboxMerchant;
  readonly dataDir: string;
  readonly halt: () => Promise<void>;
};

const path = "/ams/sandbox/api/v1/payments/createPaymentSession";
const repository = join(import.meta.dirname, "../..");
const threads = { UV_THREADPOOL_SIZE: String(Math.max(2, availableParallelism())) };

/** As `npm start` runs it. */
export const gatewayCommand = ["--expose-gc", join(repository, "apps/gateway/bin/opencashier.mjs"), "start"] as const;

const folders = new Set<string>();
// A benchmark that fails leaves no gigabytes behind. Retried: its servers are killed in the same moment and may still write.
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "opencashier-bench-"));
  folders.add(folder);
  return folder;
}

/** What the gateway writes for the sandbox merchant. */
export type SandboxMerchant = Credentials & {
  readonly gatewayUrl: string;
  readonly merchantPublicKey: string;
  readonly gatewayPublicKey: string;
};

/** Throws while the gateway has not written it yet. */
export function readCredentials(dataDir: string): SandboxMerchant {
  return JSON.parse(readFileSync(join(dataDir, "sandbox-merchant.json"), "utf8")) as SandboxMerchant;
}

const gatewayEnv = (dataDir: string, port: number, databaseUrl?: string): Record<string, string> => ({
  PORT: String(port),
  HTTPS_PORT: String(port + 1),
  OPENCASHIER_DATA_DIR: dataDir,
  ...(databaseUrl && { DATABASE_URL: databaseUrl, OPENCASHIER_MODE: "embedded" }),
});

export async function startSqliteGateway(port: number, dataDir = newFolder()): Promise<GatewaySubject> {
  const started = startProgram(process.execPath, gatewayCommand, gatewayEnv(dataDir, port));
  await waitForHttp(`http://127.0.0.1:${port}/readyz`);
  return gatewaySubject("sqlite", port, { dataDir, started });
}

export async function startPostgresGateway(port: number): Promise<GatewaySubject & { readonly databaseUrl: string }> {
  const postgres = await startPostgres({ isDurable: true });
  const databaseUrl = await postgres.createDatabase();
  const dataDir = newFolder();
  const started = startProgram(process.execPath, gatewayCommand, gatewayEnv(dataDir, port, databaseUrl));
  await waitForHttp(`http://127.0.0.1:${port}/readyz`);
  const subject = gatewaySubject("postgres", port, { dataDir, started });
  const stop = async () => {
    await subject.stop();
    await postgres.stop();
  };
  // The database is no child of the gateway: its own tree is counted beside it.
  return { ...subject, databaseUrl, pids: [...subject.pids, await findPostmaster(databaseUrl)], stop };
}

/** The process above one of its backends. */
async function findPostmaster(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const parent = readParent(rows[0]?.pid ?? 0);
  await client.end();
  return parent;
}

type Running = { readonly dataDir: string; readonly started: Started };

const gatewaySubject = (key: "sqlite" | "postgres", port: number, { dataDir, started }: Running): GatewaySubject => ({
  key,
  name: `gateway on ${key === "sqlite" ? "SQLite" : "PostgreSQL"}`,
  port,
  path,
  credentials: readCredentials(dataDir),
  dataDir,
  expected: '"resultStatus":"S"',
  pids: [started.pid],
  halt: started.stop,
  async stop() {
    await started.stop();
    rmSync(dataDir, { recursive: true, force: true });
  },
});

export async function startBare(port: number, form: "async" | "cluster", credentials: Credentials): Promise<Subject> {
  const program = join(import.meta.dirname, "servers/bare.ts");
  const started = startProgram(process.execPath, [program, String(port), form], threads);
  await waitForHttp(`http://127.0.0.1:${port}/`);
  const name = `bare server, ${form === "async" ? "thread pool" : "a process per core"}`;
  return {
    key: `bare-${form}`,
    name,
    port,
    path,
    credentials,
    expected: '"resultStatus":"S"',
    pids: [started.pid],
    stop: started.stop,
  };
}

export async function startReference(
  port: number,
  credentials: Credentials & { merchantPublicKey: string },
): Promise<Subject> {
  const folder = newFolder();
  const keyFile = join(folder, "merchant-public-key");
  writeFileSync(keyFile, credentials.merchantPublicKey);
  const program = join(import.meta.dirname, "servers/reference.ts");
  const args = [program, String(port), join(folder, "sessions.sqlite"), keyFile];
  const started = startProgram(process.execPath, args, threads);
  await waitForHttp(`http://127.0.0.1:${port}/`);
  const stop = async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    key: "reference",
    name: "bare reference",
    port,
    path,
    credentials,
    expected: '"resultStatus":"S"',
    pids: [started.pid],
    stop,
  };
}

/** Prism and Mockoon serve our own OpenAPI document; neither checks a signature, signs or stores. */
export async function startPeer(peer: "prism" | "mockoon", port: number, credentials: Credentials): Promise<Subject> {
  const modules = join(import.meta.dirname, "../node_modules");
  const document = join(repository, "docs/reference/openapi.json");
  const commands = {
    prism: [
      join(modules, "@stoplight/prism-cli/dist/index.js"),
      "mock",
      "-h",
      "127.0.0.1",
      "-p",
      String(port),
      document,
    ],
    mockoon: [
      join(modules, "@mockoon/cli/bin/run.js"),
      "start",
      "--data",
      document,
      "--port",
      String(port),
      "--disable-log-to-file",
    ],
  };
  const started = startProgram(process.execPath, commands[peer]);
  await waitForHttp(`http://127.0.0.1:${port}/`, 60_000);
  const name = peer === "prism" ? "Prism mock" : "Mockoon";
  // Prism looks for the document's paths as they stand, Mockoon below the first server's prefix.
  const peerPath = peer === "prism" ? "/v1/payments/createPaymentSession" : path;
  return {
    key: peer,
    name,
    port,
    path: peerPath,
    credentials,
    expected: '"result',
    pids: [started.pid],
    stop: started.stop,
  };
}
