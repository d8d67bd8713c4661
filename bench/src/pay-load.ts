/**
 * Whole payments, as a shop and its buyers make them, in a process of its own:
 * `node bench/src/pay-load.ts <gateway port> <receiver port> <data folder> <buyers> <seconds>`.
 *
 * Each buyer, one payment after another: createPaymentSession, what the frame asks (open, card, submit), the notification
 * received and acknowledged, inquiryPayment. Prints one line of JSON. Anything but a paid payment ends the run with an error.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createClient } from "@opencashier/node-client";
import { acknowledged } from "@opencashier/protocol";
import { percentile } from "./statistics.ts";
import { readCredentials } from "./subjects.ts";

export type PayLine = {
  readonly count: number;
  readonly perSecond: number;
  /** From the answer to the buyer, which is after the commit, to the arrival of the notification. */
  readonly toldP50Ms: number;
  readonly toldP99Ms: number;
  readonly wholeP50Ms: number;
};

const [gatewayPort = "", receiverPort = "", dataDir = "", buyers = "", seconds = ""] = process.argv.slice(2);
const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
const { clientId, keyVersion, merchantPrivateKey, gatewayPublicKey } = readCredentials(dataDir);
const client = createClient({
  gatewayUrl,
  clientId,
  keyVersion,
  merchantPrivateKey,
  gatewayPublicKeys: gatewayPublicKey,
});
const amount = { currency: "SGD", value: "4800" };
const card = { number: "4054695723100768", expiryMonth: "12", expiryYear: "39", cvc: "123", cardholderName: "Mei Tan" };

const arrivals = new Map<string, (at: number) => void>();
const acknowledgement = JSON.stringify(acknowledged);
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString("latin1")));
  request.on("end", () => {
    const { paymentRequestId = "" } = JSON.parse(body) as { paymentRequestId?: string };
    arrivals.get(paymentRequestId)?.(performance.now());
    response.setHeader("content-type", "application/json").end(acknowledgement);
  });
});
await new Promise<void>((resolve) => receiver.listen(Number(receiverPort), "127.0.0.1", resolve));

const toldMs: number[] = [];
const wholeMs: number[] = [];
const startedAt = performance.now();
const endAt = startedAt + Number(seconds) * 1_000;
await Promise.all(Array.from({ length: Number(buyers) }, buyUntilTheEnd));
const line: PayLine = {
  count: wholeMs.length,
  perSecond: wholeMs.length / ((performance.now() - startedAt) / 1_000),
  toldP50Ms: percentile(toldMs, 0.5),
  toldP99Ms: percentile(toldMs, 0.99),
  wholeP50Ms: percentile(wholeMs, 0.5),
};
process.stdout.write(`${JSON.stringify(line)}\n`, () => process.exit(0));

async function buyUntilTheEnd(): Promise<void> {
  while (performance.now() < endAt) await buy();
}

async function buy(): Promise<void> {
  const begunAt = performance.now();
  const paymentRequestId = `PR-${randomUUID()}`;
  const arrived = new Promise<number>((resolve) => arrivals.set(paymentRequestId, resolve));
  const { paymentSessionData = "" } = await client.createPaymentSession({
    productCode: "CASHIER_PAYMENT",
    paymentRequestId,
    order: { referenceOrderId: paymentRequestId.slice(3), orderDescription: "Two mugs", orderAmount: amount },
    paymentAmount: amount,
    paymentFactor: { isAuthorization: "true", captureMode: "AUTOMATIC" },
    paymentMethod: { paymentMethodType: "CARD" },
    settlementStrategy: { settlementCurrency: "SGD" },
    paymentRedirectUrl: "https://shop.example/return",
    paymentNotifyUrl: `http://127.0.0.1:${receiverPort}/notify`,
  });
  await ask(paymentSessionData, "open", {});
  await ask(paymentSessionData, "card", { bin: card.number.slice(0, 8) });
  const attempt = { attemptKey: randomUUID(), paymentMethodType: "CARD", interaction: "redirect" };
  const { status } = await ask(paymentSessionData, "submit", { ...attempt, card, browser: { terminalType: "WEB" } });
  const answeredAt = performance.now();
  if (status !== "SUCCESS") throw new Error(`the payment is ${status}`);
  toldMs.push(Math.max(0, (await arrived) - answeredAt));
  arrivals.delete(paymentRequestId);
  const { paymentStatus } = await client.inquiryPayment({ paymentRequestId });
  if (paymentStatus !== "SUCCESS") throw new Error(`the inquiry says ${paymentStatus}`);
  wholeMs.push(performance.now() - begunAt);
}

async function ask(sessionData: string, name: string, body: object): Promise<{ readonly status?: string }> {
  const response = await fetch(`${gatewayUrl}/checkout/api/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "checkout-session": sessionData,
      "checkout-origin": gatewayUrl,
      "sec-fetch-site": "same-origin",
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status} ${await response.text()}`);
  return (await response.json()) as { readonly status?: string };
}
