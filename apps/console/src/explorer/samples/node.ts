import { quote, type Sample } from "./sample.ts";

export const nodeSample: Sample = {
  title: "Node.js",
  fileName: "sample.mjs",
  command: "node sample.mjs",
  write: ({ path, body }) => `import { createSign, createVerify } from "node:crypto";
import { readFileSync } from "node:fs";

const { gatewayUrl, clientId, keyVersion, merchantPrivateKey, gatewayPublicKey } = JSON.parse(
  readFileSync("data/sandbox-merchant.json", "utf8"),
);
const path = ${quote(path)};
const body = ${quote(body)};

const toSign = (time, text) => \`POST \${path}\\n\${clientId}.\${time}.\${text}\`;
const privateKey = { key: Buffer.from(merchantPrivateKey, "base64"), format: "der", type: "pkcs8" };
const publicKey = { key: Buffer.from(gatewayPublicKey, "base64"), format: "der", type: "spki" };

const time = String(Date.now());
const signature = createSign("RSA-SHA256").update(toSign(time, body)).sign(privateKey, "base64");
const response = await fetch(gatewayUrl + path, {
  method: "POST",
  headers: {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "request-time": time,
    signature: \`algorithm=RSA256,keyVersion=\${keyVersion},signature=\${encodeURIComponent(signature)}\`,
  },
  body,
});

const answer = await response.text();
const theirs = decodeURIComponent(/signature=([^,]+)$/.exec(response.headers.get("signature"))[1]);
const isGenuine = createVerify("RSA-SHA256")
  .update(toSign(response.headers.get("response-time"), answer))
  .verify(publicKey, theirs, "base64");
if (!isGenuine) throw new Error("This is not the gateway's answer.");
console.log(answer);
`,
};
