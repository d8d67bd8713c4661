import type { KeyObject } from "node:crypto";
import {
  contentToSign,
  parsePublicKey,
  parseSignatureHeader,
  verifyContent,
  type SignedParts,
} from "@opencashier/protocol";

/** One public key for every version, or one for each. Base64 DER or PEM. */
export type GatewayPublicKeys = string | Readonly<Record<number, string>>;

/** The gateway's public keys, read once. */
export type GatewayKeys = (keyVersion: number | undefined) => KeyObject | undefined;

/** Reads the keys; throws KeyTextError for one that is unusable and TypeError when there is none: never "no check". */
export function parseGatewayKeys(keys: GatewayPublicKeys): GatewayKeys {
  if (typeof keys === "string") {
    const key = parsePublicKey(keys);
    return () => key;
  }
  const byVersion = new Map(Object.entries(keys).map(([version, text]) => [Number(version), parsePublicKey(text)]));
  if (byVersion.size === 0) throw new TypeError("gatewayPublicKeys is empty: nothing could be verified.");
  const newest = Math.max(...byVersion.keys());
  return (keyVersion) => byVersion.get(keyVersion ?? newest);
}

/** Why what came from the gateway is not trusted, in one sentence; undefined when its signature verifies. */
export function findSignatureFault(parts: SignedParts, signatureHeader: string, keys: GatewayKeys): string | undefined {
  const parsed = parseSignatureHeader(signatureHeader);
  if (!parsed.ok) return `Its signature header is malformed: ${parsed.reason}.`;
  const key = keys(parsed.keyVersion);
  if (!key) return `It names key version ${parsed.keyVersion}, for which no gateway public key is set.`;
  if (verifyContent(contentToSign(parts), parsed.signature, key)) return undefined;
  return "Its signature does not verify with the gateway public key: the content was changed, or the key is another one.";
}
