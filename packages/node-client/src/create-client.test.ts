import { createPrivateKey } from "node:crypto";
import { createServer } from "node:http";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  contentToSign,
  type CreatePaymentSessionRequest,
  parseSignatureHeader,
  toPrivateKeyText,
  toPublicKeyText,
  verifyContent,
} from "@opencashier/protocol";
import { type ClientOptions, createClient } from "./create-client.ts";
import { GatewayUnreachableError, PaymentFailedError, PaymentUnknownError, type UnknownReason } from "./errors.ts";
import { type Answer, caught, clientId, listen, newKeyPair, startSigningGateway } from "./testing/signing-gateway.ts";

const success = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success." };
const created = { result: success, paymentSessionId: "PS-1", paymentSessionData: "sealed" };
const stranger = newKeyPair();

const stand = await startSigningGateway(JSON.stringify(created));

afterAll(() => stand.close());
beforeEach(() => {
  stand.act = {};
  stand.received = [];
});

const request: CreatePaymentSessionRequest = {
  productCode: "CASHIER_PAYMENT",
  paymentRequestId: "PR-1",
  order: {
    referenceOrderId: "O-1",
    orderDescription: "Café — 買い物",
    orderAmount: { currency: "EUR", value: "100" },
  },
  paymentAmount: { currency: "EUR", value: "100" },
  paymentRedirectUrl: "https://shop.example/done",
  paymentMethod: { paymentMethodType: "GCASH" },
};

const call = (changed?: Partial<ClientOptions>) => createClient(stand.options(changed)).createPaymentSession(request);

test("a reply with status S is returned as it came", async () => {
  expect(await call()).toEqual(created);
});

test("every request is signed over the bytes and the path it is sent with", async () => {
  await call({ keyVersion: 3 });
  const [{ method, path, headers, body } = expect.fail()] = stand.received;
  const time = String(headers["request-time"]);
  const parsed = parseSignatureHeader(String(headers["signature"]));
  expect(path).toBe("/ams/sandbox/api/v1/payments/createPaymentSession");
  expect([headers["client-id"], time, headers["content-type"]]).toEqual([
    clientId,
    "1795313730123",
    "application/json; charset=UTF-8",
  ]);
  expect(JSON.parse(body.toString())).toEqual(request);
  expect(parsed).toMatchObject({ ok: true, keyVersion: 3 });
  const content = contentToSign({ method, path, clientId, time, body });
  expect(parsed.ok && verifyContent(content, parsed.signature, stand.merchant.publicKey)).toBe(true);
});

test("a live client id takes the live path", async () => {
  stand.act = { headers: { "client-id": "5Y1" } };
  await expect(call({ clientId: "5Y1" })).rejects.toThrow(PaymentUnknownError);
  expect(stand.received[0]?.path).toBe("/ams/api/v1/payments/createPaymentSession");
});

test("each operation has its method and its path", async () => {
  const client = createClient(stand.options());
  await client.inquiryPayment({ paymentRequestId: "PR-1" });
  await client.cancel({ paymentRequestId: "PR-1" });
  await client.retrievePaymentSession({ paymentRequestId: "PR-1" });
  await client.capture({ captureRequestId: "CR-1", paymentId: "P-1", captureAmount: request.paymentAmount });
  await client.refund({ refundRequestId: "RR-1", paymentId: "P-1", refundAmount: request.paymentAmount });
  await client.inquiryRefund({ refundRequestId: "RR-1" });
  const names = stand.received.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  expect(names).toEqual(["inquiryPayment", "cancel", "retrievePaymentSession", "capture", "refund", "inquiryRefund"]);
});

test("the gateway's newer key is used for the replies that name it", async () => {
  const gatewayPublicKeys = { 1: toPublicKeyText(stranger.publicKey), 2: toPublicKeyText(stand.keys.publicKey) };
  stand.act = { keyVersion: 2 };
  expect(await call({ gatewayPublicKeys })).toEqual(created);
  stand.act = { keyVersion: 1 };
  await expectUnknown(call({ gatewayPublicKeys }), "REPLY_NOT_TRUSTED", /does not verify/);
  stand.act = { keyVersion: 9 };
  await expectUnknown(call({ gatewayPublicKeys }), "REPLY_NOT_TRUSTED", /key version 9/);
});

