import { existsSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import type { Logger } from "pino";
import { type Config, findConfigWarnings, makePrivateFolder, resolveSettings, toConfig } from "../config/index.ts";
import type { Gateway, ReadSandboxKey } from "../compose.ts";
import { type Db, migrate, openDb } from "../db/index.ts";
import { type CommonOptions, type CommandContext, createContext } from "./command-context.ts";
import { readCredentials, sandboxMerchantFile } from "./credentials-file.ts";
import type { ExitCode } from "./exit-code.ts";
import { expectedUrl, gatewayKeyDeps, readGatewayPublicKey } from "./gateway-key.ts";
import { ensureSandboxMerchant, type SandboxMerchant } from "./sandbox-merchant.ts";
import { type SnippetName, writeSnippets } from "./snippets/index.ts";
import { listenForStop } from "./stop-signal.ts";
import { loadTls, type Tls } from "./tls.ts";
import { readVersion } from "./version.ts";
import { toWelcomeJson, toWelcomeText, type Welcome } from "./welcome.ts";

export type StartOptions = CommonOptions & {
  readonly port?: string;
  readonly httpsPort?: string;
  readonly host?: string;
  readonly mode?: string;
  readonly logLevel?: string;
  readonly snippet: SnippetName;
};

/** Runs the gateway until SIGTERM or SIGINT. */
export async function runStart(options: StartOptions): Promise<ExitCode> {
  const context = createContext(options, toFlags(options));
  const resolved = resolveSettings(context.sources);
  const config = toConfig(resolved.values);
  // From the first moment, so that a stop during the start is graceful too.
  const stopSignal = listenForStop();
  if (config.mode === "embedded") makePrivateFolder(config.dataDir);
  const [{ createLog, startGateway }, tls] = await Promise.all([
    import("../main.ts"),
    loadTls(config, context.clock.now()),
    makeFirstMerchant(context, config),
  ]);
  const isPretty = config.logFormat === "pretty" || (config.logFormat === "auto" && process.stdout.isTTY);
  const log = isPretty ? (await import("./terminal-log.ts")).createTerminalLog(config.logLevel) : createLog(config);
  for (const warning of findConfigWarnings(config, (name) => resolved.origins[name] !== "default")) log.warn(warning);
  const running = await startGateway({ config, log, tls, readSandboxKey: toSandboxKey(config) }).catch(
    (error: unknown) => {
      throw explainListenError(error);
    },
  );
  const welcome = await welcomeMerchant(context, { config, tls, running, log });
  const isJson = options.json === true || !isPretty;
  process.stdout.write(
    `${isJson ? JSON.stringify(toWelcomeJson(welcome)) : toWelcomeText(welcome, options.snippet)}\n`,
  );
  // The next start compiles nothing, even if this process is killed.
  flushCompileCache();
  collectWhenIdle(running.gateway.isBusy);
  await stopSignal;
  log.info("stopping");
  await running.close();
  await flush(log);
  return 0;
}

const restMs = 5_000;

/**
 * What starting has left behind is a tenth of an idle gateway's memory. Collected once, when nobody is asking for anything,
 * because it takes 50 ms; only under `node --expose-gc`, as npm start has it.
 */
function collectWhenIdle(isBusy: () => boolean): void {
  const { gc } = globalThis;
  if (!gc) return;
  const timer = setInterval(() => {
    if (isBusy()) return;
    clearInterval(timer);
    gc({ type: "major", execution: "sync", flavor: "last-resort" });
  }, restMs);
  timer.unref();
}

/** Of the one merchant whose keys were made here. Production hands its keys out and keeps none. */
const toSandboxKey =
  ({ mode, dataDir }: Config): ReadSandboxKey =>
  (clientId) => {
    const credentials = mode === "embedded" ? readCredentials(sandboxMerchantFile(dataDir)) : undefined;
    return credentials?.clientId === clientId ? credentials : undefined;
  };

function toFlags({ port, httpsPort, host, mode, logLevel }: StartOptions): Record<string, string> {
  const flags = { port, httpsPort, host, mode, logLevel };
  return Object.fromEntries(Object.entries(flags).filter(([, text]) => text !== undefined)) as Record<string, string>;
}

/**
 * On the first start the keys are in the data folder before the gateway answers, so that a script may wait for an answer
 * and then read them. With port 0 the address is not known yet, and they follow right after.
 */
async function makeFirstMerchant({ clock }: CommandContext, config: Config): Promise<void> {
  const isFirst = config.mode === "embedded" && !existsSync(sandboxMerchantFile(config.dataDir));
  if (!isFirst || config.port === 0) return;
  const db = await openDb(config.store);
  try {
    await migrate(db, clock);
    await ensureMerchant({ db, config, gatewayUrl: expectedUrl({ ...config, publicUrl: undefined }), clock });
  } finally {
    await db.close();
  }
}

type MerchantDeps = Pick<CommandContext, "clock"> & {
  readonly db: Db;
  readonly config: Config;
  readonly gatewayUrl: string;
};

async function ensureMerchant({ db, config, gatewayUrl, clock }: MerchantDeps): Promise<SandboxMerchant> {
  const gatewayPublicKey = await readGatewayPublicKey(gatewayKeyDeps(db, clock, config));
  return ensureSandboxMerchant({ db, clock, file: sandboxMerchantFile(config.dataDir), gatewayUrl, gatewayPublicKey });
}

type Started = {
  readonly config: Config;
  readonly tls: Tls | undefined;
  readonly log: Logger;
  readonly running: {
    readonly httpUrl: string;
    readonly httpsUrl: string | undefined;
    readonly gateway: Pick<Gateway, "db" | "console">;
  };
};

async function welcomeMerchant({ clock }: CommandContext, { config, tls, running, log }: Started): Promise<Welcome> {
  const { httpUrl, httpsUrl } = running;
  const setupToken = await running.gateway.console.newSetupToken();
  const consoleUrl = `${config.publicUrl ?? httpUrl}/console${setupToken === undefined ? "" : `/setup#${setupToken}`}`;
  const welcome = { version: readVersion(), mode: config.mode, httpUrl, httpsUrl, consoleUrl, caFile: tls?.caFile };
  if (config.mode !== "embedded") return { ...welcome, merchant: undefined };
  const { notices, ...merchant } = await ensureMerchant({ db: running.gateway.db, config, gatewayUrl: httpUrl, clock });
  for (const notice of notices) log.warn(notice);
  const snippetsFolder = join(config.dataDir, "snippets");
  const facts = { ...merchant, credentialsFile: sandboxMerchantFile(config.dataDir), httpUrl, httpsUrl };
  writeSnippets(snippetsFolder, facts);
  return { ...welcome, merchant: { ...facts, snippetsFolder } };
}

function explainListenError(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const { port = "?" } = error as { port?: number };
  const texts: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use. Set PORT or HTTPS_PORT to another one, or 0 for any free one.`,
    EACCES: `Port ${port} may not be opened by this user. Set PORT or HTTPS_PORT to one above 1023.`,
    EADDRNOTAVAIL: "OPENCASHIER_HOST is no address of this machine.",
  };
  const text = texts[String(error.code)];
  return text === undefined ? error : new Error(text, { cause: error });
}

const flush = (log: Logger): Promise<void> => new Promise((resolve) => log.flush(() => resolve()));
