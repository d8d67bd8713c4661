import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  contentToSign,
  type CreatePaymentSessionRequest,
  formatSignatureHeader,
  parseSignatureHeader,
  signContentSync,
  toPrivateKeyText,
  toPublicKeyText,
  verifyContent,
} from "@opencashier/protocol";
import { type ClientOptions, createClient } from "./create-client.ts";
import { GatewayUnreachableError, PaymentFailedError, PaymentUnknownError, type UnknownReason } from "./errors.ts";

// A server on a real socket that really verifies what the client signed, and signs what it answers.

const newPair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [merchant, gateway, stranger] = [newPair(), newPair(), newPair()];
const clientId = "SANDBOX_5Y00000000000001";

type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};
type Answer = {
  readonly body: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly signer: KeyObject;
  readonly keyVersion: number;
  /** What happens to the answer after it was signed. */
  readonly tamper: (body: string, headers: Record<string, string>) => string;
};
type Act = Partial<Answer> | ((request: IncomingMessage, response: ServerResponse) => void);

const success = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success." };
const created = { result: success, paymentSessionId: "PS-1", paymentSessionData: "sealed" };
const usual: Answer = {
  body: JSON.stringify(created),
  status: 200,
  headers: {},
  signer: gateway.privateKey,
  keyVersion: 1,
  tamper: (body) => body,
};

let server: Server;
let gatewayUrl = "";
let act: Act = {};
let received: Received[] = [];

beforeAll(async () => {
  server = createServer((request, response) => void handle(request, response));
  gatewayUrl = await listen(server);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  act = {};
  received = [];
});

async function listen(started: Server): Promise<string> {
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url: path = "", headers } = request;
  received.push({ method, path, headers, body: Buffer.concat(chunks) });
  if (typeof act === "function") act(request, response);
  else answer(path, response, { ...usual, ...act });
}

function answer(path: string, response: ServerResponse, wanted: Answer): void {
  const time = "2026-11-22T02:15:31+00:00";
  const content = contentToSign({ method: "POST", path, clientId, time, body: Buffer.from(wanted.body) });
  const signature = signContentSync(content, wanted.signer);
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "response-time": time,
    signature: formatSignatureHeader({ keyVersion: wanted.keyVersion, signature }),
    ...wanted.headers,
  };
  const body = wanted.tamper(wanted.body, headers);
  response.writeHead(wanted.status, headers).end(body);
}

