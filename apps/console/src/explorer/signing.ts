import { fromBase64, toBase64 } from "../parts/base64.ts";

/** RSASSA-PKCS1-v1_5 with SHA-256 in the browser: the same text that the official SDKs sign. */
const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

export type SignedRequest = {
  /** `POST <path>\n<client-id>.<time>.<body>`. Source: Antom, digital signature, read 2026-11-22. */
  readonly content: string;
  readonly headers: Readonly<Record<string, string>>;
};

type ToSign = {
  readonly path: string;
  readonly clientId: string;
  readonly keyVersion: number;
  /** base64 PKCS#8, with or without PEM lines. */
  readonly privateKey: string;
  readonly body: string;
};

const contentOf = (path: string, clientId: string, time: string, body: string): string =>
  `POST ${path}\n${clientId}.${time}.${body}`;

/** Throws when the key is none. */
export async function signRequest({ path, clientId, keyVersion, privateKey, body }: ToSign): Promise<SignedRequest> {
  const time = String(Date.now());
  const content = contentOf(path, clientId, time, body);
  const key = await crypto.subtle.importKey("pkcs8", fromBase64(stripPem(privateKey)), algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign(algorithm.name, key, new TextEncoder().encode(content));
  return {
    content,
    headers: {
      "content-type": "application/json; charset=UTF-8",
      "client-id": clientId,
      "request-time": time,
      signature: `algorithm=RSA256,keyVersion=${keyVersion},signature=${encodeURIComponent(toBase64(signature))}`,
    },
  };
}

type Answer = {
  readonly path: string;
  readonly clientId: string;
  readonly headers: Headers;
  readonly body: string;
  readonly publicKey: string;
};

/** Whether the answer is the gateway's own. */
export async function isAnswerGenuine({ path, clientId, headers, body, publicKey }: Answer): Promise<boolean> {
  const signature = /signature=([^,]+)/.exec((headers.get("signature") ?? "").replace(/^algorithm=[^,]+,/, ""))?.[1];
  if (signature === undefined) return false;
  const key = await crypto.subtle.importKey("spki", fromBase64(publicKey), algorithm, false, ["verify"]);
  const content = contentOf(path, clientId, headers.get("response-time") ?? "", body);
  return crypto.subtle.verify(
    algorithm.name,
    key,
    fromBase64(decodeURIComponent(signature)),
    new TextEncoder().encode(content),
  );
}

/** base64 of PKCS#8 and SPKI, as the SDKs take them. */
export async function generateKeyPair(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const options = { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = await crypto.subtle.generateKey(options, true, ["sign", "verify"]);
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.exportKey("pkcs8", pair.privateKey),
    crypto.subtle.exportKey("spki", pair.publicKey),
  ]);
  return { privateKey: toBase64(privateKey), publicKey: toBase64(publicKey) };
}

const stripPem = (text: string): string => text.replaceAll(/-----[^-]+-----|\s/g, "");
