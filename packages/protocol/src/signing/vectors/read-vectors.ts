import { readFileSync } from "node:fs";
import type { KeyObject } from "node:crypto";
import { parsePublicKey } from "../keys.ts";

/** A message signed by official SDK code, or changed after signing. `key` says whose private key it was. */
export type SignatureVector = {
  readonly id: string;
  readonly key: "merchant" | "gateway";
  readonly expect: "valid" | "INVALID_SIGNATURE" | "implementation choice";
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>> & { readonly signature: string; readonly "client-id": string };
  readonly rawBody: string;
  readonly rawBodyBytes: number;
  readonly rawBodySha256: string;
  readonly contentToSign: string;
  readonly signatureUrlEncoded: string;
};

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

export const signatureVectors = read("signature-vectors.json") as readonly SignatureVector[];

type KeyFile = Readonly<Record<"merchant" | "gateway", { readonly publicKeySpkiBase64: string }>>;

export function readVectorKeys(): Readonly<Record<"merchant" | "gateway", KeyObject>> {
  const { merchant, gateway } = read("keys.json") as KeyFile;
  return {
    merchant: parsePublicKey(merchant.publicKeySpkiBase64),
    gateway: parsePublicKey(gateway.publicKeySpkiBase64),
  };
}