const options = (changed: Partial<ClientOptions> = {}): ClientOptions => ({
  gatewayUrl,
  clientId,
  merchantPrivateKey: toPrivateKeyText(merchant.privateKey),
  gatewayPublicKeys: toPublicKeyText(gateway.publicKey),
  clock: () => 1_795_313_730_123,
  ...changed,
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

const call = (changed?: Partial<ClientOptions>) => createClient(options(changed)).createPaymentSession(request);

test("a reply with status S is returned as it came", async () => {
  expect(await call()).toEqual(created);
});

test("every request is signed over the bytes and the path it is sent with", async () => {
  await call({ keyVersion: 3 });
  const [{ method, path, headers, body } = expect.fail()] = received;
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
  expect(parsed.ok && verifyContent(content, parsed.signature, merchant.publicKey)).toBe(true);
});

test("a live client id takes the live path", async () => {
  act = { headers: { "client-id": "5Y1" } };
  await expect(call({ clientId: "5Y1" })).rejects.toThrow(PaymentUnknownError);
  expect(received[0]?.path).toBe("/ams/api/v1/payments/createPaymentSession");
});

test("each operation has its method and its path", async () => {
  const client = createClient(options());
  await client.inquiryPayment({ paymentRequestId: "PR-1" });
  await client.cancel({ paymentRequestId: "PR-1" });
  await client.retrievePaymentSession({ paymentRequestId: "PR-1" });
  const names = received.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  expect(names).toEqual(["inquiryPayment", "cancel", "retrievePaymentSession"]);
});

test("the gateway's newer key is used for the replies that name it", async () => {
  const gatewayPublicKeys = { 1: toPublicKeyText(stranger.publicKey), 2: toPublicKeyText(gateway.publicKey) };
  act = { keyVersion: 2 };
  expect(await call({ gatewayPublicKeys })).toEqual(created);
  act = { keyVersion: 1 };
  await expectUnknown(call({ gatewayPublicKeys }), "REPLY_NOT_TRUSTED", /does not verify/);
  act = { keyVersion: 9 };
  await expectUnknown(call({ gatewayPublicKeys }), "REPLY_NOT_TRUSTED", /key version 9/);
});

const resultBody = (resultStatus: string, resultCode: string): string =>
  JSON.stringify({ result: { resultStatus, resultCode, resultMessage: "Told." }, paymentId: "P-1" });

test("status F rejects with the code, the message and the reference's advice", async () => {
  act = { body: resultBody("F", "PARAM_ILLEGAL") };
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
  act = { body: resultBody("F", "NOT_YET_INVENTED") };
  expect(await caught(call())).toMatchObject({ name: "PaymentFailedError", advice: undefined });
});

test.each(["U", "X"])("status %s is an unknown outcome that carries the reply", async (status) => {
  act = { body: resultBody(status, "PAYMENT_IN_PROCESS") };
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
  act = wanted;
  const error = await expectUnknown(call(), "REPLY_NOT_TRUSTED", message);
  expect(error.reply).toBeUndefined();
});

test("a signed reply about another payment is not trusted", async () => {
  act = { body: JSON.stringify({ result: success, paymentRequestId: "PR-2" }) };
  const asked = createClient(options()).inquiryPayment({ paymentRequestId: "PR-1" });
  await expectUnknown(asked, "REPLY_NOT_TRUSTED", /another paymentRequestId/);
});

test.each(["", "no json", "[]", "null", "{}", '{"result":{}}', '{"result":{"resultStatus":"S"}}'])(
  "a signed reply that reads %j is not understood",
  async (body) => {
    act = { body };
    await expectUnknown(call(), "REPLY_NOT_UNDERSTOOD", /not JSON with a result/);
  },
);

test.each([201, 204, 401, 404, 429, 500, 502, 503])("HTTP status %i is an unknown outcome", async (status) => {
  act = { status };
  await expectUnknown(call(), "HTTP_STATUS", new RegExp(`status ${status}`));
});

test.each([301, 302, 303, 307, 308])("a redirect with status %i is not followed", async (status) => {
  act = { status, headers: { location: `${gatewayUrl}/elsewhere` } };
  await expectUnknown(call(), "REDIRECT", /redirect/);
  expect(received).toHaveLength(1);
});

test("no reply in time is an unknown outcome", async () => {
  act = () => undefined;
  await expectUnknown(call({ timeoutMs: 60 }), "TIMEOUT", /within 60 ms/);
  expect(received).toHaveLength(1);
});

test("half a reply in time is an unknown outcome", async () => {
  act = (_, response) => void response.writeHead(200, { "content-length": "50" }).write('{"result"');
  await expectUnknown(call({ timeoutMs: 60 }), "TIMEOUT", /within 60 ms/);
});

test("a connection lost after sending is an unknown outcome, and nothing is sent twice", async () => {
  act = (incoming) => void incoming.socket.destroy();
  await expectUnknown(call(), "CONNECTION_LOST", /broke/);
  expect(received).toHaveLength(1);
});

test("a reply without end is given up", async () => {
  act = (_, response) => void response.writeHead(200).end("x".repeat(5 * 1024 * 1024));
  await expectUnknown(call(), "CONNECTION_LOST", /broke/);
});

test("aborting under way leaves the outcome unknown; aborting beforehand sends nothing", async () => {
  const controller = new AbortController();
  act = () => controller.abort();
  const client = createClient(options());
  await expectUnknown(client.createPaymentSession(request, { signal: controller.signal }), "ABORTED", /aborted/);
  const error = await caught(client.createPaymentSession(request, { signal: controller.signal }));
  expect(error).toMatchObject({ name: "AbortError" });
  expect(received).toHaveLength(1);
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
  ["a public key as private key", { merchantPrivateKey: toPublicKeyText(merchant.publicKey) }, /This is a public key/],
  [
    "a private key as gateway key",
    { gatewayPublicKeys: toPrivateKeyText(gateway.privateKey) },
    /This is a private key/,
  ],
  ["an empty gateway key", { gatewayPublicKeys: "" }, /empty/],
  ["no gateway keys", { gatewayPublicKeys: {} }, /nothing could be verified/],
])("a client with %s is not created", (_, changed, message) => {
  expect(() => createClient(options(changed))).toThrow(message);
});

test("errors show neither keys nor the request", async () => {
  act = { signer: stranger.privateKey };
  const { stack, message } = await caught(call());
  const secret = createPrivateKey(merchant.privateKey.export({ format: "pem", type: "pkcs8" }));
  expect(`${stack}${message}`).not.toContain(toPrivateKeyText(secret).slice(40, 80));
  expect(`${stack}${message}`).not.toContain("PR-1");
});

async function caught(pending: Promise<unknown>): Promise<Error> {
  try {
    await pending;
  } catch (error) {
    return error as Error;
  }
  return expect.fail("the call was expected to reject");
}

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
