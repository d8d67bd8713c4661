import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { checkCertificate } from "../../config/index.ts";
import { toIsoText } from "../../kernel/index.ts";
import { tlsFolder } from "../tls.ts";
import { type CheckResult, fail, ok, type Patient, warn, wordsOf } from "./check.ts";

const check = "certificate";

/** Validity, expiry, names and private key of what HTTPS will be served with. */
export function checkCertificates(patient: Patient): readonly CheckResult[] {
  const { config } = patient;
  const local = {
    certFile: join(tlsFolder(config.dataDir), "cert.pem"),
    keyFile: join(tlsFolder(config.dataDir), "key.pem"),
  };
  if (config.tlsFiles) return examine(patient, config.tlsFiles);
  if (config.mode === "production") {
    return [warn(check, "There is none: HTTPS is off.", "Give OPENCASHIER_TLS_CERT_FILE, or let a proxy speak HTTPS.")];
  }
  if (!existsSync(local.certFile))
    return [warn(check, "There is none yet.", "Start the gateway once: it makes a local one.")];
  return examine(patient, local);
}

type Files = { readonly certFile: string; readonly keyFile: string };

function examine({ config, clock }: Patient, { certFile, keyFile }: Files): readonly CheckResult[] {
  try {
    const found = checkCertificate(readFileSync(certFile, "utf8"), readFileSync(keyFile, "utf8"), clock.now());
    const problems = found.problems.map(({ problem, fix, isFatal }) =>
      (isFatal ? fail : warn)(check, `${certFile}: ${problem}`, fix),
    );
    if (problems.length > 0) return problems;
    const wanted = wantedName(config.publicUrl);
    if (wanted !== undefined && !found.names.some((name) => covers(name, wanted))) {
      return [
        warn(check, `${certFile} is not for ${wanted}.`, "Have it issued for the host of OPENCASHIER_PUBLIC_URL."),
      ];
    }
    return [ok(check, `for ${found.names.join(", ")} until ${toIsoText(found.expiresAt)}`)];
  } catch (error) {
    return [fail(check, `${certFile}: ${wordsOf(error)}`, "Give PEM files that this user may read.")];
  }
}

/** The host that clients call over HTTPS; undefined when nobody said. */
function wantedName(publicUrl: string | undefined): string | undefined {
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  return url?.protocol === "https:" ? url.hostname : undefined;
}

const covers = (name: string, wanted: string): boolean =>
  name === wanted ||
  (name.startsWith("*.") && wanted.slice(wanted.indexOf(".")) === name.slice(1)) ||
  wanted === hostname();
