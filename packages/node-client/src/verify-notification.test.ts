import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import {
  contentToSign,
  formatSignatureHeader,
  parsePublicKey,
  signContentSync,
  toPrivateKeyText,
  toPublicKeyText,
} from "@opencashier/protocol";
import { acknowledgement } from "./notification.ts";
import {
  type NotificationOptions,
  NotificationRejectedError,
  type NotificationRejection,
  type ReceivedNotification,
  verifyNotification,
} from "./verify-notification.ts";

// Recorded notifications, signed by official SDK code with a key whose private half nobody has any more.
type Recorded = {
  readonly body: unknown;
  readonly signedRequest: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly rawBody: string;
  };
};
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const { acknowledgement: expectedAnswer, ...recorded } = read("vectors/notifications.json") as Record<string, Recorded>;
const recordedPublicKey =
  (read("../../protocol/src/signing/vectors/keys.json") as Record<string, { publicKeySpkiBase64: string }>)["gateway"]
    ?.publicKeySpkiBase64 ?? "";
const clientId = "SANDBOX_5YKAT0000000000001";

const optionsAt = (time: string): NotificationOptions => ({
  clientId,
  gatewayPublicKeys: recordedPublicKey,
  clock: () => Date.parse(time),
});

test.each(Object.entries(recorded))(
  "the recorded notification %s is accepted in every form of body and URL",
  (_, one) => {
    const { method, path, headers, rawBody } = one.signedRequest;
    const options = optionsAt(headers["request-time"] ?? "");
    const bytes = Buffer.from(rawBody);
    for (const body of [rawBody, bytes, new Uint8Array(bytes)]) {
      expect(verifyNotification({ method, url: path, headers, body }, options)).toEqual(one.body);
    }
    const url = `https://shop.example:8443${path}`;
    expect(verifyNotification({ url, headers: new Headers(headers), body: bytes }, options)).toEqual(one.body);
  },
);

test("four recorded notifications are read", () => expect(Object.keys(recorded)).toHaveLength(4));

test("the acknowledgement is the documented one", () => {
  expect(JSON.parse(acknowledgement)).toEqual((expectedAnswer as unknown as { body: unknown }).body);
});

const gateway = generateKeyPairSync("rsa", { modulusLength: 2048 });
const now = Date.parse("2026-11-22T02:15:30Z");
const options: NotificationOptions = {
  clientId,
  gatewayPublicKeys: toPublicKeyText(gateway.publicKey),
  clock: () => now,
};

function notification(changed: { body?: string; time?: string; clientId?: string } = {}) {
  const {
    body = '{"notifyType":"PAYMENT_RESULT"}',
    time = "2026-11-22T10:15:30+08:00",
    clientId: id = clientId,
  } = changed;
  const url = "/hooks/payment?shop=1";
  const content = contentToSign({ method: "POST", path: url, clientId: id, time, body: Buffer.from(body) });
  const signature = formatSignatureHeader({ keyVersion: 1, signature: signContentSync(content, gateway.privateKey) });
  const headers: Record<string, string> = { "Client-Id": id, "Request-Time": time, Signature: signature };
  return { method: "POST", url, headers, body: Buffer.from(body) } satisfies ReceivedNotification;
}

const genuine = notification();
const changedHeader = (name: string, value: string | undefined): ReceivedNotification => {
  const { [name]: _, ...headers } = genuine.headers;
  return { ...genuine, headers: value === undefined ? headers : { ...headers, [name]: value } };
};

test("a genuine notification is accepted up to the tolerance, on both sides", () => {
  for (const time of ["2026-11-22T02:10:30Z", "2026-11-22T02:20:30+0000", String(now)]) {
    expect(verifyNotification(notification({ time }), options)).toEqual({ notifyType: "PAYMENT_RESULT" });
  }
});

