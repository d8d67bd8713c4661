import { inspect } from "node:util";
import type { SettingValues } from "./settings.ts";
import { type ConfigSources, resolveSettings } from "./resolve-settings.ts";

/** What the parts of the gateway are given. `store` and `masterKey` cannot be printed. */
export type Config = Omit<
  SettingValues,
  "masterKey" | "databaseUrl" | "databasePoolSizeMax" | "tlsCertFile" | "tlsKeyFile"
> & {
  readonly store: StoreConfig;
  readonly masterKey: MasterKeyConfig;
  /** The operator's own certificate; undefined leaves HTTPS to the local CA when embedded, and off in production. */
  readonly tlsFiles: { readonly certFile: string; readonly keyFile: string } | undefined;
};

export type StoreConfig = {
  /** `postgres://…` with its password; undefined chooses SQLite in `dataDir`. */
  readonly url: string | undefined;
  readonly dataDir: string;
  readonly poolSizeMax: number;
};

export type MasterKeyConfig = {
  readonly masterKeyBase64: string | undefined;
  readonly dataDir: string;
  /** Whether a missing key may be generated into `dataDir`. */
  readonly isEmbedded: boolean;
};

/** Reads the configuration. Throws ConfigError with every problem there is. */
export const loadConfig = (sources: ConfigSources): Config => toConfig(resolveSettings(sources).values);

export function toConfig(values: SettingValues): Config {
  const { masterKey, databaseUrl, databasePoolSizeMax, tlsCertFile, tlsKeyFile, ...rest } = values;
  const { dataDir, mode } = values;
  return {
    ...rest,
    store: unprintable({ url: databaseUrl, dataDir, poolSizeMax: databasePoolSizeMax }),
    masterKey: unprintable({ masterKeyBase64: masterKey, dataDir, isEmbedded: mode === "embedded" }),
    tlsFiles:
      tlsCertFile === undefined || tlsKeyFile === undefined
        ? undefined
        : { certFile: tlsCertFile, keyFile: tlsKeyFile },
  };
}

/** The same object, shown as `[redacted]` by JSON, string conversion and `util.inspect`. */
function unprintable<Value extends object>(value: Value): Value {
  const show = { value: () => "[redacted]", enumerable: false };
  return Object.defineProperties(value, { toJSON: show, toString: show, [inspect.custom]: show });
}

const quarterHourMs = 15 * 60_000;

/** What is allowed and still worth a line at start. */
export function findConfigWarnings(config: Config, isGiven: (name: "httpsPort") => boolean): readonly string[] {
  const { mode, host, requestTimeWindowMs, tlsFiles } = config;
  const isLoopback = ["127.0.0.1", "::1", "localhost"].includes(host);
  const window = describeMinutes(requestTimeWindowMs);
  const warnings: readonly (readonly [holds: boolean, text: string])[] = [
    [
      mode === "production" && config.publicUrl === undefined,
      "OPENCASHIER_PUBLIC_URL is not set: session data names the address this replica listens on, which browsers may not reach.",
    ],
    [
      requestTimeWindowMs > quarterHourMs,
      `Requests are taken with a request-time up to ${window} off, so a recorded one can be sent again for that long.`,
    ],
    [
      mode === "embedded" && !isLoopback,
      `An embedded gateway answers on ${host}: everyone who reaches that address can try it.`,
    ],
    [
      mode === "production" && !tlsFiles && isGiven("httpsPort"),
      "HTTPS_PORT is set but there is no certificate: HTTPS stays off.",
    ],
  ];
  return warnings.flatMap(([holds, text]) => (holds ? [text] : []));
}

const describeMinutes = (durationMs: number): string => {
  const minutes = Math.round(durationMs / 60_000);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
};
