import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Instant } from "../kernel/index.ts";

export type CertificateCheck = {
  /** Host names and addresses it is for. */
  readonly names: readonly string[];
  readonly expiresAt: Instant;
  /** What is wrong, each with what to do; none when it can be used. */
  readonly problems: readonly { readonly problem: string; readonly fix: string; readonly isFatal: boolean }[];
};

const dayMs = 24 * 60 * 60 * 1000;
const expiryNoticeMs = 14 * dayMs;

/** Looks at a PEM certificate and its key. Throws when either cannot be read as PEM, without quoting it. */
export function checkCertificate(cert: string, key: string, now: Instant): CertificateCheck {
  const certificate = readAs("certificate", () => new X509Certificate(cert));
  const privateKey = readAs("private key", () => createPrivateKey(key));
  const expiresAt = certificate.validToDate.getTime() as Instant;
  const names = (certificate.subjectAltName ?? "").split(", ").flatMap((name) => name.replace(/^[^:]+:/, "") || []);
  const found: readonly (readonly [boolean, string, string, boolean])[] = [
    [
      !certificate.checkPrivateKey(privateKey),
      "The private key belongs to another certificate.",
      "Give the two that were issued together.",
      true,
    ],
    [certificate.validFromDate.getTime() > now, "It is not valid yet.", "Check this machine's clock.", true],
    [expiresAt <= now, "It has expired.", "Renew it and restart.", true],
    [expiresAt > now && expiresAt - now < expiryNoticeMs, "It expires within 14 days.", "Renew it and restart.", false],
    [names.length === 0, "It names no host.", "Have it issued with subject alternative names.", false],
  ];
  const problems = found.flatMap(([holds, problem, fix, isFatal]) => (holds ? [{ problem, fix, isFatal }] : []));
  return { names, expiresAt, problems };
}

function readAs<Value>(what: string, read: () => Value): Value {
  try {
    return read();
  } catch {
    // OpenSSL's message may quote the text, which may be a key.
    throw new Error(`It holds no PEM ${what} that can be read.`);
  }
}
