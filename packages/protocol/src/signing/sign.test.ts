import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contentToSign, type SignedParts } from "./content.ts";
import { signContent, signContentSync, verifyContent } from "./sign.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const parts: SignedParts = {
  method: "POST",
  path: "/ams/sandbox/api/v1/payments/createPaymentSession",
  clientId: "SANDBOX_5Y00000000000001",
  time: "2026-11-22T02:15:00+00:00",
  body: Buffer.from('{"paymentRequestId":"PR-1","note":"é — 買い物"}'),
};

test("signing on the thread pool and on the calling thread give the same bytes", async () => {
  const content = contentToSign(parts);
  expect(await signContent(content, privateKey)).toEqual(signContentSync(content, privateKey));
});

test("what was signed verifies with the public half only", () => {
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
  const content = contentToSign(parts);
  const signature = signContentSync(content, privateKey);
  expect(verifyContent(content, signature, publicKey)).toBe(true);
  expect(verifyContent(content, signature, stranger)).toBe(false);
  expect(verifyContent(content, signature.subarray(1), publicKey)).toBe(false);
});

test("body bytes that are no UTF-8 are signed as they are", () => {
  const body = Buffer.from([0xff, 0x00, 0xfe, 0x0d, 0x0a]);
  const content = contentToSign({ ...parts, body });
  expect(content.subarray(-body.length)).toEqual(body);
  expect(content.toString().startsWith("POST /ams/sandbox/api/v1/payments/createPaymentSession\nSANDBOX_5Y")).toBe(
    true,
  );
});

test("one flipped bit anywhere in the signed text or in the signature is refused", () => {
  const content = contentToSign(parts);
  const signature = signContentSync(content, privateKey);
  const flipped = (bytes: Buffer, bit: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return copy;
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: content.length * 8 - 1 }), (bit) => {
      expect(verifyContent(flipped(content, bit), signature, publicKey)).toBe(false);
    }),
    { numRuns: 400 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: signature.length * 8 - 1 }), (bit) => {
      expect(verifyContent(content, flipped(signature, bit), publicKey)).toBe(false);
    }),
    { numRuns: 400 },
  );
});
