import { createPublicKey } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKeyPairText, parsePrivateKey } from "@opencashier/protocol";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cardSessionRequest } from "../../../test/support/payment-session-bodies.ts";
import { openConnection, type RawReply } from "../../../test/support/raw-http.ts";
import {
  findReplyFault,
  readMessage,
  requestBytes,
  sandboxPath,
  type Signer,
  signRequest,
  type WireRequest,
} from "../../../test/support/signed-request.ts";
import { loadConfig } from "./config/index.ts";
import { systemClock } from "./kernel/index.ts";
import { type RunningGateway, startGateway } from "./main.ts";
import { addMerchantKey, createMerchant, updateMerchant } from "./merchants/index.ts";

const path = sandboxPath("createPaymentSession");
const bodyOf = (members: object = {}) => Buffer.from(JSON.stringify({ ...cardSessionRequest(), ...members }));

type Running = RunningGateway & { readonly logLines: string[]; readonly remove: () => Promise<void> };

async function start(env: Record<string, string> = {}): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), "opencashier-http-"));
  const config = loadConfig({ env: { PORT: "0", HTTPS_PORT: "0", OPENCASHIER_DATA_DIR: dataDir, ...env } });
  const logLines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void logLines.push(line) });
  const running = await startGateway({ config, log, tls: undefined });
  const remove = async () => {
    await running.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...running, logLines, remove };
}

async function openAccount(running: Running, clientId: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPairText();
  const account = { clientId, displayName: "Ceramics", region: "SG", publicKeyText: publicKey };
  await createMerchant({ db: running.gateway.db, clock: systemClock }, account);
  return { clientId, keyVersion: 1, privateKey: parsePrivateKey(privateKey) };
}

async function send(running: Running, request: WireRequest): Promise<RawReply> {
  const connection = await openConnection({ port: Number(new URL(running.httpUrl).port) });
  try {
    const reply = await connection.exchange(requestBytes(request));
    const clientId = request.headers.find(([name]) => name === "client-id")?.[1] ?? "";
    const asked = { method: request.method, path: request.target, clientId };
    const { publicKey } = running.gateway.pipeline.currentKey();
    expect(
      findReplyFault(asked, reply, createPublicKey(publicKey.export({ type: "spki", format: "pem" }))),
    ).toBeUndefined();
    return reply;
  } finally {
    connection.close();
  }
}

const without = (request: WireRequest, dropped: string): WireRequest => ({
  ...request,
  headers: request.headers.filter(([name]) => name !== dropped),
});

const withHeader = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...request,
  headers: [...without(request, name).headers, [name, value]],
});

