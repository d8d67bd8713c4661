import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext } from "playwright-core";
import { launchBrowser, phone } from "../../test/support/browser.ts";
import { type Demo, startDemo } from "../../test/support/demo.ts";
import { readCheckoutSizes } from "./checkout-sizes.ts";
import { atMost, type Figure, toFigure } from "./figures.ts";
import { watchDisturbed } from "./machine.ts";
import { measureQuietest } from "./quietest.ts";
import { spreadOf } from "./statistics.ts";

type Options = { readonly rounds: number; readonly say: (text: string) => void };

/** A phone of the middle on a poor line: Lighthouse's "slow 4G" and a processor four times as slow. */
const slowLine = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const cpuSlowdown = 4;

/**
 * From the first byte asked for to a card form that can be filled in, and beside it how long a page takes to download and run a
 * script of about the official bundle's size (361 KB): other libraries, because the official one cannot be fetched here.
 */
export async function measureFrame({ rounds, say }: Options): Promise<Figure[]> {
  say("opening the card form on a slow line …");
  const [demo, browser, standIn] = await Promise.all([startDemo(), launchSlowBrowser(), startStandIn()]);
  try {
    const readyMs: number[] = [];
    const standInMs: number[] = [];
    const foreignShares: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const opened = await measureQuietest(() => watchDisturbed(() => openForm(browser, demo)));
      readyMs.push(opened.value);
      foreignShares.push(opened.foreignShare);
      standInMs.push(await runStandIn(browser, standIn.url));
    }
    const before = await countBeforeMount(browser, demo.gatewayUrl, standIn.url);
    const sizes = readCheckoutSizes();
    return [
      toFigure("card form ready on a slow line, ms", spreadOf(readyMs), atMost(1_500, " ms")),
      toFigure("foreign CPU meanwhile, share", spreadOf(foreignShares)),
      toFigure(`${standIn.kilobytes} KB of other script downloaded and run on the same line, ms`, spreadOf(standInMs)),
      toFigure("entry script, bytes after gzip", spreadOf([sizes.entryBytes]), atMost(10_240)),
      toFigure("form's script and styles, bytes after gzip", spreadOf([sizes.frameBytes]), atMost(46_080)),
      toFigure("requests before mount", spreadOf([before.requests]), atMost(0)),
      toFigure("storage writes before mount", spreadOf([before.writes]), atMost(0)),
    ];
  } finally {
    await browser.close();
    await demo.stop();
    standIn.server.close();
  }
}

/** Frames in the page's own process, where the slow line and processor reach them too. */
const launchSlowBrowser = (): Promise<Browser> =>
  launchBrowser(["--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process"]);

/** The shop's pay button wakes up when the form is there. */
const noteReady = `new MutationObserver(() => {
  const pay = document.querySelector("#pay");
  if (pay && !pay.disabled) document.documentElement.dataset.readyMs ??= String(performance.now());
}).observe(document, { subtree: true, childList: true, attributes: true });`;

async function openForm(browser: Browser, { shopUrl }: Demo): Promise<number> {
  const context = await browser.newContext({ viewport: phone, locale: "en-US" });
  const address = await placeOrder(context, shopUrl);
  const page = await slowPage(context);
  await page.addInitScript({ content: noteReady });
  await page.goto(address);
  await page.locator("html[data-ready-ms]").waitFor({ state: "attached" });
  const readyMs = Number(await page.locator("html").getAttribute("data-ready-ms"));
  await context.close();
  return readyMs;
}

/** The order is made at full speed: what counts begins with the checkout page. */
async function placeOrder(context: BrowserContext, shopUrl: string): Promise<string> {
  const { request } = context;
  const response = await request.post(`${shopUrl}/orders`, { form: { mug: "2", style: "card" }, maxRedirects: 0 });
  return new URL(response.headers()["location"] ?? "", shopUrl).href;
}

async function slowPage(context: BrowserContext) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", slowLine);
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
  return page;
}

async function runStandIn(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: phone });
  const page = await slowPage(context);
  await page.goto(url);
  await page.locator("html[data-done-ms]").waitFor({ state: "attached" });
  const doneMs = Number(await page.locator("html").getAttribute("data-done-ms"));
  await context.close();
  return doneMs;
}

/** Every door to storage that a page has, and a count of who went through; `document.cookie` is asked for at the end. */
const countWrites = `globalThis.writes = 0;
const count = (owner, name) => {
  const original = owner[name];
  owner[name] = function (...values) { globalThis.writes += 1; return original.apply(this, values); };
};
count(Storage.prototype, "setItem");
count(IDBFactory.prototype, "open");
count(CacheStorage.prototype, "open");
count(ServiceWorkerContainer.prototype, "register");`;

/** What the entry does before a shop mounts anything: it is loaded and the elements are made. */
async function countBeforeMount(browser: Browser, gatewayUrl: string, pagesUrl: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Caches and service workers exist in secure contexts only, which a shop on 127.0.0.1 is.
  await page.addInitScript({ content: countWrites });
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  await page.goto(`${pagesUrl}entry?${gatewayUrl}/checkout/v1/checkout.js`);
  const writes = await page.evaluate(async () => {
    const scope = globalThis as unknown as { readonly writes: number } & Record<
      "AMSElement" | "AMSCashierPayment",
      new (options: object) => object
    >;
    // Throws where the script did not load, so that nothing is counted that was not there.
    for (const Class of [scope.AMSElement, scope.AMSCashierPayment]) new Class({ sessionData: "x", locale: "en_US" });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return scope.writes;
  });
  const cookies = await context.cookies();
  await context.close();
  // The page and the entry themselves.
  return { requests: requests.length - 2, writes: writes + cookies.length };
}

async function startStandIn(): Promise<{ readonly url: string; readonly server: Server; readonly kilobytes: number }> {
  const standIn = gzipSync(makeStandIn());
  const server = createServer((request, response) => {
    if (request.url === "/script.js") {
      response.writeHead(200, { "content-type": "text/javascript", "content-encoding": "gzip" }).end(standIn);
      return;
    }
    // Real pages and none that the test puts in: a page without an address may load nothing from this machine.
    const script = request.url?.startsWith("/entry?") ? request.url.slice("/entry?".length) : "/script.js";
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><link rel="icon" href="data:,"><script src="${script}"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const kilobytes = Math.round(standIn.length / 1_000);
  return { server, kilobytes, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** Real libraries, one after another; each in a function of its own, as bundlers put them. */
function makeStandIn(): string {
  const require = createRequire(import.meta.url);
  const files = [
    "axe-core/axe.min.js",
    "node-forge/dist/forge.min.js",
    "vue/dist/vue.global.prod.js",
    "vue/dist/vue.runtime.global.prod.js",
  ];
  const wrapped = files.map((file) => `(function(){${readFileSync(require.resolve(file), "utf8")}\n}).call(window);`);
  return `${wrapped.join("\n")}\ndocument.documentElement.dataset.doneMs = String(performance.now());`;
}
