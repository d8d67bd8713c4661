import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Page,
} from "playwright-core";
import { bundleLibrary } from "../../../packages/checkout/build/bundle.ts";

/** A merchant's page and a gateway on another origin, both served here; the gateway's frame is peer-frame.ts. */
export type Shop = {
  readonly origin: string;
  readonly gateway: string;
  /** Paths asked of the gateway since the last page was opened. */
  readonly asked: string[];
  /** The page before it is closed. */
  readonly open: (options?: OpenOptions) => Promise<Page>;
  readonly close: () => Promise<void>;
};

type OpenOptions = {
  /** Of the page. Without it the strictest one that the integration guide promises to work. */
  readonly policy?: string;
  readonly script?: string;
  /** Runs in the page before its scripts. */
  readonly before?: () => void;
  readonly context?: BrowserContextOptions;
};

const here = import.meta.dirname;

const scripts = {
  "/checkout/v1/checkout.js": "../../../packages/checkout/src/entry/globals.ts",
  "/peer-frame.js": "peer-frame.ts",
  "/wrappers.js": "wrapper-page.ts",
};

async function bundleScripts(): Promise<ReadonlyMap<string, string>> {
  const bundled = Object.entries(scripts).map(async ([path, entry]) => {
    const { files } = await bundleLibrary({ entry: join(here, entry), fileName: "script.js", format: "iife" });
    return [path, Buffer.from(files[0]?.bytes ?? []).toString("utf8")] as const;
  });
  return new Map(await Promise.all(bundled));
}

const strictPolicy = (gateway: string): string =>
  `default-src 'none'; script-src ${gateway}; style-src 'self'; img-src data:; frame-src ${gateway}; base-uri 'none'; ` +
  "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const shopPage = (script: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"></head>
<body><button id="opener">Pay</button><div id="here"></div><div id="there"></div>
<script src="${script}"></script></body></html>`;

const framePage =
  '<!doctype html><html lang="en"><title>Frame</title><body><script src="/peer-frame.js"></script></body></html>';

export async function startShop(): Promise<Shop> {
  const built = await bundleScripts();
  const asked: string[] = [];
  let page = { html: "", policy: "" };
  let last: BrowserContext | undefined;
  const gatewayServer = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://gateway");
    asked.push(pathname);
    const script = built.get(pathname);
    if (searchParams.get("client") === "refused") response.writeHead(503).end("Later.");
    else if (searchParams.get("client") === "stalled") return; // Never answered.
    else if (script !== undefined) response.setHeader("content-type", "text/javascript").end(script);
    else response.setHeader("content-type", "text/html").end(framePage);
  });
  const shopServer = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": page.policy }).end(page.html);
  });
  const [gateway, origin] = await Promise.all([listen(gatewayServer), listen(shopServer)]);
  const browser = await launch();
  return {
    origin,
    gateway,
    asked,
    async open({ policy, script = `${gateway}/checkout/v1/checkout.js`, before, context } = {}) {
      page = { html: shopPage(script), policy: policy ?? strictPolicy(gateway) };
      await last?.close();
      last = await browser.newContext(context);
      const opened = await last.newPage();
      await opened.addInitScript(prepare);
      if (before) await opened.addInitScript(before);
      await opened.goto(origin);
      asked.length = 0;
      return opened;
    },
    async close() {
      await browser.close();
      for (const server of [gatewayServer, shopServer]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });

/** Runs in the page before its own scripts: what the callbacks hear, in order, and what the policy complains of. */
function prepare(): void {
  const heard: unknown[] = [];
  const options = {
    locale: "en_US",
    onEventCallback: ({ code }: { code: string }) => heard.push(`event ${code}`),
    onError: ({ code }: { code: string }) => heard.push(`error ${code}`),
    onClose: () => heard.push("closed"),
  };
  const violations: string[] = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    violations.push(`${violatedDirective} ${blockedURI}`);
  });
  Object.assign(window, { heard, options, violations });
  Object.assign(window, { namesBefore: Object.getOwnPropertyNames(window) });
}

/** Session data whose hints name a scenario of the peer. */
export const sessionFor = (scenario: string): string =>
  `sealed&&SG&&188&&${btoa(JSON.stringify({ clientId: scenario, gatewayUrl: "http://127.0.0.1:1" }))}`;

/** The gateway's frame in the page, once its script runs. */
export async function findPeer(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe[src*="/checkout/frame"]', { state: "attached" });
  const frame = await element.contentFrame();
  if (!frame) throw new Error("The iframe holds no document.");
  await frame.waitForFunction(() => window.peer?.heard.length > 0);
  return frame;
}

/** What the page's callbacks have heard, after everything that is under way in it has been heard too. */
export async function heardBy(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => new Promise((resolve) => void setTimeout(resolve)));
  return page.evaluate(() => window.heard);
}
