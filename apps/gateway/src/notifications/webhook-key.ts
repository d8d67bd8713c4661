import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { MasterKeyProvider } from "../merchants/index.ts";

/** The pair behind the Standard Webhooks headers, the same on every replica and for every merchant. */
export type WebhookKey = {
  readonly privateKey: KeyObject;
  /** `whpk_` and the 32 bytes in base64, as Standard Webhooks libraries take it. */
  readonly publicKeyText: string;
};

/** What RFC 8410 puts before the 32 secret bytes of an Ed25519 key in PKCS#8. */
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");
const publicKeyBytes = 32;

/** Made from the master key, so that there is nothing more to store and to back up. */
export function deriveWebhookKey({ deriveKey }: Pick<MasterKeyProvider, "deriveKey">): WebhookKey {
  const der = Buffer.concat([pkcs8Start, deriveKey("standard-webhooks")]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  const spki = createPublicKey(privateKey.export({ format: "pem", type: "pkcs8" })).export({
    format: "der",
    type: "spki",
  });
  return { privateKey, publicKeyText: `whpk_${spki.subarray(-publicKeyBytes).toString("base64")}` };
}

export type WebhookMessage = { readonly id: string; readonly timestampSeconds: number; readonly body: Buffer };

/**
 * Headers for receivers that use a Standard Webhooks library: the id stays over all tries, time and signature are fresh.
 * Signs on the calling thread: Ed25519 costs a thirtieth of RSA-2048.
 * Source: Standard Webhooks specification, read 2026-11-22.
 */
export function standardWebhookHeaders(key: WebhookKey, message: WebhookMessage): Record<string, string> {
  const { id, timestampSeconds, body } = message;
  const content = Buffer.concat([Buffer.from(`${id}.${timestampSeconds}.`), body]);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestampSeconds),
    "webhook-signature": `v1a,${sign(null, content, key.privateKey).toString("base64")}`,
  };
}
