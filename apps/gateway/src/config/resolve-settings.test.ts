import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import { type ConfigSources, resolveSettings } from "./resolve-settings.ts";

const folder = mkdtempSync(join(tmpdir(), "opencashier-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

const masterKey = Buffer.from("0f1e2d3c4b5a69788796a5b4c3d2e1f000112233445566778899aabbccddeeff", "hex").toString(
  "base64",
);
const production = { DATABASE_URL: "postgres://opencashier:word@db/opencashier", OPENCASHIER_MASTER_KEY: masterKey };

function problemsOf(sources: ConfigSources): readonly ConfigProblem[] {
  try {
    resolveSettings(sources);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

function writeFile(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("without any setting", () => {
  test("the gateway is embedded and listens on the loopback address alone", () => {
    expect(loadConfig({ env: {} })).toMatchObject({ mode: "embedded", host: "127.0.0.1", port: 8080, httpsPort: 8443 });
  });

  test("the data folder is ./data, made absolute", () => {
    expect(loadConfig({ env: {} }).dataDir).toBe(join(process.cwd(), "data"));
  });

  test("the store is SQLite and the master key may be generated", () => {
    const { store, masterKey: key } = loadConfig({ env: {} });
    expect([store.url, key.masterKeyBase64, key.isEmbedded]).toEqual([undefined, undefined, true]);
  });
});

describe("with DATABASE_URL", () => {
  test("the mode is production, on every interface, with a narrow request-time window", () => {
    const config = loadConfig({ env: production });
    expect(config).toMatchObject({ mode: "production", host: "0.0.0.0", requestTimeWindowMs: 300_000 });
    expect([config.store.url, config.masterKey.masterKeyBase64]).toEqual([production.DATABASE_URL, masterKey]);
  });

  test("the mode may still be embedded when that is said", () => {
    const env = { DATABASE_URL: production.DATABASE_URL, OPENCASHIER_MODE: "embedded" };
    expect(loadConfig({ env })).toMatchObject({ mode: "embedded", store: { url: production.DATABASE_URL } });
  });
});

test.each([
  [
    "production without a database",
    { OPENCASHIER_MODE: "production", OPENCASHIER_MASTER_KEY: masterKey },
    "DATABASE_URL",
  ],
  ["production without a master key", { DATABASE_URL: production.DATABASE_URL }, "OPENCASHIER_MASTER_KEY"],
  ["a certificate without its key", { OPENCASHIER_TLS_CERT_FILE: "c.pem" }, "OPENCASHIER_TLS_KEY_FILE"],
  ["a key without its certificate", { OPENCASHIER_TLS_KEY_FILE: "k.pem" }, "OPENCASHIER_TLS_CERT_FILE"],
  [
    "names for a local certificate beside an own one",
    { OPENCASHIER_TLS_NAMES: "a.example", OPENCASHIER_TLS_CERT_FILE: "c.pem", OPENCASHIER_TLS_KEY_FILE: "k.pem" },
    "OPENCASHIER_TLS_NAMES",
  ],
  [
    "names for a local certificate in production",
    { ...production, OPENCASHIER_TLS_NAMES: "a.example" },
    "OPENCASHIER_TLS_NAMES",
  ],
  ["one port for HTTP and HTTPS", { PORT: "9000", HTTPS_PORT: "9000" }, "HTTPS_PORT"],
  ["a pool without a database", { OPENCASHIER_DATABASE_POOL_SIZE_MAX: "5" }, "OPENCASHIER_DATABASE_POOL_SIZE_MAX"],
  ["a blank master key", { OPENCASHIER_MASTER_KEY: "" }, "OPENCASHIER_MASTER_KEY"],
  ["a blank database url", { ...production, DATABASE_URL: " " }, "DATABASE_URL"],
  ["a master key of another length", { ...production, OPENCASHIER_MASTER_KEY: "c2hvcnQ=" }, "OPENCASHIER_MASTER_KEY"],
  ["another kind of database", { ...production, DATABASE_URL: "mysql://db" }, "DATABASE_URL"],
  ["a port that is none", { PORT: "eighty" }, "PORT"],
  ["a port beyond the last", { PORT: "65536" }, "PORT"],
  ["two different ports", { PORT: "1", OPENCASHIER_PORT: "2" }, "PORT"],
  ["a mode that is none", { OPENCASHIER_MODE: "test" }, "OPENCASHIER_MODE"],
  ["a public url with a path", { OPENCASHIER_PUBLIC_URL: "https://pay.example/api" }, "OPENCASHIER_PUBLIC_URL"],
  ["a flag that is neither true nor false", { OPENCASHIER_METRICS_ENABLED: "yes" }, "OPENCASHIER_METRICS_ENABLED"],
  ["a region sign in small letters", { OPENCASHIER_SESSION_REGION_SIGN: "sg" }, "OPENCASHIER_SESSION_REGION_SIGN"],
  ["a host name with a blank", { OPENCASHIER_TLS_NAMES: "a example" }, "OPENCASHIER_TLS_NAMES"],
])("%s stops the start and says what to do", (_, env, where) => {
  const found = problemsOf({ env });
  expect(found.map((problem) => problem.where)).toEqual([where]);
  expect(found[0]?.fix).toMatch(/\w/);
});

test("all problems are told at once", () => {
  const env = { PORT: "x", OPENCASHIER_LOG_LEVEL: "loud", OPENCASHIER_NONSENSE: "1", OPENCASHIER_MODE: "production" };
  expect(problemsOf({ env }).map(({ where }) => where)).toEqual([
    "OPENCASHIER_NONSENSE",
    "PORT",
    "OPENCASHIER_LOG_LEVEL",
    "DATABASE_URL",
    "OPENCASHIER_MASTER_KEY",
  ]);
});

test.each([
  ["OPENCASHIER_MASTERKEY", "OPENCASHIER_MASTER_KEY"],
  ["OPENCASHIER_DATADIR", "OPENCASHIER_DATA_DIR"],
  ["OPENCASHIER_log_level", "OPENCASHIER_LOG_LEVEL"],
])("the unknown variable %s stops the start and names %s", (variable, meant) => {
  expect(problemsOf({ env: { [variable]: "value" } })).toEqual([
    { where: variable, problem: "is not a setting.", fix: `Did you mean ${meant}?` },
  ]);
});

test("an unknown key in a file stops the start and names the one that was meant", () => {
  const file = writeFile("unknown.json", { prot: 1 });
  expect(problemsOf({ env: {}, file })).toMatchObject([{ where: `prot in ${file}`, fix: "Did you mean port?" }]);
});

test("variables of other programs are left alone", () => {
  expect(problemsOf({ env: { PATH: "/bin", HOME: "/", OTEL_SERVICE_NAME: "shop" } })).toEqual([]);
});

test("the command line wins over the environment, that over the file, that over the default", () => {
  const file = writeFile("all.json", { port: 1, host: "::1", logLevel: "warn" });
  const sources = { env: { PORT: "2", OPENCASHIER_HOST: "127.0.0.2" }, file, flags: { port: "3" } };
  const { values, origins } = resolveSettings(sources);
  expect([values.port, values.host, values.logLevel, values.httpsPort]).toEqual([3, "127.0.0.2", "warn", 8443]);
  expect(origins).toMatchObject({
    port: "--port",
    host: "OPENCASHIER_HOST",
    logLevel: `logLevel in ${file}`,
    httpsPort: "default",
  });
});

test("OPENCASHIER_CONFIG names the file, whose numbers, booleans and lists are taken as they are", () => {
  const file = writeFile("kinds.json", { port: 81, metricsEnabled: false, tlsNames: ["a.example", "b.example"] });
  const { values } = resolveSettings({ env: { OPENCASHIER_CONFIG: file } });
  expect(values).toMatchObject({ port: 81, metricsEnabled: false, tlsNames: ["a.example", "b.example"] });
});

test.each([
  ["is missing", join(folder, "missing.json")],
  ["is not JSON", writeFile("broken.json", '{"masterKey": "c2VjcmV0')],
  ["is a list", writeFile("list.json", [])],
])("a file that %s stops the start without quoting it", (_, file) => {
  const [problem] = problemsOf({ env: {}, file });
  expect(problem?.where).toBe(file);
  expect(JSON.stringify(problem)).not.toContain("c2VjcmV0");
});

test("blank settings that are no secrets count as left out", () => {
  expect(loadConfig({ env: { PORT: "", OPENCASHIER_CONFIG: "", OPENCASHIER_HOST: " " } }).port).toBe(8080);
});
