import { randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import forge from "node-forge";

export type Authority = {
  /** The issuer's certificate; undefined makes one that signs itself. */
  readonly certPem: string | undefined;
  readonly keyPem: string;
};

export type CertificateRequest = {
  readonly publicKeyPem: string;
  readonly commonName: string;
  /** Host names and IP addresses the certificate is for; none makes a CA. */
  readonly names: readonly string[];
  /** UTC milliseconds, rounded down to seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
};

/** Writes an X.509 certificate with RSA and SHA-256, in PEM. */
export function issueCertificate({ issuer, ...request }: CertificateRequest & { readonly issuer: Authority }): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(request.publicKeyPem);
  certificate.serialNumber = newSerialNumber();
  certificate.validity.notBefore = new Date(request.notBefore);
  certificate.validity.notAfter = new Date(request.notAfter);
  const subject = [
    { name: "organizationName", value: "OpenCashier" },
    { name: "commonName", value: request.commonName.slice(0, 64) },
  ];
  certificate.setSubject(subject);
  const issuing = issuer.certPem === undefined ? undefined : forge.pki.certificateFromPem(issuer.certPem);
  certificate.setIssuer(issuing?.subject.attributes ?? subject);
  const issuingKey = issuing?.publicKey ?? certificate.publicKey;
  certificate.setExtensions([
    ...(request.names.length > 0 ? serverExtensions(request.names) : caExtensions),
    { name: "subjectKeyIdentifier" },
    { name: "authorityKeyIdentifier", keyIdentifier: fingerprintOf(issuingKey as forge.pki.rsa.PublicKey) },
  ]);
  certificate.sign(nativeSigner(certificate, issuer.keyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

/** Positive and 127 random bits, as RFC 5280 section 4.1.2.2 asks. */
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}

const caExtensions: object[] = [
  { name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 },
  { name: "keyUsage", critical: true, keyCertSign: true, cRLSign: true },
];

const dnsName = 2;
const ipAddress = 7;

const serverExtensions = (names: readonly string[]): object[] => [
  { name: "basicConstraints", critical: true, cA: false },
  { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
  { name: "extKeyUsage", serverAuth: true },
  {
    name: "subjectAltName",
    altNames: names.map((name) => (isIP(name) === 0 ? { type: dnsName, value: name } : { type: ipAddress, ip: name })),
  },
];

const fingerprintOf = (key: forge.pki.rsa.PublicKey): string =>
  forge.pki.getPublicKeyFingerprint(key, { type: "RSAPublicKey" }).getBytes();

/** Signs with OpenSSL: the library's own arithmetic takes a hundred times longer. */
function nativeSigner(certificate: forge.pki.Certificate, keyPem: string): forge.pki.rsa.PrivateKey {
  const signTbs = (): string => {
    const tbs = forge.asn1.toDer(getTbsCertificate(certificate)).getBytes();
    return sign("sha256", Buffer.from(tbs, "latin1"), keyPem).toString("latin1");
  };
  // The only thing the library asks of a private key is to sign.
  return { sign: signTbs } as unknown as forge.pki.rsa.PrivateKey;
}

/** The part of a certificate that is signed. The library's types leave this function out. */
const { getTBSCertificate: getTbsCertificate } = forge.pki as unknown as {
  readonly getTBSCertificate: (certificate: forge.pki.Certificate) => forge.asn1.Asn1;
};
