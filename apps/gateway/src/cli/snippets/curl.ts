import { shellQuoted, type Snippet } from "./snippet.ts";

/** Bash, sed, openssl and curl: nothing to install, and every step of the signature to see. */
export const curlSnippet: Snippet = {
  fileName: "create-payment-session.sh",
  toText: ({ credentialsFile, clientId, keyVersion }) => `#!/usr/bin/env bash
# Opens a payment session with curl and openssl. Prints the gateway's answer.
(
set -euo pipefail
credentials=${shellQuoted(credentialsFile)}
field() { sed -n 's/.*"'"$1"'": *"\\{0,1\\}\\([^",]*\\).*/\\1/p' "$credentials"; }

gateway=$(field gatewayUrl)
client_id=${shellQuoted(clientId)}
path=/ams/${clientId.startsWith("SANDBOX_") ? "sandbox/" : ""}api/v1/payments/createPaymentSession
time=$(date +%s)000
order=SO-$(date +%s)-$RANDOM
body='{"productCode":"CASHIER_PAYMENT","paymentRequestId":"PR-'$order'",
  "order":{"referenceOrderId":"'$order'","orderDescription":"Two mugs","orderAmount":{"currency":"PHP","value":"24500"}},
  "paymentAmount":{"currency":"PHP","value":"24500"},
  "paymentMethod":{"paymentMethodType":"GCASH"},
  "paymentRedirectUrl":"https://shop.example/orders/'$order'",
  "paymentNotifyUrl":"https://shop.example/payment-notifications",
  "settlementStrategy":{"settlementCurrency":"USD"}}'

key=$(mktemp)
trap 'rm -f "$key"' EXIT
{ echo '-----BEGIN PRIVATE KEY-----'; field merchantPrivateKey | fold -w 64; echo '-----END PRIVATE KEY-----'; } > "$key"
signature=$(printf 'POST %s\\n%s.%s.%s' "$path" "$client_id" "$time" "$body" |
  openssl dgst -sha256 -sign "$key" | openssl base64 -A | sed 's/+/%2B/g; s:/:%2F:g; s/=/%3D/g')

curl --silent --show-error "$gateway$path" \\
  --header 'content-type: application/json; charset=UTF-8' \\
  --header "client-id: $client_id" \\
  --header "request-time: $time" \\
  --header "signature: algorithm=RSA256,keyVersion=${keyVersion},signature=$signature" \\
  --data-binary "$body"
echo
)
`,
};
