import type { KeyObject } from "node:crypto";
import { contentToSign, formatSignatureHeader, signContent } from "@opencashier/protocol";
import { type Clock, toIsoText } from "../kernel/index.ts";
import type { Notification } from "./notification.ts";
import { standardWebhookHeaders, type WebhookKey } from "./webhook-key.ts";

export type SigningDeps = {
  /** `request-time`: merchants compare it with their own clocks. */
  readonly wallClock: Clock;
  readonly currentKey: () => { readonly keyVersion: number; readonly privateKey: KeyObject };
  /** Adds the Standard Webhooks headers; undefined leaves them out. */
  readonly webhookKey: WebhookKey | undefined;
};

export type NotificationHeaders = Readonly<Record<string, string>> & { readonly signature: string };

/**
 * A fresh time and signature for each try, because merchants refuse an old one; over path and query of the URL, off the event
 * loop.
 * Source: Antom, notifications, read 2026-11-22.
 */
export async function signNotification(
  deps: SigningDeps,
  notification: Notification,
  message: { readonly url: string; readonly body: Buffer },
): Promise<NotificationHeaders> {
  const { clientId, notificationId } = notification;
  const { body } = message;
  const now = deps.wallClock.now();
  const time = toIsoText(now).replace("Z", "+00:00");
  const url = URL.parse(message.url);
  const path = url ? `${url.pathname}${url.search}` : "/";
  const { keyVersion, privateKey } = deps.currentKey();
  const signature = await signContent(contentToSign({ method: "POST", path, clientId, time, body }), privateKey);
  const webhook = { id: notificationId, timestampSeconds: Math.floor(now / 1000), body };
  return {
    "content-type": "application/json; charset=UTF-8",
    "user-agent": "OpenCashier",
    "client-id": clientId,
    "request-time": time,
    ...(deps.webhookKey && standardWebhookHeaders(deps.webhookKey, webhook)),
    signature: formatSignatureHeader({ keyVersion, signature }),
  };
}

/** As kept with the try: which key signed, and not with what result. */
export const withoutSignatures = (headers: NotificationHeaders): Record<string, string> => ({
  ...headers,
  signature: headers.signature.replace(/signature=.*/, "signature=…"),
  ...("webhook-signature" in headers && { "webhook-signature": "v1a,…" }),
});
