import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { contentToSign } from "./content.ts";
import { verifyContent } from "./sign.ts";
import { formatSignatureHeader, parseSignatureHeader } from "./signature-header.ts";
import { readVectorKeys, signatureVectors, type SignatureVector } from "./vectors/read-vectors.ts";

const keys = readVectorKeys();
const named = signatureVectors.map((vector) => [vector.id, vector] as const);

const toContent = ({ method, path, headers, rawBody }: SignatureVector): Buffer =>
  contentToSign({
    method,
    path,
    clientId: headers["client-id"],
    time: headers["request-time"] ?? headers["response-time"] ?? "",
    body: Buffer.from(rawBody),
  });

test("every one of the 32 vectors is read", () => expect(signatureVectors).toHaveLength(32));

test.each(named)("the body of %s has the recorded length and hash", (_, vector) => {
  const body = Buffer.from(vector.rawBody);
  expect(body.length).toBe(vector.rawBodyBytes);
  expect(createHash("sha256").update(body).digest("hex")).toBe(vector.rawBodySha256);
});

test.each(named.filter(([, vector]) => vector.expect !== "INVALID_SIGNATURE"))(
  "the signed text of %s is rebuilt to the byte and verifies",
  (_, vector) => {
    const parsed = parseSignatureHeader(vector.headers.signature);
    expect(toContent(vector).toString()).toBe(vector.contentToSign);
    expect(parsed.ok && verifyContent(toContent(vector), parsed.signature, keys[vector.key])).toBe(true);
  },
);

test.each(named.filter(([, vector]) => vector.expect === "INVALID_SIGNATURE"))("%s is refused", (_, vector) => {
  const parsed = parseSignatureHeader(vector.headers.signature);
  expect(parsed.ok && verifyContent(toContent(vector), parsed.signature, keys[vector.key])).toBe(false);
});

test.each(named.filter(([id]) => !id.startsWith("docs-") && !/^(neg-no|edge)-/.test(id)))(
  "the header of %s is written letter for letter as the official SDK wrote it",
  (_, vector) => {
    const parsed = parseSignatureHeader(vector.headers.signature);
    if (!parsed.ok) throw new Error(parsed.reason);
    const { keyVersion = 0, signature } = parsed;
    expect(formatSignatureHeader({ keyVersion, signature })).toBe(vector.headers.signature);
  },
);
