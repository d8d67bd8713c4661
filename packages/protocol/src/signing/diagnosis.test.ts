import { constants, createHmac, generateKeyPairSync, privateEncrypt, sign } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contentToSign } from "./content.ts";
import { diagnoseSignature, diagnosisHeaderText, type ReceivedForDiagnosis } from "./diagnosis.ts";
import type { DiagnosisCause } from "./diagnosis-cause.ts";
import type { KeyCandidates } from "./diagnosis-keys.ts";
import { signContentSync } from "./sign.ts";
import { readVectorKeys, signatureVectors } from "./vectors/read-vectors.ts";
import {
  base64,
  candidates,
  content,
  digestOf,
  expectCause,
  expectPlainHeader,
  first,
  gateway,
  headerOf,
  key,
  now,
  other,
  right,
  second,
  sent,
  signedParts,
  stranger,
  type Pair,
} from "./vectors/wrongly-signed.ts";

/** A signature whose base64 contains a plus sign, so that form decoding breaks it; found by changing the time. */
function withPlus(): { readonly base64: string; readonly time: string } {
  for (let seconds = 10; seconds < 60; seconds += 1) {
    const time = `2026-11-22T10:15:${seconds}+08:00`;
    const found = signContentSync(contentToSign({ ...right, time }), first.privateKey).toString("base64");
    if (found.includes("+")) return { base64: found, time };
  }
  throw new Error("no signature with a plus sign");
}

const plus = withPlus();
const header = (value: string): string => `algorithm=RSA256,keyVersion=1,signature=${value}`;

test("a request signed rightly has nothing wrong", () => {
  expect(diagnoseSignature(signedParts({}), candidates).cause).toBe("nothing-wrong");
});

test("an absolute request target is signed without scheme and host", () => {
  const request = { ...signedParts({}), target: `https://gateway.example${right.path}` };
  expect(diagnoseSignature(request, candidates).cause).toBe("nothing-wrong");
});

const without = (name: string): ReceivedForDiagnosis => {
  const request = signedParts({});
  return { ...request, headers: Object.fromEntries(Object.entries(request.headers).filter(([each]) => each !== name)) };
};

test.each<[string, DiagnosisCause, ReceivedForDiagnosis]>([
  ["without the signature header", "header-missing", without("Signature")],
  ["without the client id", "client-id-missing", without("Client-Id")],
  ["without the time", "request-time-missing", without("Request-Time")],
  ["with a header of nonsense", "header-malformed", sent("nonsense, more nonsense")],
  ["with a header that lacks the value", "header-malformed", sent("algorithm=RSA256,keyVersion=1")],
  ["with another algorithm name", "header-malformed", sent(`algorithm=SHA256withRSA,signature=${base64}`)],
  ["with the bare value", "header-malformed", sent(base64)],
  ["with plus signs that became blanks", "header-form-decoded", sent(header(plus.base64.replaceAll("+", " ")), plus)],
  ["encoded twice", "header-encoded-twice", sent(header(encodeURIComponent(encodeURIComponent(base64))))],
  ["as hexadecimal", "header-not-base64", sent(header(Buffer.from(base64, "base64").toString("hex")))],
  ["as base64url", "header-not-base64", sent(header(Buffer.from(base64, "base64").toString("base64url")))],
  [
    "as base64 of base64",
    "header-not-base64",
    sent(header(encodeURIComponent(Buffer.from(base64).toString("base64")))),
  ],
  ["as base64 in lines", "header-not-base64", sent(header(base64.replace(/.{76}/g, "$& ").replaceAll("+", "%2B")))],
  ["in quotes", "header-not-base64", sent(header(`"${encodeURIComponent(base64)}"`))],
])("%s, the cause is %s", (_, cause, request) => {
  expectCause(request, cause);
});

const pssOptions = { key: first.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
const raw = { key: first.privateKey, padding: constants.RSA_PKCS1_PADDING };
const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });

