import { contentToSign, formatSignatureHeader, type ResultCode, signContent, toResult } from "@opencashier/protocol";
import { type Clock, type Outcome, toIsoText } from "../kernel/index.ts";
import type { GatewayKey } from "../merchants/index.ts";
import { type Exchange, headerText, type SignedReply } from "./exchange.ts";

export type ReplyDeps = {
  /** Real time: merchants compare `response-time` with their own clocks. */
  readonly wallClock: Clock;
  readonly currentKey: () => GatewayKey;
  readonly observeSigning: (durationMs: number) => void;
};

/** What an operation answered, ready for the wire: `{ result, … }`. */
export function toReplyBody(outcome: Outcome<object>): { readonly resultCode: ResultCode; readonly body: string } {
  const resultCode = outcome.ok ? "SUCCESS" : outcome.resultCode;
  const result = toResult(resultCode, outcome.ok ? undefined : outcome.message);
  const members = outcome.ok ? { ...outcome.value, result } : { ...outcome.members, result };
  return { resultCode, body: JSON.stringify(members) };
}

/**
 * Signs what will be written, off the event loop. Every answer passes here, errors too: the official Python and Go clients
 * refuse an unsigned one. The signature covers the request's own method, path and client id.
 * No other header may contain the words of the two it sets last: the official PHP client searches every line for them.
 */
export async function signReply(deps: ReplyDeps, exchange: Exchange, body: string): Promise<SignedReply> {
  const time = toHeaderTime(deps.wallClock);
  const clientId = headerText(exchange.headers, "client-id") ?? "";
  const { keyVersion, privateKey } = deps.currentKey();
  const bytes = Buffer.from(body);
  const content = contentToSign({ method: exchange.method, path: exchange.path, clientId, time, body: bytes });
  const startedAt = performance.now();
  const signature = await signContent(content, privateKey);
  deps.observeSigning(performance.now() - startedAt);
  const headers = {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "response-time": time,
    signature: formatSignatureHeader({ keyVersion, signature }),
    "content-length": String(bytes.length),
  };
  return { headers, body };
}

/** `+00:00`, not `Z`: the form of the original's own samples. */
const toHeaderTime = (wallClock: Clock): string => toIsoText(wallClock.now()).replace("Z", "+00:00");
