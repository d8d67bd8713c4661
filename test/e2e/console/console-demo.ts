import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@opencashier/node-client";
import type { CreatePaymentSessionRequest } from "@opencashier/protocol";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { createHome, type GatewayProcess, removeHome, startGatewayProcess } from "../../support/gateway-process.ts";
import { type NotificationReceiver, startReceiver } from "../../support/notification-receiver.ts";
import { cardSessionRequest } from "../../support/payment-session-bodies.ts";

/** A gateway as `npm start` runs it, with the link it has printed, and a shop that acknowledges. */
export type ConsoleDemo = {
  readonly gateway: GatewayProcess;
  readonly url: string;
  /** For the first owner; valid once. */
  readonly setupUrl: string;
  readonly clientId: string;
  readonly receiver: NotificationReceiver;
  /** A session that nobody has tried to pay, of an order with this id. */
  readonly openSession: (referenceOrderId: string, members?: SessionMembers) => Promise<OpenedSession>;
  /** The same, paid with a card; one of the sandbox's other numbers may be declined. */
  readonly pay: (referenceOrderId: string, members?: SessionMembers, cardNumber?: string) => Promise<OpenedSession>;
  readonly stop: () => Promise<void>;
};

type SessionMembers = Partial<CreatePaymentSessionRequest>;
type OpenedSession = { readonly paymentSessionId: string; readonly paymentRequestId: string };

async function startConsoleDemo(): Promise<ConsoleDemo> {
  const home = createHome();
  const [gateway, receiver] = await Promise.all([startGatewayProcess(home), startReceiver()]);
  const started = await readStarted(gateway);
  const url = `http://localhost:${gateway.port}`;
  const open = createSessions(join(home.dataDir, "sandbox-merchant.json"), receiver.url);
  return {
    gateway,
    url,
    openSession: open,
    async pay(referenceOrderId, members, cardNumber = approvedCard.number) {
      const session = await open(referenceOrderId, members);
      await submitCard(url, session.paymentSessionData, cardNumber);
      return session;
    },
    setupUrl: started.consoleUrl,
    clientId: started.clientId,
    receiver,
    async stop() {
      await gateway.stop();
      await receiver.close();
      removeHome(home);
    },
  };
}

/** One, and a browser, for the tests of one file; to be read inside tests and hooks. */
export function useConsoleDemo(): { readonly demo: ConsoleDemo; readonly browser: Browser } {
  const at = {} as { demo: ConsoleDemo; browser: Browser };
  beforeAll(async () => {
    [at.demo, at.browser] = await Promise.all([startConsoleDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await at.browser?.close();
    await at.demo?.stop();
  });
  return at;
}

export const owner = { name: "Mei Tan", email: "mei@shop.example", password: "correct horse battery" } as const;

/** Makes the first account by the printed link, and leaves the page at home. */
export async function setUpOwner(page: Page, demo: ConsoleDemo): Promise<void> {
  await page.goto(demo.setupUrl);
  await page.locator('input[name="name"]').fill(owner.name);
  await page.locator('input[name="email"]').fill(owner.email);
  await page.locator('input[name="password"]').fill(owner.password);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL(/\/home$/);
}

/** Signs in on the sign-in page, wherever that leads. */
export async function signIn(page: Page): Promise<void> {
  await page.locator('input[name="email"]').fill(owner.email);
  await page.locator('input[name="password"]').fill(owner.password);
  await page.locator('button[type="submit"]').click();
}

/** What a merchant's server does, with the keys that the gateway has written for it. */
function createSessions(file: string, paymentNotifyUrl: string) {
  const { gatewayUrl, clientId, keyVersion, merchantPrivateKey, gatewayPublicKey } = JSON.parse(
    readFileSync(file, "utf8"),
  ) as Readonly<Record<string, string>> & { readonly keyVersion: number };
  const client = createClient({
    gatewayUrl: gatewayUrl ?? "",
    clientId: clientId ?? "",
    keyVersion,
    merchantPrivateKey: merchantPrivateKey ?? "",
    gatewayPublicKeys: gatewayPublicKey ?? "",
  });
  return async (referenceOrderId: string, members: SessionMembers = {}) => {
    const request = cardSessionRequest({ paymentRequestId: `PR-${crypto.randomUUID()}`, paymentNotifyUrl, ...members });
    const order = request.order && { ...request.order, referenceOrderId };
    const reply = await client.createPaymentSession({ ...request, ...(order && { order }) });
    const { paymentSessionId = "", paymentSessionData = "" } = reply;
    return { paymentSessionId, paymentSessionData, paymentRequestId: request.paymentRequestId };
  };
}

const approvedCard = {
  number: "4054695723100768",
  expiryMonth: "12",
  expiryYear: "39",
  cvc: "123",
  cardholderName: "Mei Tan",
};

/** What the frame sends when its button is pressed. */
async function submitCard(url: string, sessionData: string, number: string): Promise<void> {
  const response = await fetch(`${url}/checkout/api/submit`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "checkout-session": sessionData,
      "checkout-origin": url,
      "sec-fetch-site": "same-origin",
    },
    body: JSON.stringify({
      attemptKey: crypto.randomUUID(),
      paymentMethodType: "CARD",
      interaction: "redirect",
      card: { ...approvedCard, number },
      browser: { terminalType: "WEB" },
    }),
  });
  if (!response.ok) throw new Error(`The card was not taken: ${response.status} ${await response.text()}`);
}

/** The line is written right after the gateway answers. */
async function readStarted(
  gateway: GatewayProcess,
): Promise<{ readonly consoleUrl: string; readonly clientId: string }> {
  for (let tries = 0; tries < 200; tries++) {
    const line = gateway
      .output()
      .split("\n")
      .find((text) => text.includes('"event":"started"'));
    if (line !== undefined) return JSON.parse(line) as { readonly consoleUrl: string; readonly clientId: string };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("The gateway did not say that it has started.");
}
