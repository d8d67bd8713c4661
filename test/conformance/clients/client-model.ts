import { constants, type KeyObject, sign, verify } from "node:crypto";
import type { RawReply } from "../../support/raw-http.ts";

/*
 * Models of the official clients: how each writes a request down to the byte, and how each reads a reply, with every check
 * that can make it refuse one. Signing here is node:crypto alone, so that the gateway's own signing code is not its own judge.
 * Source: the official clients' published sources, read 2026-11-22.
 */

/** What a merchant configures a client with. */
export type Account = {
  readonly clientId: string;
  readonly privateKey: KeyObject;
  readonly gatewayKey: KeyObject;
};

export type Call = { readonly operation: string; readonly message: object };

export type ReplyMessage = Readonly<Record<string, unknown>>;

export type ClientModel = {
  readonly name: string;
  /** Speaks HTTPS only. */
  readonly isTls: boolean;
  readonly write: (account: Account, call: Call, now: Date) => Buffer;
  /** What the client's caller gets. Throws ClientRefusal where the client raises. */
  readonly read: (account: Account, call: Call, reply: RawReply) => ReplyMessage;
};

/** The client would raise an error of its own instead of handing the reply on. */
export class ClientRefusal extends Error {
  override readonly name = "ClientRefusal";
}

export const sandboxPath = ({ operation }: Call): string => `/ams/sandbox/api/v1/payments/${operation}`;

type Signed = { readonly path: string; readonly clientId: string; readonly time: string; readonly body: Buffer };

const toContent = ({ path, clientId, time, body }: Signed): Buffer =>
  Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), body]);

const padding = constants.RSA_PKCS1_PADDING;

/** URL-encoded base64, as it stands behind `signature=`. */
export const signText = (account: Account, signed: Signed): string =>
  encodeURIComponent(sign("sha256", toContent(signed), { key: account.privateKey, padding }).toString("base64"));

/** Throws ClientRefusal when the text does not decode and verify. */
export function requireSignature(account: Account, signed: Signed, text: string): void {
  const signature = Buffer.from(decodeURIComponent(text), "base64");
  if (!verify("sha256", toContent(signed), { key: account.gatewayKey, padding }, signature)) {
    throw new ClientRefusal("response signature verify failed");
  }
}

/** A request as its head lines, put together. */
export function toBytes(lines: readonly string[], body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), body]);
}

export function requireStatus(reply: RawReply, isAccepted: (status: number) => boolean): void {
  if (!isAccepted(reply.status)) throw new ClientRefusal(`invalid http status ${reply.status}`);
}

/** A header whatever the case of its name. */
export const anyCaseHeader = (reply: RawReply, wanted: string): string | undefined =>
  reply.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

export const parseMessage = (reply: RawReply): ReplyMessage => JSON.parse(reply.body.toString()) as ReplyMessage;

/** For clients that look for it: Java and PHP. */
export function requireResult(message: ReplyMessage): ReplyMessage {
  if (!message["result"]) throw new ClientRefusal("result field is null");
  return message;
}

/** `\uXXXX` with small letters for everything beyond ASCII, as Python and PHP write it. */
export const escapeNonAscii = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
