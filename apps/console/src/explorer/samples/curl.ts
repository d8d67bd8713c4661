import type { Sample } from "./sample.ts";

const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export const curlSample: Sample = {
  title: "curl",
  fileName: "sample.sh",
  command: "bash sample.sh",
  write: ({ path, body }) => `# Needs curl and openssl.
credentials=data/sandbox-merchant.json
value() { sed -n "s/^  \\"$1\\": \\"\\{0,1\\}\\([^\\",]*\\)\\"\\{0,1\\},\\{0,1\\}$/\\1/p" "$credentials"; }
body=${shellQuote(body)}
time=$(date +%s)000
key=$(mktemp)
{ echo "-----BEGIN PRIVATE KEY-----"; value merchantPrivateKey | fold -w 64; echo "-----END PRIVATE KEY-----"; } > "$key"
signature=$(printf 'POST ${path}\\n%s.%s.%s' "$(value clientId)" "$time" "$body" \\
  | openssl dgst -sha256 -sign "$key" | base64 | tr -d '\\n' | sed 's/+/%2B/g; s,/,%2F,g; s/=/%3D/g')
rm "$key"
curl -sS "$(value gatewayUrl)${path}" -H 'content-type: application/json; charset=UTF-8' -H "client-id: $(value clientId)" \\
  -H "request-time: $time" -H "signature: algorithm=RSA256,keyVersion=$(value keyVersion),signature=$signature" --data-binary "$body"
`,
};
