type Sample = { readonly path: string; readonly body: string };

/** Programs that send this request, reading the keys from the file the gateway has written beside its data. */
export const samples: Readonly<Record<"curl" | "node", (sample: Sample) => string>> = {
  curl: ({ path, body }) => `credentials=data/sandbox-merchant.json
value() { sed -n "s/^  \\"$1\\": \\"\\{0,1\\}\\([^\\",]*\\)\\"\\{0,1\\},\\{0,1\\}$/\\1/p" "$credentials"; }
body='${body.replaceAll("'", `'\\''`)}'
time=$(date +%s)000
key=$(mktemp)
{ echo "-----BEGIN PRIVATE KEY-----"; value merchantPrivateKey | fold -w 64; echo "-----END PRIVATE KEY-----"; } > "$key"
signature=$(printf 'POST ${path}\\n%s.%s.%s' "$(value clientId)" "$time" "$body" \\
  | openssl dgst -sha256 -sign "$key" | base64 | tr -d '\\n' | sed 's/+/%2B/g; s,/,%2F,g; s/=/%3D/g')
rm "$key"
curl "$(value gatewayUrl)${path}" -H 'content-type: application/json; charset=UTF-8' -H "client-id: $(value clientId)" \\
  -H "request-time: $time" -H "signature: algorithm=RSA256,keyVersion=$(value keyVersion),signature=$signature" -d "$body"
`,
  node: ({ path, body }) => `import { createSign } from "node:crypto";
import { readFileSync } from "node:fs";

const { gatewayUrl, clientId, keyVersion, merchantPrivateKey } = JSON.parse(readFileSync("data/sandbox-merchant.json", "utf8"));
const body = ${JSON.stringify(body)};
const time = String(Date.now());
const key = { key: Buffer.from(merchantPrivateKey, "base64"), format: "der", type: "pkcs8" };
const signature = createSign("RSA-SHA256").update(\`POST ${path}\\n\${clientId}.\${time}.\${body}\`).sign(key, "base64");
const response = await fetch(gatewayUrl + ${JSON.stringify(path)}, {
  method: "POST",
  headers: {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "request-time": time,
    signature: \`algorithm=RSA256,keyVersion=\${keyVersion},signature=\${encodeURIComponent(signature)}\`,
  },
  body,
});
console.log(await response.text());
`,
};
