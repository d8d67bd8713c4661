import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CheckoutState } from "@opencashier/protocol";
import { type ComposeOptions, composeGateway, type Gateway } from "../../apps/gateway/src/compose.ts";
import { loadConfig } from "../../apps/gateway/src/config/index.ts";
import { loadCheckoutAssets } from "../../apps/gateway/src/http/checkout/assets.ts";
import { createPages } from "../../apps/gateway/src/http/pages.ts";
import { systemClock } from "../../apps/gateway/src/kernel/index.ts";
import { createMerchant, type Merchant, type NewMerchant } from "../../apps/gateway/src/merchants/index.ts";
import { cardSessionRequest } from "./payment-session-bodies.ts";

export const gatewayOrigin = "https://pay.example";
export const shopOrigin = "https://shop.example";

export type OpenedSession = {
  readonly sessionData: string;
  readonly paymentSessionId: string;
  readonly normalUrl?: string;
};

type Pages = Awaited<ReturnType<typeof createPages>>;
export type PageReply = Awaited<ReturnType<Pages["inject"]>>;

/** A whole gateway whose pages are asked without a socket. */
export type CheckoutGateway = {
  readonly gateway: Gateway;
  readonly app: Pages;
  /** Errors that a browser heard of as UNAVAILABLE. */
  readonly broken: unknown[];
  readonly addMerchant: (settings?: Partial<NewMerchant>) => Promise<Merchant>;
  /** @param members replace members of a card session's request; undefined leaves one out. */
  readonly openSession: (merchant: Merchant, members?: object) => Promise<OpenedSession>;
  /** As the frame asks; `headers` replace or, undefined, drop what it sends. */
  readonly ask: (
    name: string,
    session: string,
    body?: unknown,
    headers?: Readonly<Record<string, string | undefined>>,
  ) => Promise<PageReply>;
  readonly close: () => Promise<void>;
};

let merchantCount = 0;
let requestCount = 0;

export async function startCheckoutGateway(log: ComposeOptions["log"]): Promise<CheckoutGateway> {
  const dataDir = mkdtempSync(join(tmpdir(), "opencashier-checkout-"));
  const config = loadConfig({ env: { OPENCASHIER_DATA_DIR: dataDir, OPENCASHIER_MERCHANT_STALENESS_MS: "0" } });
  const broken: unknown[] = [];
  const gateway = await composeGateway({ config, log, publicUrl: () => gatewayOrigin });
  const { checkout, console, mayEmbed, sandbox, sandboxClock } = gateway;
  const app = await createPages({
    checkout,
    console,
    mayEmbed,
    sandboxClock,
    sandboxPages: sandbox.pages,
    publicUrl: () => gatewayOrigin,
    onBroken: (error) => void broken.push(error),
    assets: () => loadCheckoutAssets(writeBuild(dataDir)),
  });
  return {
    gateway,
    app,
    broken,
    addMerchant: (settings = {}) =>
      createMerchant(
        { db: gateway.db, clock: systemClock },
        { clientId: `SANDBOX_CHECKOUT${++merchantCount}`, displayName: "Ceramics & Co", region: "SG", ...settings },
      ),
    openSession: (merchant, members) => openSession(gateway, merchant, members),
    ask: (name, session, body = {}, headers = {}) =>
      app.inject({
        method: "POST",
        url: `/checkout/api/${name}`,
        headers: withoutUndefined({ ...frameHeaders, "checkout-session": session, ...headers }),
        payload: typeof body === "string" ? body : JSON.stringify(body),
      }),
    async close() {
      await app.close();
      await gateway.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const frameHeaders = {
  "content-type": "application/json",
  "sec-fetch-site": "same-origin",
  origin: gatewayOrigin,
  "checkout-origin": shopOrigin,
  "user-agent": "Test Browser",
} as const;

const withoutUndefined = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

async function openSession({ pipeline }: Gateway, merchant: Merchant, members: object = {}): Promise<OpenedSession> {
  const request = { ...cardSessionRequest({ paymentRequestId: `PR-${++requestCount}` }), ...members };
  const answer = await pipeline.handlers.createPaymentSession(merchant, Buffer.from(JSON.stringify(request)));
  if (!answer.ok) throw new Error(`${answer.resultCode} ${answer.message}`);
  const { paymentSessionData, paymentSessionId, normalUrl } = answer.value as Readonly<Record<string, string>>;
  return { sessionData: paymentSessionData!, paymentSessionId: paymentSessionId!, ...(normalUrl && { normalUrl }) };
}

/** What the build of the checkout leaves behind, in small. */
function writeBuild(dataDir: string): string {
  const dist = join(dataDir, "dist");
  mkdirSync(join(dist, "frame"), { recursive: true });
  const files = [
    { path: "checkout.js", purpose: "Mounts the payment form in the merchant's page." },
    { path: "checkout.mjs", purpose: "The same for bundlers." },
    { path: "frame/start-2c3d4e5f.js", purpose: "Opens the session." },
    { path: "frame/main-0a1b2c3d.js", purpose: "The payment form." },
    { path: "frame/main-0a1b2c3d.css", purpose: "The form's looks." },
    { path: "frame/three-ds-4e5f6a7b.js", purpose: "Posts a 3-D Secure request." },
  ];
  for (const { path } of files) writeFileSync(join(dist, path), `/* ${path} */ ${"x".repeat(200)}\n`);
  const frame = {
    start: "frame/start-2c3d4e5f.js",
    entry: "frame/main-0a1b2c3d.js",
    styles: ["frame/main-0a1b2c3d.css"],
    threeDS: "frame/three-ds-4e5f6a7b.js",
  };
  writeFileSync(join(dist, "manifest.json"), JSON.stringify({ version: "0.1.0", files, frame }));
  return join(dist, "manifest.json");
}

let attemptCount = 0;

/** A submit message for a test card; `members` replace whole members of it. */
export const cardSubmission = (number: string, members: object = {}): object => ({
  attemptKey: `attempt-${String(++attemptCount).padStart(12, "0")}`,
  paymentMethodType: "CARD",
  card: { number, expiryMonth: "12", expiryYear: "39", cvc: "123", cardholderName: "Mei Tan" },
  interaction: "redirect",
  browser: { terminalType: "WEB", language: "en-SG", colorDepth: 24, screenWidth: 1280, screenHeight: 800 },
  ...members,
});

export const walletSubmission = (paymentMethodType: string, members: object = {}): object => {
  const { card: _, ...submission } = cardSubmission("", { paymentMethodType, ...members }) as Record<string, unknown>;
  return submission;
};

export const stateOf = (response: PageReply): CheckoutState => response.json();