const resultBody = (resultStatus: string, resultCode: string): string =>
  JSON.stringify({ result: { resultStatus, resultCode, resultMessage: "Told." }, paymentId: "P-1" });

test("status F rejects with the code, the message and the reference's advice", async () => {
  stand.act = { body: resultBody("F", "PARAM_ILLEGAL") };
  const error = await caught(call());
  expect(error).toBeInstanceOf(PaymentFailedError);
  expect(error).toMatchObject({
    operation: "createPaymentSession",
    resultCode: "PARAM_ILLEGAL",
    resultMessage: "Told.",
    advice: expect.stringMatching(/\w/),
    reply: { paymentId: "P-1" },
  });
});

test("status F with a code of a later version has no advice but is a failure all the same", async () => {
  stand.act = { body: resultBody("F", "NOT_YET_INVENTED") };
  expect(await caught(call())).toMatchObject({ name: "PaymentFailedError", advice: undefined });
});

test.each(["U", "X"])("status %s is an unknown outcome that carries the reply", async (status) => {
  stand.act = { body: resultBody(status, "PAYMENT_IN_PROCESS") };
  const error = await expectUnknown(call(), "RESULT_UNKNOWN", /PAYMENT_IN_PROCESS/);
  expect(error).toMatchObject({ resultCode: "PAYMENT_IN_PROCESS", reply: { paymentId: "P-1" } });
});

const dropped =
  (name: string): Answer["tamper"] =>
  (body, headers) => {
    delete headers[name];
    return body;
  };

test.each<[string, RegExp, Partial<Answer>]>([
  ["without a signature", /has no signature/, { tamper: dropped("signature") }],
  ["without a response time", /has no response-time/, { tamper: dropped("response-time") }],
  ["without a client id", /another client-id/, { tamper: dropped("client-id") }],
  ["for another client id", /another client-id/, { headers: { "client-id": "SANDBOX_5Y2" } }],
  ["with a malformed signature", /malformed/, { headers: { signature: "algorithm=RSA256" } }],
  ["signed by somebody else", /does not verify/, { signer: stranger.privateKey }],
  ["with a changed body", /does not verify/, { tamper: (body) => body.replace("PS-1", "PS-2") }],
  [
    "with a failure turned into success",
    /does not verify/,
    {
      body: resultBody("F", "PARAM_ILLEGAL"),
      tamper: (body) => body.replace('"F"', '"S"'),
    },
  ],
  ["with a blank more", /does not verify/, { tamper: (body) => `${body} ` }],
  [
    "with another response time",
    /does not verify/,
    {
      tamper: (body, headers) => {
        headers["response-time"] = "2026-11-22T02:15:32+00:00";
        return body;
      },
    },
  ],
])("a reply %s is not trusted, and the outcome unknown", async (_, message, wanted) => {
  stand.act = wanted;
  const error = await expectUnknown(call(), "REPLY_NOT_TRUSTED", message);
  expect(error.reply).toBeUndefined();
});

test("a signed reply about another payment is not trusted", async () => {
  stand.act = { body: JSON.stringify({ result: success, paymentRequestId: "PR-2" }) };
  const asked = createClient(stand.options()).inquiryPayment({ paymentRequestId: "PR-1" });
  await expectUnknown(asked, "REPLY_NOT_TRUSTED", /another paymentRequestId/);
});

test.each(["", "no json", "[]", "null", "{}", '{"result":{}}', '{"result":{"resultStatus":"S"}}'])(
  "a signed reply that reads %j is not understood",
  async (body) => {
    stand.act = { body };
    await expectUnknown(call(), "REPLY_NOT_UNDERSTOOD", /not JSON with a result/);
  },
);

test.each([201, 204, 401, 404, 429, 500, 502, 503])("HTTP status %i is an unknown outcome", async (status) => {
  stand.act = { status };
  await expectUnknown(call(), "HTTP_STATUS", new RegExp(`status ${status}`));
});

test.each([301, 302, 303, 307, 308])("a redirect with status %i is not followed", async (status) => {
  stand.act = { status, headers: { location: `${stand.url}/elsewhere` } };
  await expectUnknown(call(), "REDIRECT", /redirect/);
  expect(stand.received).toHaveLength(1);
});

