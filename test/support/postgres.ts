import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { assert } from "../../apps/gateway/src/kernel/index.ts";
import { findPostgresPrograms, type PostgresPrograms, runProgram } from "./postgres-programs.ts";

/** A real PostgreSQL for tests: one of our own in a folder under the system's temporary one, or TEST_DATABASE_URL. */
export type TestPostgres = {
  readonly url: (database: string) => string;
  /** Makes an empty database, or a copy of `template`, to which nobody may be connected; answers its url. */
  readonly createDatabase: (name?: string, template?: string) => Promise<string>;
  /** Ends the server and removes its folder; of a server that is not ours, removes the databases made here. */
  readonly stop: () => Promise<void>;
  /** Ends the server's main process with SIGKILL, as a crash would; its folder stays for `restart`. */
  readonly kill: () => Promise<void>;
  /** Starts a killed server again on the same port and waits for its recovery. */
  readonly restart: () => Promise<void>;
};

export type TestPostgresOptions = {
  /** Whether commits reach the disk. Off unless told: tests lose nothing by it, and databases are made in half the time. */
  readonly isDurable?: boolean;
};

/** Throws when the binaries are missing or the server does not come up within 30 s, with the end of its log. */
export function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const given = process.env["TEST_DATABASE_URL"];
  return given ? useServer(given) : startServer(options);
}

async function startServer(options: TestPostgresOptions): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "opencashier-postgres-"));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  const programs = await findPostgresPrograms(folder);
  const dataDir = join(programs.homeDir, "data");
  const flags = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
  await runProgram(programs, "initdb", [`--pgdata=${dataDir}`, ...flags]);
  const port = await findFreePort();
  const url = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;
  const start = (): Promise<ChildProcess> => launch(programs, serverArguments(dataDir, port, options), url("postgres"));
  let server = await start();

  const removeOnExit = (): void => {
    server.kill("SIGKILL");
    removeFolder();
  };
  process.once("exit", removeOnExit);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.ref();
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill(signal);
    await ended;
  };
  return {
    url,
    createDatabase: (name = newDatabaseName(), template = "template1") => createDatabase(url, name, template),
    kill: () => end("SIGKILL"),
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
      await end("SIGINT");
      process.removeListener("exit", removeOnExit);
      removeFolder();
    },
  };
}

function serverArguments(dataDir: string, port: number, options: TestPostgresOptions): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    fsync: options.isDurable ? "on" : "off",
    full_page_writes: options.isDurable ? "on" : "off",
    log_min_messages: "fatal",
    // A race that deadlocks should fail its test soon.
    deadlock_timeout: "200ms",
  };
  return [
    "-D",
    dataDir,
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

const startupMsMax = 30_000;

/** Starts the server again and again until it takes a connection: after a kill, its old children may linger a moment. */
async function launch(programs: PostgresPrograms, args: readonly string[], url: string): Promise<ChildProcess> {
  const giveUpAt = Date.now() + startupMsMax;
  const logPath = join(programs.homeDir, "server.log");
  for (;;) {
    // A file rather than a pipe, which would keep a finished test run alive as long as the server.
    const log = openSync(logPath, "w");
    const server = spawn(join(programs.binDir, "postgres"), args, {
      ...programs.owner,
      cwd: programs.homeDir,
      stdio: ["ignore", "ignore", log],
    });
    closeSync(log);
    if (await waitForConnection(server, url, giveUpAt)) {
      // Nor must the server itself; removeOnExit ends it.
      server.unref();
      return server;
    }
    server.kill("SIGKILL");
    if (Date.now() < giveUpAt) continue;
    throw new Error(
      `PostgreSQL did not start within ${startupMsMax} ms:\n${readFileSync(logPath, "utf8").slice(-4_000)}`,
    );
  }
}

/** False when the server ended first, or time did. */
async function waitForConnection(server: ChildProcess, url: string, giveUpAt: number): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null && Date.now() < giveUpAt) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      // Not yet: PostgreSQL offers nothing to wait on but the attempt.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return false;
}

async function useServer(adminUrl: string): Promise<TestPostgres> {
  const made: string[] = [];
  const url = (database: string): string => {
    const copy = new URL(adminUrl);
    copy.pathname = `/${database}`;
    return copy.href;
  };
  const refuse = (): never => {
    throw new Error(
      "The server of TEST_DATABASE_URL belongs to someone else; tests that kill a server start their own.",
    );
  };
  return {
    url,
    kill: async () => refuse(),
    restart: async () => refuse(),
    createDatabase: (name = newDatabaseName(), template = "template1") => {
      made.push(name);
      return createDatabase(() => adminUrl, name, template).then(() => url(name));
    },
    stop: async () => {
      for (const name of made.toReversed()) await runAdmin(adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function createDatabase(url: (database: string) => string, name: string, template: string): Promise<string> {
  assert(/^[a-z_][a-z0-9_]{0,62}$/.test(name) && /^[a-z_][a-z0-9_]*$/.test(template), "database names are plain");
  await runAdmin(url("postgres"), `create database ${name} template ${template}`);
  return url(name);
}

export const newDatabaseName = (): string => `test_${randomBytes(8).toString("hex")}`;

async function runAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

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
