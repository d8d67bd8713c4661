import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { contentToSign, formatSignatureHeader, parsePrivateKey, signContent } from "@opencashier/protocol";
import sample from "./request-body.json" with { type: "json" };

export type Credentials = {
  readonly clientId: string;
  readonly keyVersion: number;
  readonly merchantPrivateKey: string;
};

export type RequestTarget = { readonly path: string; readonly credentials: Credentials };

/**
 * Signs `count` requests with an id of their own each and writes them as they go on the wire, one after another, each
 * behind its length in four bytes. Signing is done before any clock runs.
 */
export async function writeRequests(file: string, count: number, { path, credentials }: RequestTarget) {
  const { clientId, keyVersion, merchantPrivateKey } = credentials;
  const privateKey = parsePrivateKey(merchantPrivateKey);
  const run = randomBytes(6).toString("hex");
  const parts: Buffer[] = [];
  const batch = 256;
  for (let start = 0; start < count; start += batch) {
    const indexes = Array.from({ length: Math.min(batch, count - start) }, (_, index) => start + index);
    const requests = await Promise.all(
      indexes.map(async (index) => {
        const body = Buffer.from(JSON.stringify({ ...sample, paymentRequestId: `PR-${run}-${index}` }));
        const time = String(Date.now());
        const content = contentToSign({ method: "POST", path, clientId, time, body });
        const signature = formatSignatureHeader({ keyVersion, signature: await signContent(content, privateKey) });
        const head = [
          `POST ${path} HTTP/1.1`,
          "host: localhost",
          "content-type: application/json; charset=UTF-8",
          `client-id: ${clientId}`,
          `request-time: ${time}`,
          `signature: ${signature}`,
          `content-length: ${body.length}`,
        ];
        return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body]);
      }),
    );
    for (const request of requests) {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(request.length);
      parts.push(length, request);
    }
  }
  writeFileSync(file, Buffer.concat(parts));
}
