import type { KeyObject } from "node:crypto";
import {
  contentToSign,
  formatSignatureHeader,
  isResultCode,
  parseSignatureHeader,
  resultCodes,
  signContent,
  verifyContent,
} from "@opencashier/protocol";
import { headerOf, type RawReply } from "./raw-http.ts";

/** A merchant as its own server knows itself. */
export type Signer = {
  readonly clientId: string;
  readonly keyVersion: number;
  readonly privateKey: KeyObject;
};

/** A request down to its header lines. Repeats and any case of names are possible. */
export type WireRequest = {
  readonly method: string;
  /** What stands between method and HTTP version. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

/** Prefix of the paths that the official clients choose for `SANDBOX_` client ids. */
export const sandboxPath = (operation: string): string => `/ams/sandbox/api/v1/payments/${operation}`;

export type SignedCall = {
  readonly path: string;
  readonly body: Buffer;
  readonly method?: string;
  /** Text of `request-time`; now in epoch milliseconds unless told. */
  readonly time?: string;
};

export async function signRequest(signer: Signer, call: SignedCall): Promise<WireRequest> {
  const { method = "POST", path, body, time = String(Date.now()) } = call;
  const { clientId, keyVersion, privateKey } = signer;
  const signature = await signContent(contentToSign({ method, path, clientId, time, body }), privateKey);
  return {
    method,
    target: path,
    headers: [
      ["content-type", "application/json; charset=UTF-8"],
      ["client-id", clientId],
      ["request-time", time],
      ["signature", formatSignatureHeader({ keyVersion, signature })],
    ],
    body,
  };
}

/** A signed call with a JSON body, ready to be sent. */
export async function signedBytes(signer: Signer, operation: string, message: object): Promise<Buffer> {
  const body = Buffer.from(JSON.stringify(message));
  return requestBytes(await signRequest(signer, { path: sandboxPath(operation), body }));
}

/** The bytes on the wire. `host` and `content-length` are added unless the request brings its own. */
export function requestBytes({ method, target, headers, body }: WireRequest): Buffer {
  const has = (wanted: string) => headers.some(([name]) => name.toLowerCase() === wanted);
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (!has("host")) lines.unshift("host: 127.0.0.1");
  if (!has("content-length") && !has("transfer-encoding")) lines.push(`content-length: ${body.length}`);
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

export type ReplyResult = {
  readonly resultCode: string;
  readonly resultStatus: string;
  readonly resultMessage: string;
};

/** A reply's JSON, read only after {@link findReplyFault} found nothing. */
export type ReplyMessage = Readonly<Record<string, unknown>> & { readonly result: ReplyResult };

export const readMessage = (reply: RawReply): ReplyMessage => JSON.parse(reply.body.toString()) as ReplyMessage;

export const resultCodeOf = (reply: RawReply): string => readMessage(reply).result.resultCode;

/** What a reply's signature covers besides its body and its time. */
export type Asked = { readonly method: string; readonly path: string; readonly clientId: string };

const messageCharsMax = 256;

/**
 * The first promise of every reply that this one breaks, in words; undefined for none: HTTP 200, lower-case header names,
 * a signature of the gateway over the raw bytes, JSON with a result from the catalogue.
 */
export function findReplyFault(asked: Asked, reply: RawReply, gatewayKey: KeyObject): string | undefined {
  if (reply.status !== 200) return `the status is ${reply.status}`;
  return findHeaderFault(asked, reply) ?? findSignatureFault(asked, reply, gatewayKey) ?? findResultFault(reply);
}

function findHeaderFault(asked: Asked, reply: RawReply): string | undefined {
  const names = ["content-type", "client-id", "response-time", "signature"];
  const missing = names.find((name) => reply.headers.filter(([sent]) => sent === name).length !== 1);
  if (missing) return `the header ${missing} is not there exactly once in lower case`;
  if (headerOf(reply, "content-type") !== "application/json; charset=UTF-8") return "the content-type is another";
  if (headerOf(reply, "client-id") !== asked.clientId) return "the client-id is not the caller's";
  const time = headerOf(reply, "response-time") ?? "";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(time)) return "the response-time has another form";
  // The official PHP client takes the last line that holds one of these words.
  const strays = reply.headers.filter(([name, value]) => /signature|response-time/i.test(`${name}: ${value}`));
  return strays.length === 2 ? undefined : "another header line contains the word signature or response-time";
}

function findSignatureFault(asked: Asked, reply: RawReply, gatewayKey: KeyObject): string | undefined {
  const text = headerOf(reply, "signature") ?? "";
  if (!/^algorithm=RSA256,keyVersion=\d+,signature=[A-Za-z0-9%]+$/.test(text)) return "the signature has another form";
  const parsed = parseSignatureHeader(text);
  if (!parsed.ok) return `the signature header is malformed: ${parsed.reason}`;
  const time = headerOf(reply, "response-time") ?? "";
  const content = contentToSign({ ...asked, time, body: reply.body });
  return verifyContent(content, parsed.signature, gatewayKey) ? undefined : "the signature does not verify";
}

function findResultFault(reply: RawReply): string | undefined {
  let message: ReplyMessage;
  try {
    message = readMessage(reply);
  } catch {
    return "the body is not JSON";
  }
  const { resultCode, resultStatus, resultMessage } = message.result;
  if (!isResultCode(resultCode)) return "the result code is not in the catalogue";
  if (resultCodes[resultCode].status !== resultStatus) return `${resultCode} came with status ${resultStatus}`;
  if ([...resultMessage].length > messageCharsMax) return "the result message is too long";
  return resultMessage === "" ? "the result message is empty" : undefined;
}
