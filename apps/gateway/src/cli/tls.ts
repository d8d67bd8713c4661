import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkCertificate, type Config, ConfigError, ensureLocalCertificate } from "../config/index.ts";
import type { Instant } from "../kernel/index.ts";

/** What the TLS server is given. */
export type Tls = {
  readonly cert: string;
  readonly key: string;
  /** Only of the local certificate. */
  readonly caFile: string | undefined;
};

export const tlsFolder = (dataDir: string): string => join(dataDir, "tls");

/** The operator's certificate, else a local one when embedded, else none. Throws ConfigError for one that cannot serve. */
export async function loadTls(config: Config, now: Instant): Promise<Tls | undefined> {
  const { tlsFiles, mode, dataDir, tlsNames } = config;
  if (tlsFiles) return loadTlsFiles(tlsFiles, now);
  return mode === "embedded" ? ensureLocalCertificate({ folder: tlsFolder(dataDir), names: tlsNames, now }) : undefined;
}

function loadTlsFiles({ certFile, keyFile }: NonNullable<Config["tlsFiles"]>, now: Instant): Tls {
  const cert = readPem(certFile, "OPENCASHIER_TLS_CERT_FILE");
  const key = readPem(keyFile, "OPENCASHIER_TLS_KEY_FILE");
  const { problems } = checkPair(cert, key, now);
  const fatal = problems.filter(({ isFatal }) => isFatal);
  if (fatal.length > 0) {
    throw new ConfigError(fatal.map(({ problem, fix }) => ({ where: "OPENCASHIER_TLS_CERT_FILE", problem, fix })));
  }
  return { cert, key, caFile: undefined };
}

function checkPair(cert: string, key: string, now: Instant): ReturnType<typeof checkCertificate> {
  try {
    return checkCertificate(cert, key, now);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConfigError([{ where: "OPENCASHIER_TLS_CERT_FILE", problem, fix: "Give PEM files." }]);
  }
}

function readPem(path: string, variable: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    const fix = "Check the path and who may read it.";
    throw new ConfigError([{ where: variable, problem: `names ${path}, which cannot be read.`, fix }]);
  }
}
