/** What one signature covers. The same five parts for requests, replies and notifications. */
export type SignedParts = {
  readonly method: string;
  /** Request path with its query exactly as sent, sandbox prefix included; no scheme, no host. */
  readonly path: string;
  readonly clientId: string;
  /** Text of `request-time` (requests, notifications) or `response-time` (replies). Opaque here. */
  readonly time: string;
  /** Raw bytes as sent or received. An absent body is an empty one. Never re-serialised JSON. */
  readonly body: Uint8Array;
};

/**
 * The bytes that are signed: `METHOD path LF client-id . time . body`. The body is copied once, untouched.
 * Source: Antom, "Sign a request and verify the signature", read 2026-11-22.
 */
export function contentToSign(parts: SignedParts): Buffer {
  const head = `${parts.method} ${parts.path}\n${parts.clientId}.${parts.time}.`;
  const headLength = Buffer.byteLength(head);
  const content = Buffer.allocUnsafe(headLength + parts.body.length);
  content.write(head, 0);
  content.set(parts.body, headLength);
  return content;
}
