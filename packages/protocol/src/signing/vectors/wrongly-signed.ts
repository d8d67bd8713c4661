import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect } from "vitest";
import { contentToSign, type SignedParts } from "../content.ts";
import { diagnoseSignature, diagnosisHeaderText, type Diagnosis, type ReceivedForDiagnosis } from "../diagnosis.ts";
import type { DiagnosisCause } from "../diagnosis-cause.ts";
import type { KeyCandidates, MerchantKeyCandidate } from "../diagnosis-keys.ts";
import { signContentSync } from "../sign.ts";
import { formatSignatureHeader } from "../signature-header.ts";

// Requests that are really signed the wrong way, for the tests that ask what went wrong.

export type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
const newPair = (): Pair => generateKeyPairSync("rsa", { modulusLength: 2048 });
export const [first, second, gateway, other, stranger] = [newPair(), newPair(), newPair(), newPair(), newPair()];

export const clientId = "SANDBOX_5Y00000000000001";
const cardNumber = "4054695723100768";
export const bodyText = JSON.stringify({
  paymentRequestId: "PR-1",
  order: { orderDescription: "Café & <Söhne>", url: "https://shop.example/x", note: null },
  cardNo: cardNumber,
  amounts: [{ value: "100", currency: "EUR" }, {}, []],
});
export const right: SignedParts = {
  method: "POST",
  path: "/ams/sandbox/api/v1/payments/createPaymentSession",
  clientId,
  time: "2026-11-22T10:15:30+08:00",
  body: Buffer.from(bodyText),
};

export const now = Date.parse("2026-11-22T02:15:31Z");
export const key = (keyVersion: number, pair: Pair, notAfter: number | null = null): MerchantKeyCandidate => ({
  clientId,
  keyVersion,
  publicKey: pair.publicKey,
  notAfter,
});
export const candidates: KeyCandidates = {
  merchantKeys: [key(1, first), key(2, second)],
  otherMerchantKeys: [{ clientId: "SANDBOX_5Y00000000000009", keyVersion: 1, publicKey: other.publicKey }],
  gatewayPublicKeys: [{ keyVersion: 1, publicKey: gateway.publicKey }],
  now,
};

export const headerOf = (signature: Buffer, keyVersion = 1): string => formatSignatureHeader({ keyVersion, signature });

/** The request as sent, whatever was signed. */
export const sent = (signature: string, parts: Partial<SignedParts> = {}): ReceivedForDiagnosis => {
  const { method, path, clientId: id, time, body } = { ...right, ...parts };
  const headers = { Host: "gateway.example", "Client-Id": id, "Request-Time": time, Signature: signature };
  return { method, target: path, headers, body: Buffer.from(body) };
};

/** Signed over other bytes than those of the request that is sent. */
export const signedOver = (content: Buffer | string, parts: Partial<SignedParts> = {}): ReceivedForDiagnosis =>
  sent(headerOf(signContentSync(Buffer.from(content), first.privateKey)), parts);
export const signedParts = (wrong: Partial<SignedParts>, parts: Partial<SignedParts> = {}): ReceivedForDiagnosis =>
  signedOver(contentToSign({ ...right, ...parts, ...wrong }), parts);
export const signedBody = (body: Buffer | string, sentBody?: Buffer | string): ReceivedForDiagnosis =>
  signedParts({ body: Buffer.from(body) }, sentBody === undefined ? {} : { body: Buffer.from(sentBody) });

export const content = contentToSign(right);
export const base64 = signContentSync(content, first.privateKey).toString("base64");
export const head = content.subarray(0, content.length - right.body.length).toString();

export const digestOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

export function expectCause(request: ReceivedForDiagnosis, cause: DiagnosisCause, known = candidates): Diagnosis {
  const found = diagnoseSignature(request, known);
  expect([found.cause, found.explanation]).toEqual([cause, found.explanation]);
  expectPlainHeader(diagnosisHeaderText(found));
  const told = JSON.stringify(found);
  expect(told).not.toContain(cardNumber);
  expect(told).not.toContain(base64.slice(0, 20));
  return found;
}

export function expectPlainHeader(text: string): void {
  expect(text).toMatch(/^[\x20-\x7e]{1,400}$/);
  expect(text).not.toMatch(/signature|response-time/i);
}
