import fc from "fast-check";
import { type FuzzCase, refusal, success } from "./fuzz-case.ts";
import { type Change, type HeadCase, headerText, onValidBody, setHeader } from "./head-case.ts";

/*
 * The grammar of the signature header: what must be read in more than one form, and what is none of them.
 */

/** The header's text built anew from the signature in it. */
const rewriteSignature =
  (write: (value: string) => string): Change =>
  (request) => {
    const header = request.headers.find(([name]) => name === "signature")?.[1] ?? "";
    return setHeader("signature", write(header.split("signature=")[1] ?? ""))(request);
  };

const signatureReadings: fc.Arbitrary<HeadCase> = fc
  .constantFrom<(value: string) => string>(
    (value) => `algorithm=RSA256, keyVersion=1, signature=${value}`,
    (value) => `signature=${value},keyVersion=1,algorithm=RSA256`,
    (value) => `algorithm=RSA256,signature=${value}`,
    (value) => `signature=${value}`,
    (value) => `ALGORITHM=rsa256 , KeyVersion = 1 , Signature = ${value}`,
    (value) => `algorithm=RSA256,keyVersion=1,signature=${decodeURIComponent(value)}`,
    (value) => `algorithm=RSA256,,keyVersion=1,zz=1,signature=${value},`,
  )
  .map((write) => ({ name: "signature header, another reading", change: rewriteSignature(write), expected: success }));

const brokenSignature: fc.Arbitrary<HeadCase> = fc
  .oneof(
    fc.constantFrom(
      "algorithm=RSA256,keyVersion=1",
      "algorithm=RSA256,keyVersion=1,signature=",
      "algorithm=none,keyVersion=1,signature=AAAA",
      "algorithm=HS256,signature=AAAA",
      "algorithm=RSA256,keyVersion=-1,signature=AAAA",
      "algorithm=RSA256,keyVersion=1e9,signature=AAAA",
      "algorithm=RSA256,keyVersion=1,signature=%",
      "algorithm=RSA256,keyVersion=1,signature=%zz",
      "algorithm=RSA256,keyVersion=1,signature=AAA",
      "algorithm=RSA256,keyVersion=1,signature=%00%00%00%00",
      "algorithm=RSA256,keyVersion=1,signature=AAAA,signature=AAAA",
      "algorithm=RSA256,keyVersion=1,signature==",
      "=,=,=",
      ",,,,",
      "signature",
      `signature=${"A".repeat(8_000)}`,
      "a=b,".repeat(1_000),
      `signature=${"%41".repeat(1_400)}`,
    ),
    headerText.filter((text) => text.trim() !== ""),
  )
  .map((text) => ({
    name: "broken signature header",
    isUnsigned: true,
    change: setHeader("signature", text),
    expected: refusal("INVALID_SIGNATURE"),
  }));

const unknownVersion: fc.Arbitrary<HeadCase> = fc.integer({ min: 2, max: 999_999_999 }).map((version) => ({
  name: "unknown key version",
  isUnsigned: true,
  change: setHeader("signature", `algorithm=RSA256,keyVersion=${version},signature=AAAA`),
  expected: refusal("KEY_NOT_FOUND"),
}));

export const signatureHeaderCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  { weight: 1, arbitrary: onValidBody(signatureReadings) },
  { weight: 3, arbitrary: onValidBody(brokenSignature) },
  { weight: 1, arbitrary: onValidBody(unknownVersion) },
);