test("no reply in time is an unknown outcome", async () => {
  stand.act = () => undefined;
  await expectUnknown(call({ timeoutMs: 60 }), "TIMEOUT", /within 60 ms/);
  expect(stand.received).toHaveLength(1);
});

test("half a reply in time is an unknown outcome", async () => {
  stand.act = (_, response) => void response.writeHead(200, { "content-length": "50" }).write('{"result"');
  await expectUnknown(call({ timeoutMs: 60 }), "TIMEOUT", /within 60 ms/);
});

test("a connection lost after sending is an unknown outcome, and nothing is sent twice", async () => {
  stand.act = (incoming) => void incoming.socket.destroy();
  await expectUnknown(call(), "CONNECTION_LOST", /broke/);
  expect(stand.received).toHaveLength(1);
});

test("a reply without end is given up", async () => {
  stand.act = (_, response) => void response.writeHead(200).end("x".repeat(5 * 1024 * 1024));
  await expectUnknown(call(), "CONNECTION_LOST", /broke/);
});

test("aborting under way leaves the outcome unknown; aborting beforehand sends nothing", async () => {
  const controller = new AbortController();
  stand.act = () => controller.abort();
  const client = createClient(stand.options());
  await expectUnknown(client.createPaymentSession(request, { signal: controller.signal }), "ABORTED", /aborted/);
  const error = await caught(client.createPaymentSession(request, { signal: controller.signal }));
  expect(error).toMatchObject({ name: "AbortError" });
  expect(stand.received).toHaveLength(1);
});

test("a port where nobody listens is unreachable: nothing was sent", async () => {
  const closed = createServer();
  const url = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  const error = await caught(call({ gatewayUrl: url }));
  expect(error).toBeInstanceOf(GatewayUnreachableError);
  expect(error).toMatchObject({ code: "ECONNREFUSED", operation: "createPaymentSession" });
});

test("a name that does not exist is unreachable", async () => {
  const notFound = Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND", syscall: "getaddrinfo" });
  const failing = () => Promise.reject(new TypeError("fetch failed", { cause: notFound }));
  expect(await caught(call({ fetch: failing }))).toMatchObject({ name: "GatewayUnreachableError", code: "ENOTFOUND" });
});

test.each<[string, Partial<ClientOptions>, RegExp]>([
  ["a gateway URL with a path", { gatewayUrl: "http://127.0.0.1/ams/api" }, /origin alone/],
  ["a gateway URL of another scheme", { gatewayUrl: "ftp://127.0.0.1" }, /http or https/],
  ["no gateway URL", { gatewayUrl: "" }, /http or https/],
  ["a client id with a line feed", { clientId: "5Y\n1" }, /visible ASCII/],
  ["no client id", { clientId: "" }, /visible ASCII/],
  ["a broken key version", { keyVersion: 1.5 }, /whole number/],
  [
    "a public key as private key",
    { merchantPrivateKey: toPublicKeyText(stand.merchant.publicKey) },
    /This is a public key/,
  ],
  [
    "a private key as gateway key",
    { gatewayPublicKeys: toPrivateKeyText(stand.keys.privateKey) },
    /This is a private key/,
  ],
  ["an empty gateway key", { gatewayPublicKeys: "" }, /empty/],
  ["no gateway keys", { gatewayPublicKeys: {} }, /nothing could be verified/],
])("a client with %s is not created", (_, changed, message) => {
  expect(() => createClient(stand.options(changed))).toThrow(message);
});

test("errors show neither keys nor the request", async () => {
  stand.act = { signer: stranger.privateKey };
  const { stack, message } = await caught(call());
  const secret = createPrivateKey(stand.merchant.privateKey.export({ format: "pem", type: "pkcs8" }));
  expect(`${stack}${message}`).not.toContain(toPrivateKeyText(secret).slice(40, 80));
  expect(`${stack}${message}`).not.toContain("PR-1");
});

async function expectUnknown(
  pending: Promise<unknown>,
  reason: UnknownReason,
  message: RegExp,
): Promise<PaymentUnknownError> {
  const error = await caught(pending);
  expect(error).toBeInstanceOf(PaymentUnknownError);
  expect(error).toMatchObject({ reason, message: expect.stringMatching(message) });
  expect(error.message).toContain("inquire before trying again with another paymentRequestId");
  return error as PaymentUnknownError;
}
