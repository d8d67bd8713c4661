import {
  addressList,
  databaseUrl,
  flag,
  hostNames,
  httpUrl,
  listenHost,
  masterKey,
  oneOf,
  origin,
  path,
  regionSign,
  wholeNumber,
} from "./kinds.ts";
import { type Mode, optionalSetting, type Setting, settingWithDefault } from "./setting.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Everything an operator may decide, in the order of the documents. */
export const settings = {
  mode: optionalSetting<Mode>(
    {
      variables: ["OPENCASHIER_MODE"],
      kind: oneOf("embedded", "production"),
      about: "embedded needs nothing but a folder; production needs PostgreSQL and a master key of your own.",
    },
    "production when DATABASE_URL is set, else embedded",
  ),
  port: settingWithDefault(
    {
      variables: ["PORT", "OPENCASHIER_PORT"],
      kind: wholeNumber(0, 65_535),
      about: "Port for HTTP. 0 takes any free one.",
    },
    8080,
  ),
  httpsPort: settingWithDefault(
    {
      variables: ["HTTPS_PORT", "OPENCASHIER_HTTPS_PORT"],
      kind: wholeNumber(0, 65_535),
      about:
        "Port for HTTPS, used when there is a certificate: always when embedded (a local CA makes one), with " +
        "tlsCertFile in production. 0 takes any free one.",
    },
    8443,
  ),
  host: settingWithDefault(
    {
      variables: ["OPENCASHIER_HOST"],
      kind: listenHost,
      about: "Address to listen on. 0.0.0.0 means every IPv4 interface, :: every interface.",
    },
    { embedded: "127.0.0.1", production: "0.0.0.0" },
  ),
  publicUrl: optionalSetting(
    {
      variables: ["OPENCASHIER_PUBLIC_URL"],
      kind: origin,
      about: "Where merchants and buyers reach the gateway, when a proxy stands in front.",
    },
    "the HTTP address listened on",
  ),
  tlsCertFile: optionalSetting(
    {
      variables: ["OPENCASHIER_TLS_CERT_FILE"],
      kind: path,
      about: "PEM file with the certificate for HTTPS and those between it and the root.",
    },
    "a certificate of a local CA when embedded, no HTTPS in production",
  ),
  tlsKeyFile: optionalSetting(
    { variables: ["OPENCASHIER_TLS_KEY_FILE"], kind: path, about: "PEM file with the private key of tlsCertFile." },
    "none",
  ),
  tlsNames: settingWithDefault<readonly string[]>(
    {
      variables: ["OPENCASHIER_TLS_NAMES"],
      kind: hostNames,
      about:
        "Further host names for the local certificate, beside localhost, the loopback addresses and this host's name.",
    },
    [],
  ),
  dataDir: settingWithDefault(
    {
      variables: ["OPENCASHIER_DATA_DIR"],
      kind: path,
      about: "Folder for the embedded store, the generated master key, the local CA and the sandbox merchant's keys.",
    },
    "./data",
  ),
  databaseUrl: optionalSetting(
    {
      variables: ["DATABASE_URL", "OPENCASHIER_DATABASE_URL"],
      kind: databaseUrl,
      about: "PostgreSQL 15 or newer.",
      secrecy: "url",
    },
    "SQLite in dataDir",
  ),
  databasePoolSizeMax: settingWithDefault(
    {
      variables: ["OPENCASHIER_DATABASE_POOL_SIZE_MAX"],
      kind: wholeNumber(1, 1_000),
      about: "Connections to PostgreSQL that one process may hold.",
    },
    10,
  ),
  masterKey: optionalSetting(
    {
      variables: ["OPENCASHIER_MASTER_KEY"],
      kind: masterKey,
      about: "Seals the gateway's private keys and stored card numbers. Make one with `openssl rand -base64 32`.",
      secrecy: "secret",
    },
    "a generated file in dataDir when embedded, required in production",
  ),
  requestTimeWindowMs: settingWithDefault(
    {
      variables: ["OPENCASHIER_REQUEST_TIME_WINDOW_MS"],
      kind: wholeNumber(1_000, 365 * dayMs),
      about: "How far a request's request-time may lie from the gateway's clock, either way.",
    },
    { embedded: dayMs, production: 5 * minuteMs },
  ),
  bodyBytesMax: settingWithDefault(
    {
      variables: ["OPENCASHIER_BODY_BYTES_MAX"],
      kind: wholeNumber(1_024, 16 * 1024 * 1024),
      about: "Longest request body taken.",
    },
    131_072,
  ),
  logLevel: settingWithDefault<"trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent">(
    {
      variables: ["OPENCASHIER_LOG_LEVEL"],
      kind: oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent"),
      about: "The least important line that is still written.",
    },
    "info",
  ),
  logFormat: settingWithDefault<"auto" | "json" | "pretty">(
    {
      variables: ["OPENCASHIER_LOG_FORMAT"],
      kind: oneOf("auto", "json", "pretty"),
      about: "auto: pretty on a terminal, JSON lines otherwise.",
    },
    "auto",
  ),
  merchantStalenessMs: settingWithDefault(
    {
      variables: ["OPENCASHIER_MERCHANT_STALENESS_MS"],
      kind: wholeNumber(0, hourMs),
      about: "How long a process may go on with what it knows of a merchant after another one changed it.",
    },
    5_000,
  ),
  repeatInconsistentCode: settingWithDefault<"PROCESS_FAIL" | "REPEAT_REQ_INCONSISTENT">(
    {
      variables: ["OPENCASHIER_REPEAT_INCONSISTENT_CODE"],
      kind: oneOf("PROCESS_FAIL", "REPEAT_REQ_INCONSISTENT"),
      about: "Result code for a paymentRequestId that comes again with another content.",
    },
    "PROCESS_FAIL",
  ),
  sessionRegionSign: settingWithDefault(
    {
      variables: ["OPENCASHIER_SESSION_REGION_SIGN"],
      kind: regionSign,
      about: "Region written into paymentSessionData.",
    },
    "SG",
  ),
  notifyAllow: settingWithDefault<readonly string[]>(
    {
      variables: ["OPENCASHIER_NOTIFY_ALLOW"],
      kind: addressList,
      about:
        "Hosts and CIDR blocks that notifications may go to beside public addresses, such as hooks.internal or " +
        "10.1.0.0/16. Embedded, this machine and its private networks are allowed anyway.",
    },
    [],
  ),
  standardWebhooks: settingWithDefault(
    {
      variables: ["OPENCASHIER_STANDARD_WEBHOOKS"],
      kind: flag,
      about:
        "Sends the headers of Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature) with every " +
        "notification, beside Antom's.",
    },
    false,
  ),
  shutdownGraceMs: settingWithDefault(
    {
      variables: ["OPENCASHIER_SHUTDOWN_GRACE_MS"],
      kind: wholeNumber(0, 10 * minuteMs),
      // Under the ten seconds after which Docker kills.
      about: "How long a stop waits for requests that have begun before it cuts their connections.",
    },
    8_000,
  ),
  consoleEnabled: settingWithDefault(
    {
      variables: ["OPENCASHIER_CONSOLE_ENABLED"],
      kind: flag,
      about: "Serves the merchant console at /console. Off on replicas that only merchants and buyers should reach.",
    },
    true,
  ),
  apiLog: settingWithDefault<"all" | "failures" | "off">(
    {
      variables: ["OPENCASHIER_API_LOG"],
      kind: oneOf("all", "failures", "off"),
      about:
        "Which API requests the console's log keeps, masked; at most 100 a second, so that a flood costs no answers.",
    },
    "all",
  ),
  apiLogDays: settingWithDefault(
    {
      variables: ["OPENCASHIER_API_LOG_DAYS"],
      kind: wholeNumber(1, 3_650),
      about: "For how many days the API log keeps a request.",
    },
    30,
  ),
  metricsEnabled: settingWithDefault(
    { variables: ["OPENCASHIER_METRICS_ENABLED"], kind: flag, about: "Serves /metrics for Prometheus." },
    true,
  ),
  otlpEndpoint: optionalSetting(
    {
      variables: ["OTEL_EXPORTER_OTLP_ENDPOINT", "OPENCASHIER_OTLP_ENDPOINT"],
      kind: httpUrl,
      about: "OpenTelemetry collector that takes traces over OTLP/HTTP.",
      secrecy: "url",
    },
    "no traces",
  ),
} as const satisfies Readonly<Record<string, Setting<unknown, unknown>>>;

export type SettingName = keyof typeof settings;

/** What each setting came to; `mode` is always decided. */
export type SettingValues = {
  readonly [Name in SettingName]: Name extends "mode"
    ? Mode
    : (typeof settings)[Name] extends Setting<infer _Value, infer Result>
      ? Result
      : never;
};

export const settingNames = Object.keys(settings) as readonly SettingName[];

/** The same table for code that treats all settings alike. */
export const settingOf = (name: SettingName): Setting<unknown, unknown> => settings[name];

/** Variables under our prefix that are no settings. */
export const configFileVariable = "OPENCASHIER_CONFIG";
