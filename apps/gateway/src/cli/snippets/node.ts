import { quoted, type Snippet } from "./snippet.ts";

export const nodeSnippet: Snippet = {
  fileName: "create-payment-session.mjs",
  toText: ({
    credentialsFile,
    clientId,
    keyVersion,
  }) => `// Opens a payment session with @opencashier/node-client, which signs the request and checks the answer. Node 24.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createClient } from "@opencashier/node-client";

const credentials = JSON.parse(readFileSync(${quoted(credentialsFile)}, "utf8"));
const client = createClient({
  gatewayUrl: credentials.gatewayUrl,
  clientId: ${quoted(clientId)},
  merchantPrivateKey: credentials.merchantPrivateKey,
  keyVersion: ${keyVersion},
  gatewayPublicKeys: credentials.gatewayPublicKey,
});

const orderId = randomUUID();
const amount = { currency: "PHP", value: "24500" };
const session = await client.createPaymentSession({
  productCode: "CASHIER_PAYMENT",
  paymentRequestId: \`PR-\${orderId}\`,
  order: { referenceOrderId: orderId, orderDescription: "Two mugs", orderAmount: amount },
  paymentAmount: amount,
  paymentMethod: { paymentMethodType: "GCASH" },
  paymentRedirectUrl: \`https://shop.example/orders/\${orderId}\`,
  paymentNotifyUrl: "https://shop.example/payment-notifications",
  settlementStrategy: { settlementCurrency: "USD" },
});
console.log(JSON.stringify(session, undefined, 2));
`,
};
