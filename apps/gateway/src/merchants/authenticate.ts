import { contentToSign, parseSignatureHeader, verifyContent } from "@opencashier/protocol";
import { type Clock, type Failed, failed, type Instant, type Outcome, succeeded, toIsoText } from "../kernel/index.ts";
import { isLiveKey, type Merchant, type MerchantKey } from "./merchant.ts";
import type { MerchantDirectory } from "./directory.ts";
import { parseRequestTime } from "./request-time.ts";

/** What a signature covers, as it arrived. `path` has no scheme and host; `body` is never re-serialised. */
export type ReceivedRequest = {
  readonly method: string;
  readonly path: string;
  readonly clientId: string | undefined;
  readonly requestTime: string | undefined;
  readonly signature: string | undefined;
  readonly body: Buffer;
};

export type AuthenticationCode =
  | "INVALID_CLIENT"
  | "PARAM_ILLEGAL"
  | "INVALID_SIGNATURE"
  | "KEY_NOT_FOUND"
  | "ACCESS_DENIED";

type Deps = {
  readonly directory: MerchantDirectory;
  /** Real time, not the sandbox clock: merchants sign with theirs. */
  readonly wallClock: Clock;
  /** How far `request-time` may lie from now, either way. */
  readonly requestTimeWindowMs: number;
};

const receivedCharsMax = 48;

const quoted = (text: string): string =>
  JSON.stringify(text.length > receivedCharsMax ? `${text.slice(0, receivedCharsMax)}…` : text);

/**
 * Names the merchant who signed this request, or the declared code why nobody did.
 * Order: client id, time text, signature text, key, signature, time window, standing. The standing is judged last so that
 * only the merchant itself can learn it.
 * Source: Antom, "Sign a request and verify the signature" and gateway-level result codes, read 2026-11-22.
 */
export async function authenticate(
  deps: Deps,
  request: ReceivedRequest,
): Promise<Outcome<Merchant, AuthenticationCode>> {
  const { clientId, requestTime } = request;
  if (!clientId) return failed("INVALID_CLIENT", "The client-id header is required.");
  const merchant = deps.directory.cached(clientId) ?? (await deps.directory.find(clientId));
  if (!merchant) return failed("INVALID_CLIENT", `No merchant has the client-id ${quoted(clientId)}.`);
  if (!requestTime) return failed("PARAM_ILLEGAL", "Illegal parameter: header request-time is required.");
  const sentAt = parseRequestTime(requestTime);
  if (sentAt === undefined) {
    const rule = "must be epoch milliseconds or ISO 8601 with an offset";
    return failed("PARAM_ILLEGAL", `Illegal parameter: header request-time ${rule}; received ${quoted(requestTime)}.`);
  }
  const refusal =
    checkSignature(merchant, { ...request, clientId, requestTime }, deps.wallClock.now()) ??
    checkWindow(sentAt, deps) ??
    checkStanding(merchant);
  return refusal ?? succeeded(merchant);
}

type SignedRequest = ReceivedRequest & { readonly clientId: string; readonly requestTime: string };

function checkSignature(
  merchant: Merchant,
  request: SignedRequest,
  now: Instant,
): Failed<"INVALID_SIGNATURE" | "KEY_NOT_FOUND"> | undefined {
  if (!request.signature) return failed("INVALID_SIGNATURE", "The signature header is required.");
  const parsed = parseSignatureHeader(request.signature);
  if (!parsed.ok) return failed("INVALID_SIGNATURE", `The signature header is malformed: ${parsed.reason}.`);
  const key = findKey(merchant.keys, parsed.keyVersion, now);
  if (!key) return failed("KEY_NOT_FOUND", missingKeyMessage(merchant.keys, parsed.keyVersion, now));
  const { method, path, clientId, requestTime: time, body } = request;
  const content = contentToSign({ method, path, clientId, time, body });
  return verifyContent(content, parsed.signature, key.publicKey) ? undefined : failed("INVALID_SIGNATURE");
}

/** Without a version the newest live key is meant, as the original reads it. */
function findKey(keys: readonly MerchantKey[], version: number | undefined, now: Instant): MerchantKey | undefined {
  let newest: MerchantKey | undefined;
  for (const key of keys) {
    if (!isLiveKey(key, now)) continue;
    if (key.keyVersion === version) return key;
    if (version === undefined && (!newest || key.keyVersion > newest.keyVersion)) newest = key;
  }
  return newest;
}

function missingKeyMessage(keys: readonly MerchantKey[], version: number | undefined, now: Instant): string {
  const live = keys.filter((key) => isLiveKey(key, now)).map((key) => key.keyVersion);
  const choice = live.length === 0 ? "no key is live" : `live: ${live.join(", ")}`;
  if (version === undefined) return `This merchant has no live public key.`;
  const ended = keys.find((key) => key.keyVersion === version)?.notAfter;
  if (ended) return `Key version ${version} ended at ${toIsoText(ended)}; ${choice}.`;
  return `This merchant has no key version ${version}; ${choice}.`;
}

function checkWindow(sentAt: Instant, deps: Deps): Failed<"PARAM_ILLEGAL"> | undefined {
  const now = deps.wallClock.now();
  if (Math.abs(now - sentAt) <= deps.requestTimeWindowMs) return undefined;
  const seconds = Math.round(deps.requestTimeWindowMs / 1000);
  const rule = `must lie within ${seconds} s of the gateway's clock, ${toIsoText(now)}`;
  return failed("PARAM_ILLEGAL", `Illegal parameter: header request-time ${rule}; received ${toIsoText(sentAt)}.`);
}

function checkStanding(merchant: Merchant): Failed<"ACCESS_DENIED"> | undefined {
  return merchant.status === "SUSPENDED" ? failed("ACCESS_DENIED", "This merchant is suspended.") : undefined;
}