test.each<[string, DiagnosisCause, Buffer, RegExp]>([
  ["PSS padding", "padding-pss", sign("sha256", content, pssOptions), /PSS/],
  [
    "PSS with a salt as long as the digest",
    "padding-pss",
    sign("sha256", content, { ...pssOptions, saltLength: 32 }),
    /PSS/,
  ],
  ["SHA-1", "digest-algorithm", sign("sha1", content, first.privateKey), /digest SHA1;/],
  ["SHA-384", "digest-algorithm", sign("sha384", content, first.privateKey), /digest SHA384;/],
  ["SHA-512", "digest-algorithm", sign("sha512", content, first.privateKey), /digest SHA512;/],
  ["MD5", "digest-algorithm", sign("md5", content, first.privateKey), /digest MD5;/],
  ["raw RSA over the digest", "padding-without-digest-info", privateEncrypt(raw, digestOf(content)), /raw RSA/],
  [
    "raw RSA over the hex digest",
    "padding-without-digest-info",
    privateEncrypt(raw, Buffer.from(digestOf(content).toString("hex"))),
    /raw RSA/,
  ],
  ["an HMAC", "hmac-or-bare-hash", createHmac("sha256", "shared word").update(content).digest(), /probably an HMAC/],
  [
    "a long HMAC",
    "hmac-or-bare-hash",
    createHmac("sha512", "shared word").update(content).digest(),
    /HMAC with sha512/,
  ],
  ["a bare hash", "hmac-or-bare-hash", digestOf(content), /the bare sha256 hash of the text/],
  ["a 1024-bit key", "key-too-short", sign("sha256", content, weak.privateKey), /1024-bit/],
  ["an elliptic curve", "not-rsa", sign("sha256", content, curve.privateKey), /ECDSA/],
  ["a cut value", "value-cut", Buffer.from(base64, "base64").subarray(0, 189), /189 bytes/],
])("signed with %s, the cause is %s", (_, cause, signature, explanation) => {
  expect(expectCause(sent(headerOf(signature)), cause).explanation).toMatch(explanation);
});

const by = (pair: Pair, keyVersion = 1): ReceivedForDiagnosis =>
  sent(headerOf(signContentSync(content, pair.privateKey), keyVersion));
const withoutVersion = sent(`signature=${encodeURIComponent(base64)}`);

test.each<[string, DiagnosisCause, ReceivedForDiagnosis, Partial<KeyCandidates>]>([
  ["the key of another version", "key-version-wrong", by(second, 1), {}],
  ["a version that is not registered", "key-version-wrong", by(second, 7), {}],
  ["the older key and no version", "key-version-wrong", withoutVersion, {}],
  ["a key that ended", "key-ended", by(first), { merchantKeys: [key(1, first, now), key(2, second)] }],
  ["another merchant's key", "key-of-another-merchant", by(other), {}],
  ["the gateway's key", "key-of-the-gateway", by(gateway), {}],
  ["a key nobody registered", "key-unknown", by(stranger), {}],
  ["the gateway's public key registered", "gateway-key-registered", by(first), { merchantKeys: [key(1, gateway)] }],
  ["no key registered", "key-missing", by(first), { merchantKeys: [] }],
])("with %s, the cause is %s", (_, cause, request, changed) => {
  expectCause(request, cause, { ...candidates, ...changed });
});

const vectorKeys = readVectorKeys();
const vectorCauses: Readonly<Record<string, DiagnosisCause>> = {
  // Another value, not another serialisation: nothing but the digest can tell.
  "neg-body-changed": "text-differs",
  "neg-body-reserialized": "body-reserialized",
  "neg-time-changed": "time-differs",
  "neg-client-changed": "client-id-differs",
  "neg-path-changed": "path-differs",
  "neg-wrong-key": "key-of-the-gateway",
  "neg-no-signature-part": "header-malformed",
};

test.each(signatureVectors.filter(({ key: signer, path }) => signer === "merchant" && path.startsWith("/ams")))(
  "the vector $id is diagnosed",
  ({ id, method, path, headers, rawBody }) => {
    const found = diagnoseSignature(
      { method, target: path, headers, body: Buffer.from(rawBody) },
      {
        merchantKeys: [{ clientId: "SANDBOX_5YKAT0000000000001", keyVersion: 1, publicKey: vectorKeys.merchant }],
        gatewayPublicKeys: [{ keyVersion: 1, publicKey: vectorKeys.gateway }],
      },
    );
    expect(found.cause).toBe(vectorCauses[id] ?? "nothing-wrong");
  },
);

test("the header text is short printable ASCII and never names the two words that clients search for", () => {
  const wild = fc.string({
    unit: fc.constantFrom("signature", "Response-Time", "é", "\n", "x", "sign"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(wild, (path) => {
      const found = diagnoseSignature(signedParts({ clientId: "" }, { path: `/${path}` }), candidates);
      expectPlainHeader(diagnosisHeaderText({ ...found, explanation: `${found.explanation} ${path}` }));
    }),
    { numRuns: 30 },
  );
});