describe("the pipeline", () => {
  let running: Running;
  let merchant: Signer;

  beforeAll(async () => {
    running = await start();
    merchant = await openAccount(running, "SANDBOX_PIPELINE0000000000000000");
  });
  afterAll(() => running.remove());

  const signed = (body = bodyOf(), target = path) => signRequest(merchant, { path: target, body });

  test.each<[string, (request: WireRequest) => WireRequest, string, RegExp]>([
    ["no client-id", (request) => without(request, "client-id"), "INVALID_CLIENT", /client-id/],
    ["an unknown client-id", (request) => withHeader(request, "client-id", "SANDBOX_X"), "INVALID_CLIENT", /SANDBOX_X/],
    ["no request-time", (request) => without(request, "request-time"), "PARAM_ILLEGAL", /request-time is required/],
    ["a time in words", (request) => withHeader(request, "request-time", "noon"), "PARAM_ILLEGAL", /"noon"/],
    ["no signature", (request) => without(request, "signature"), "INVALID_SIGNATURE", /required/],
    [
      "a signature of another shape",
      (request) => withHeader(request, "signature", "x"),
      "INVALID_SIGNATURE",
      /malformed/,
    ],
    [
      "another body",
      (request) => ({ ...request, body: bodyOf({ paymentRequestId: "PR-2" }) }),
      "INVALID_SIGNATURE",
      /./,
    ],
    ["an unknown operation", (request) => ({ ...request, target: "/v1/payments/dance" }), "NO_INTERFACE_DEF", /path/],
    ["another method", (request) => ({ ...request, method: "PUT" }), "METHOD_NOT_SUPPORTED", /POST/],
    [
      "a form's content type",
      (request) => withHeader(request, "content-type", "text/plain"),
      "MEDIA_TYPE_NOT_ACCEPTABLE",
      /json/,
    ],
    [
      "an oversized body",
      (request) => ({ ...request, body: Buffer.alloc(200_000, " ") }),
      "PARAM_ILLEGAL",
      /131072 bytes/,
    ],
  ])("answers a request with %s by its declared code, signed", async (_, change, resultCode, message) => {
    const { result } = readMessage(await send(running, change(await signed())));
    expect(result).toMatchObject({ resultCode, resultMessage: expect.stringMatching(message) });
  });

  test("names the key versions that are live when another is asked for", async () => {
    const request = await signed();
    const signature = request.headers.find(([name]) => name === "signature")?.[1] ?? "";
    const reply = await send(
      running,
      withHeader(request, "signature", signature.replace("keyVersion=1", "keyVersion=7")),
    );
    expect(readMessage(reply).result).toMatchObject({
      resultCode: "KEY_NOT_FOUND",
      resultMessage: expect.stringContaining("live: 1"),
    });
  });

  test("tells the operator of an embedded gateway why a signature failed, in log and header, and nobody on the wire", async () => {
    const compact = await signed();
    const pretty = { ...compact, body: Buffer.from(JSON.stringify(cardSessionRequest(), null, 2)) };
    const reply = await send(running, pretty);
    expect(readMessage(reply).result).toMatchObject({
      resultCode: "INVALID_SIGNATURE",
      resultMessage: expect.not.stringMatching(/JSON|indent/i),
    });
    const [, diagnosis = ""] = reply.headers.find(([name]) => name === "x-opencashier-diagnosis") ?? [];
    expect(diagnosis).toMatch(/body/i);
    expect(running.logLines.join("")).toContain('"diagnosis"');
  });

  test("a suspended merchant is refused once it has proved to be itself", async () => {
    const suspended = await openAccount(running, "SANDBOX_SUSPENDED000000000000000");
    await updateMerchant({ db: running.gateway.db, clock: systemClock }, suspended.clientId, { status: "SUSPENDED" });
    const request = await signRequest(suspended, { path, body: bodyOf() });
    expect(readMessage(await send(running, request)).result.resultCode).toBe("ACCESS_DENIED");
    const forged = { ...request, body: bodyOf({ paymentRequestId: "PR-9" }) };
    expect(readMessage(await send(running, forged)).result.resultCode).toBe("INVALID_SIGNATURE");
  });

  test("while one key replaces the other both verify", async () => {
    const rotating = await openAccount(running, "SANDBOX_ROTATING0000000000000000");
    const { publicKey, privateKey } = await generateKeyPairText();
    const deps = { db: running.gateway.db, clock: systemClock };
    await addMerchantKey(deps, rotating.clientId, publicKey, { overlapMs: 60_000 });
    const next = { ...rotating, keyVersion: 2, privateKey: parsePrivateKey(privateKey) };
    for (const [index, signer] of [rotating, next].entries()) {
      const request = await signRequest(signer, { path, body: bodyOf({ paymentRequestId: `PR-${index}` }) });
      expect(readMessage(await send(running, request)).result.resultCode).toBe("SUCCESS");
    }
  });

  test("writes one log line a request, with ids and codes and nothing of the body", async () => {
    running.logLines.length = 0;
    const cardNo = "4054695723100768";
    const paymentMethodMetaData = { cardNo, cvv: "917", expiryMonth: "12", expiryYear: "29" };
    const body = bodyOf({
      paymentRequestId: "PR-LOG",
      paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData },
    });
    await send(running, await signed(body));
    expect(running.logLines).toHaveLength(1);
    expect(JSON.parse(running.logLines[0] ?? "")).toMatchObject({
      operation: "createPaymentSession",
      clientId: merchant.clientId,
      resultCode: "SUCCESS",
    });
    expect(running.logLines[0]).not.toMatch(/4054|917|PR-LOG/);
  });

  test("health names each part, metrics count by operation and code, and documents are served", async () => {
    const get = async (page: string) => fetch(`${running.httpUrl}${page}`);
    expect(await (await get("/livez")).json()).toEqual({ status: "ok" });
    const probe = await fetch(`${running.httpUrl}/livez?probe=1`, { method: "HEAD" });
    expect([probe.status, await probe.text()]).toEqual([200, ""]);
    expect((await fetch(`${running.httpUrl}/livez`, { method: "POST" })).status).toBe(404);
    const ready = (await (await get("/readyz")).json()) as { parts: object };
    expect(ready).toMatchObject({
      status: "ready",
      parts: { store: { status: "ok" }, migrations: { status: "ok" }, accepting: { status: "ok" } },
    });
    const metrics = await (await get("/metrics")).text();
    expect(metrics).toMatch(
      /opencashier_requests_total\{operation="createPaymentSession",result_code="SUCCESS"\} [1-9]/,
    );
    for (const name of ["signing_duration_seconds_count", "store_duration_seconds_count", "queue_size{queue="]) {
      expect(metrics).toContain(`opencashier_${name}`);
    }
    const openApi = (await (await get("/openapi.json")).json()) as { openapi: string; paths: object };
    expect(openApi.openapi).toMatch(/^3\.1/);
    const docs = await get("/docs");
    expect(docs.headers.get("content-security-policy")).toMatch(/style-src 'sha256-/);
    expect(await docs.text()).toContain("createPaymentSession");
    expect((await get("/nothing")).status).toBe(404);
  });
});

test("production keeps a request's time within five minutes and shows nobody the diagnosis", async () => {
  const masterKey = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7 + 3)).toString("base64");
  const running = await start({ OPENCASHIER_REQUEST_TIME_WINDOW_MS: "300000", OPENCASHIER_MASTER_KEY: masterKey });
  try {
    const merchant = await openAccount(running, "SANDBOX_WINDOW000000000000000000");
    const at = async (offsetMs: number) => {
      const time = String(Date.now() + offsetMs);
      const request = await signRequest(merchant, { path, body: bodyOf({ paymentRequestId: `PR${offsetMs}` }), time });
      return readMessage(await send(running, request)).result.resultCode;
    };
    expect(await at(-290_000)).toBe("SUCCESS");
    expect(await at(290_000)).toBe("SUCCESS");
    expect(await at(-310_000)).toBe("PARAM_ILLEGAL");
    expect(await at(310_000)).toBe("PARAM_ILLEGAL");
  } finally {
    await running.remove();
  }
});

test("with a collector configured, every request is a span below its caller's", async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      bodies.push(text);
      response.setHeader("content-type", "application/json").end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(collector, "listening");
  const { port } = collector.address() as AddressInfo;
  const running = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  const merchant = await openAccount(running, "SANDBOX_TRACED000000000000000000");
  const request = await signRequest(merchant, { path, body: bodyOf() });
  await send(running, withHeader(request, "traceparent", `00-${"a".repeat(32)}-${"b".repeat(16)}-01`));
  await running.remove();
  collector.close();
  expect(bodies.join("")).toContain("createPaymentSession");
  expect(bodies.join("")).toMatch(/"traceId":"a{32}"/);
  expect(bodies.join("")).toMatch(/"parentSpanId":"b{16}"/);
});
