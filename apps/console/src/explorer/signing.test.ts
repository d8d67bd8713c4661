import {
  contentToSign,
  formatSignatureHeader,
  generateKeyPairText,
  parsePrivateKey,
  parsePublicKey,
  parseSignatureHeader,
  signContent,
  verifyContent,
} from "@opencashier/protocol";
import { expect, test } from "vitest";
import { generateKeyPair, isAnswerGenuine, signRequest } from "./signing.ts";

const path = "/ams/sandbox/api/v1/payments/inquiryPayment";
const clientId = "SANDBOX_A";

test("what the browser signs is what the gateway verifies", async () => {
  const { publicKey, privateKey } = await generateKeyPairText();
  const body = '{"paymentRequestId":"支付"}';
  const { headers, content } = await signRequest({ path, clientId, keyVersion: 1, privateKey, body });
  const time = headers["request-time"] ?? "";
  const expected = contentToSign({ method: "POST", path, clientId, time, body: Buffer.from(body) });
  expect(content).toBe(expected.toString());
  const parsed = parseSignatureHeader(headers["signature"] ?? "");
  expect(parsed.ok && verifyContent(expected, parsed.signature, parsePublicKey(publicKey))).toBe(true);
});

test("an answer of the gateway's is known, and one that was changed is not", async () => {
  const pair = await generateKeyPair();
  const body = '{"result":{}}';
  const time = "2026-11-23T00:00:00Z";
  const content = contentToSign({ method: "POST", path, clientId, time, body: Buffer.from(body) });
  const signature = formatSignatureHeader({
    keyVersion: 1,
    signature: await signContent(content, parsePrivateKey(pair.privateKey)),
  });
  const headers = new Headers({ "response-time": time, signature });
  const answer = { path, clientId, headers, body, publicKey: pair.publicKey };
  expect(await isAnswerGenuine(answer)).toBe(true);
  expect(await isAnswerGenuine({ ...answer, body: '{"result":{"x":1}}' })).toBe(false);
});