test.each<[string, NotificationRejection, ReceivedNotification]>([
  ["a parsed body", "BODY_NOT_RAW", { ...genuine, body: { notifyType: "PAYMENT_RESULT" } as unknown as string }],
  ["no body", "BODY_NOT_RAW", { ...genuine, body: undefined as unknown as string }],
  ["another method", "METHOD", { ...genuine, method: "PUT" }],
  ["no signature", "HEADER_MISSING", changedHeader("Signature", undefined)],
  ["an empty signature", "HEADER_MISSING", changedHeader("Signature", "")],
  ["no time", "HEADER_MISSING", changedHeader("Request-Time", undefined)],
  ["no client id", "HEADER_MISSING", changedHeader("Client-Id", undefined)],
  ["another client id", "OTHER_CLIENT_ID", notification({ clientId: "SANDBOX_5Y2" })],
  ["a malformed signature", "SIGNATURE", changedHeader("Signature", "signature=%%%")],
  [
    "a signature of another notification",
    "SIGNATURE",
    changedHeader("Signature", notification({ body: "{}" }).headers["Signature"]),
  ],
  ["a later time put in", "SIGNATURE", changedHeader("Request-Time", "2026-11-22T10:15:31+08:00")],
  ["another path", "SIGNATURE", { ...genuine, url: "/hooks/refund?shop=1" }],
  ["another query", "SIGNATURE", { ...genuine, url: "/hooks/payment?shop=2" }],
  ["a changed body", "SIGNATURE", { ...genuine, body: `${genuine.body.toString()}\n` }],
  ["a time too old", "TIME", notification({ time: "2026-11-22T02:10:29Z" })],
  ["a time too new", "TIME", notification({ time: "2026-11-22T02:20:31Z" })],
  ["a time nobody can read", "TIME", notification({ time: "yesterday" })],
  ["a body that is no JSON", "BODY_NOT_UNDERSTOOD", notification({ body: "paid" })],
  ["a body that is a list", "BODY_NOT_UNDERSTOOD", notification({ body: "[]" })],
  ["an empty body", "BODY_NOT_UNDERSTOOD", notification({ body: "" })],
])("a notification with %s is rejected", (_, reason, received) => {
  const rejected = rejection(received, options);
  expect(rejected).toBeInstanceOf(NotificationRejectedError);
  expect(rejected).toMatchObject({ reason });
});

test("a parsed body is answered by telling how to get the raw one", () => {
  const parsed = { ...genuine, body: {} as unknown as string };
  expect(rejection(parsed, options)?.message).toMatch(/raw bytes.*express\.raw/);
});

test.each<[string, Partial<NotificationOptions>, RegExp]>([
  ["a blank gateway key", { gatewayPublicKeys: "" }, /empty/],
  ["no gateway keys", { gatewayPublicKeys: {} }, /nothing could be verified/],
  ["the private half", { gatewayPublicKeys: toPrivateKeyText(gateway.privateKey) }, /This is a private key/],
  ["a blank client id", { clientId: "" }, /another client-id/],
  ["the merchant's own public key", { gatewayPublicKeys: recordedPublicKey }, /does not verify/],
  ["no key of the version named", { gatewayPublicKeys: { 2: recordedPublicKey } }, /key version 1/],
  ["a tolerance that is no number", { toleranceMs: Number.NaN }, /request-time/],
])("with %s set, nothing is ever accepted", (_, changed, message) => {
  expect(rejection(genuine, { ...options, ...changed })?.message).toMatch(message);
});

test("a node:http handler as in the README takes a notification off a socket", async () => {
  expect(parsePublicKey(recordedPublicKey).type).toBe("public");
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const rejected = rejection({ method, url, headers, body: Buffer.concat(chunks) }, options);
      response.writeHead(rejected ? 401 : 200).end(rejected ? "" : acknowledgement);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { url, headers, body } = genuine;
  const taken = await fetch(`${origin}${url}`, { method: "POST", headers, body });
  expect([taken.status, await taken.text()]).toEqual([200, acknowledgement]);
  const forged = await fetch(`${origin}${url}`, { method: "POST", headers, body: "{}" });
  expect(forged.status).toBe(401);
  server.closeAllConnections();
  server.close();
});

function rejection(received: ReceivedNotification, given: NotificationOptions): Error | undefined {
  try {
    verifyNotification(received, given);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
