import { createPrivateKey, createPublicKey, generateKeyPair, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Instant } from "../kernel/index.ts";
import type { Authority, CertificateRequest } from "./issue-certificate.ts";
import { replacePrivateFile } from "./private-file.ts";

/*
 * HTTPS for an embedded gateway, since some official clients speak nothing else. A CA of this installation alone signs a
 * certificate for the loopback names; whoever wants to verify it trusts `ca.pem`.
 *
 *   ca.pem, ca-key.pem   made once and kept while they last, so that trust given to the CA stays good
 *   cert.pem, key.pem    made again before they expire, when the names change, or when they do not fit the CA
 */

export type LocalCertificate = {
  /** PEM texts for the TLS server. */
  readonly cert: string;
  readonly key: string;
  /** What a client trusts. */
  readonly caFile: string;
};

export type LocalCertificateOptions = {
  /** Made with mode 0700; its files have mode 0600. */
  readonly folder: string;
  /** Host names beside localhost, the loopback addresses and this machine's name. */
  readonly names: readonly string[];
  readonly now: Instant;
};

const dayMs = 24 * 60 * 60 * 1000;
const renewedBeforeMs = 30 * dayMs;
const caLifetimeMs = 3_650 * dayMs;
// Some clients refuse a server's certificate that lasts longer, even from a CA that was trusted by hand.
const certLifetimeMs = 397 * dayMs;

/** Reads the certificate, or makes what is missing, spent or does not fit. Under a second the first time. */
export async function ensureLocalCertificate(options: LocalCertificateOptions): Promise<LocalCertificate> {
  const { folder, now } = options;
  const file = (name: string): string => join(folder, name);
  const names = localNames(options.names);
  const ca = readPair(file("ca.pem"), file("ca-key.pem"), now);
  const own = readPair(file("cert.pem"), file("key.pem"), now);
  if (ca && own?.certificate.verify(ca.certificate.publicKey) && hasNames(own.certificate, names)) {
    return { cert: own.cert, key: own.key, caFile: file("ca.pem") };
  }
  const [authority, key] = await Promise.all([ca ?? makeCa(file, now), generateRsaKey()]);
  const cert = await issue({
    publicKeyPem: createPublicPem(key),
    commonName: "localhost",
    names,
    issuer: { certPem: authority.cert, keyPem: authority.key },
    notBefore: now - dayMs,
    notAfter: now + certLifetimeMs,
  });
  // The key first: a certificate is never there without the key that fits it, and the reverse is repaired above.
  replacePrivateFile(file("key.pem"), key);
  replacePrivateFile(file("cert.pem"), cert);
  return { cert, key, caFile: file("ca.pem") };
}

type Pair = { readonly cert: string; readonly key: string };

function readPair(
  certFile: string,
  keyFile: string,
  now: Instant,
): (Pair & { readonly certificate: X509Certificate }) | undefined {
  try {
    const cert = readFileSync(certFile, "utf8");
    const key = readFileSync(keyFile, "utf8");
    const certificate = new X509Certificate(cert);
    const isFresh =
      certificate.validToDate.getTime() - now > renewedBeforeMs && certificate.validFromDate.getTime() <= now;
    return isFresh && certificate.checkPrivateKey(createPrivateKey(key)) ? { cert, key, certificate } : undefined;
  } catch {
    // Missing or damaged: both are made again.
    return undefined;
  }
}

async function makeCa(file: (name: string) => string, now: Instant): Promise<Pair> {
  const key = await generateRsaKey();
  const cert = await issue({
    publicKeyPem: createPublicPem(key),
    commonName: `OpenCashier local CA on ${hostname()}`,
    names: [],
    issuer: { certPem: undefined, keyPem: key },
    notBefore: now - dayMs,
    notAfter: now + caLifetimeMs,
  });
  replacePrivateFile(file("ca-key.pem"), key);
  replacePrivateFile(file("ca.pem"), cert);
  return { cert, key };
}

/** The library is loaded only when there is something to sign. */
async function issue(request: CertificateRequest & { readonly issuer: Authority }): Promise<string> {
  const { issueCertificate } = await import("./issue-certificate.ts");
  return issueCertificate(request);
}

const generate = promisify(generateKeyPair);

/** RSA, because the library that writes certificates knows no elliptic curves. PKCS#8 PEM. */
async function generateRsaKey(): Promise<string> {
  const { privateKey } = await generate("rsa", { modulusLength: 2048 });
  return privateKey.export({ format: "pem", type: "pkcs8" }) as string;
}

const createPublicPem = (privateKeyPem: string): string =>
  createPublicKey(privateKeyPem).export({ format: "pem", type: "spki" }) as string;

const addresses = ["127.0.0.1", "::1"];

const localNames = (further: readonly string[]): readonly string[] => [
  ...new Set(["localhost", ...ownName(), ...further, ...addresses]),
];

/** This machine's name, when it is one that a certificate can carry. */
function ownName(): readonly string[] {
  const name = hostname().toLowerCase();
  return /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name) ? [name] : [];
}

const hasNames = (certificate: X509Certificate, names: readonly string[]): boolean =>
  names.every((name) => (isAddress(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined) &&
  certificate.subjectAltName?.split(", ").length === names.length;

const isAddress = (name: string): boolean => addresses.includes(name);
