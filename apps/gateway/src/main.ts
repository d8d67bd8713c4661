import { pino, type Logger } from "pino";
import { composeGateway, type CrashPoint, type Gateway, type ReadSandboxKey } from "./compose.ts";
import type { Config } from "./config/index.ts";
import { createRequestListener, listen, type HealthPart, HealthError } from "./http/index.ts";

export type RunningGateway = {
  /** Where the gateway answers, without a trailing slash; the port is the one really listened on. */
  readonly httpUrl: string;
  readonly httpsUrl: string | undefined;
  readonly gateway: Gateway;
  /** Graceful stop: every request that has begun is answered, then store and logs are flushed and closed. */
  readonly close: () => Promise<void>;
};

export type StartOptions = {
  readonly readSandboxKey?: ReadSandboxKey;
  readonly config: Config;
  readonly log: Logger;
  /** PEM texts; undefined leaves HTTPS off. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** For the crash test. */
  readonly crashPoint?: (name: CrashPoint) => void;
};

/** Migrates, loads keys, listens. Throws when anything it needs is missing, before a port is opened. */
export async function startGateway({
  config,
  log,
  tls,
  crashPoint,
  readSandboxKey,
}: StartOptions): Promise<RunningGateway> {
  let isStopping = false;
  let publicUrl = config.publicUrl ?? "";
  const gateway = await composeGateway({
    config,
    log,
    publicUrl: () => publicUrl,
    ...(crashPoint && { crashPoint }),
    ...(readSandboxKey && { readSandboxKey }),
  });
  const listener = createRequestListener({
    pipeline: gateway.pipeline,
    bodyBytesMax: config.bodyBytesMax,
    metrics: gateway.metrics,
    health: [...gateway.health, stopPart(() => isStopping)],
    checkout: gateway.checkout,
    mayEmbed: gateway.mayEmbed,
    sandboxPages: gateway.sandbox.pages,
    sandboxClock: gateway.sandboxClock,
    console: config.consoleEnabled ? gateway.console : undefined,
    publicUrl: () => publicUrl,
    isStopping: () => isStopping,
    onBroken: (error) => log.fatal({ err: error }, "a request got no answer"),
  });
  const { host } = config;
  const plain = await listen(listener, { host, port: config.port });
  const secure = tls && (await listen(listener, { host, port: config.httpsPort, tls }));
  const httpUrl = `http://${toUrlHost(host)}:${plain.port}`;
  publicUrl ||= httpUrl;
  gateway.startJobs();
  return {
    httpUrl,
    httpsUrl: secure && `https://${toUrlHost(host)}:${secure.port}`,
    gateway,
    async close() {
      isStopping = true;
      await Promise.all([plain.stop(config.shutdownGraceMs), secure?.stop(config.shutdownGraceMs)]);
      await gateway.close();
    },
  };
}

const stopPart = (isStopping: () => boolean): HealthPart => ({
  name: "accepting",
  async check() {
    if (isStopping()) throw new HealthError("stopping");
  },
});

/** An address that means "every interface" is no address to call; loopback answers for it. */
const toUrlHost = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host === "127.0.0.1" ? "localhost" : host;
};

/**
 * JSON lines to stdout, buffered so that a request pays for no write; flushed at least every second and at the end.
 * What must not be logged is of a type that cannot be printed (kernel/secret.ts), so no list of paths has to be kept.
 */
export function createLog({ logLevel }: Pick<Config, "logLevel">): Logger {
  const destination = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 });
  return pino({ level: logLevel, base: null }, destination);
}
