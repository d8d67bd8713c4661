import { type GatewayPublicKeys, findSignatureFault, parseGatewayKeys } from "./gateway-keys.ts";
import type { Notification } from "./notification.ts";

/** A notification request as your server received it. */
export type ReceivedNotification = {
  /** POST by default. */
  readonly method?: string;
  /** Path with query as it arrived (`request.url`; in Express `request.originalUrl`), or the full URL. */
  readonly url: string;
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The raw body, before any JSON parser touched it. */
  readonly body: Uint8Array | string;
};

export type NotificationOptions = {
  readonly clientId: string;
  readonly gatewayPublicKeys: GatewayPublicKeys;
  /** How far request-time may lie from the clock, either way. 5 minutes by default. */
  readonly toleranceMs?: number;
  /** UTC milliseconds; the system clock by default. */
  readonly clock?: () => number;
};

export type NotificationRejection =
  | "BODY_NOT_RAW"
  | "METHOD"
  | "HEADER_MISSING"
  | "OTHER_CLIENT_ID"
  | "SIGNATURE"
  | "TIME"
  | "BODY_NOT_UNDERSTOOD";

/** A notification that must not be believed. Answer with status 400 or 401; the message is for your log. */
export class NotificationRejectedError extends Error {
  override readonly name = "NotificationRejectedError";
  readonly reason: NotificationRejection;

  constructor(reason: NotificationRejection, explanation: string) {
    super(`Notification rejected: ${explanation}`);
    this.reason = reason;
  }
}

const toleranceMsDefault = 5 * 60_000;

/**
 * Proves that a notification is the gateway's, meant for this client id and recent, and returns it parsed.
 * Fails closed: throws NotificationRejectedError when anything is missing, and KeyTextError or TypeError when the options
 * hold no usable key. The same notification may come twice: handle it by its ids, not by its arrival.
 * Source: Antom, "Sign a request and verify the signature" and the notification references, read 2026-11-22.
 */
export function verifyNotification(received: ReceivedNotification, options: NotificationOptions): Notification {
  const keys = parseGatewayKeys(options.gatewayPublicKeys);
  const body = requireRawBody(received.body);
  const method = received.method ?? "POST";
  if (method !== "POST") throw new NotificationRejectedError("METHOD", "notifications come by POST only.");
  const header = (name: string): string => requireHeader(received.headers, name);
  const clientId = header("client-id");
  if (!options.clientId || clientId !== options.clientId) {
    throw new NotificationRejectedError("OTHER_CLIENT_ID", "it is addressed to another client-id.");
  }
  const time = header("request-time");
  const parts = { method, path: toSignedPath(received.url), clientId, time, body };
  const fault = findSignatureFault(parts, header("signature"), keys);
  if (fault) throw new NotificationRejectedError("SIGNATURE", fault);
  requireRecent(time, options);
  return parseNotification(body);
}

function requireRawBody(body: unknown): Buffer {
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const found = body === undefined ? "there is no body" : "the body was parsed already";
  throw new NotificationRejectedError(
    "BODY_NOT_RAW",
    `${found}. The signature covers the raw bytes, which a JSON parser throws away: ` +
      "pass the Buffer or text as received (Express: express.raw, Fastify: a content type parser with parseAs buffer).",
  );
}

function requireHeader(headers: ReceivedNotification["headers"], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : findHeader(headers, name);
  if (!value) throw new NotificationRejectedError("HEADER_MISSING", `the header ${name} is missing.`);
  return value;
}

function findHeader(headers: Readonly<Record<string, string | readonly string[] | undefined>>, name: string) {
  const found = Object.keys(headers).find((key) => key.toLowerCase() === name);
  const value = found === undefined ? undefined : headers[found];
  return typeof value === "string" ? value : undefined;
}

/** Without scheme and host, the rest letter for letter: a parsed and rebuilt URL may differ from the signed one. */
function toSignedPath(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, "");
  return path === "" ? "/" : path;
}

function requireRecent(
  time: string,
  { toleranceMs = toleranceMsDefault, clock = Date.now }: NotificationOptions,
): void {
  const sentAt = /^\d{13}$/.test(time) ? Number(time) : Date.parse(time);
  // Written so that an unreadable time, which is NaN, is refused as well.
  if (Math.abs(clock() - sentAt) <= toleranceMs) return;
  throw new NotificationRejectedError(
    "TIME",
    `its request-time is unreadable or more than ${toleranceMs / 1000} s off this machine's clock: an old copy, or a wrong clock.`,
  );
}

function parseNotification(body: Buffer): Notification {
  let notification: unknown;
  try {
    notification = JSON.parse(body.toString());
  } catch {
    notification = undefined;
  }
  if (typeof notification !== "object" || notification === null || Array.isArray(notification)) {
    throw new NotificationRejectedError("BODY_NOT_UNDERSTOOD", "it is signed, but its body is not a JSON object.");
  }
  return notification as Notification;
}
