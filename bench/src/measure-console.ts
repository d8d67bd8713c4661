import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import type { Browser } from "playwright-core";
import { desktop, launchBrowser } from "../../test/support/browser.ts";
import { atMost, type Figure, toFigure } from "./figures.ts";
import { seedSqlitePayments } from "./seed-payments.ts";
import { spreadOf } from "./statistics.ts";
import { newFolder, startSqliteGateway } from "./subjects.ts";

type Options = { readonly rounds: number; readonly say: (text: string) => void };

const rows = 100;
const targetMs = 300;

/** From the last byte of a page of payments to a list of them that answers a press. */
export async function measureConsole({ rounds, say }: Options): Promise<Figure[]> {
  say("opening the console's list of payments …");
  const dataDir = newFolder();
  const first = await startSqliteGateway(19_300, dataDir);
  await first.halt();
  const { clientId } = first.credentials;
  const token = randomBytes(32).toString("base64url");
  seedSqlitePayments(dataDir, { clientId, count: 500, now: Date.now(), token });
  const [gateway, browser] = await Promise.all([startSqliteGateway(19_300, dataDir), launchBrowser()]);
  const url = `http://localhost:${gateway.port}/console/${clientId}/payments`;
  const measure = async (cpuSlowdown: number): Promise<number[]> => {
    const found: number[] = [];
    for (let round = 0; round < rounds; round++) found.push(await openList(browser, { url, token, cpuSlowdown }));
    return found;
  };
  try {
    await measure(1); // Warm.
    return [
      toFigure(
        `console: ${rows} payments ready after their data, ms`,
        spreadOf(await measure(1)),
        atMost(targetMs, " ms"),
      ),
      toFigure(`console: the same on a processor four times as slow, ms`, spreadOf(await measure(4))),
    ];
  } finally {
    await browser.close();
    await gateway.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Ready: all rows are there, were shown in a frame, and the script has nothing left to do before it answers a press. */
const noteRows = `new MutationObserver(() => {
  const { dataset } = document.documentElement;
  if (dataset.rowsMs || document.querySelectorAll("tbody tr").length < ${rows}) return;
  dataset.rowsMs = "soon";
  requestAnimationFrame(() => setTimeout(() => {
    const asked = performance.getEntriesByType("resource").filter(({ name }) => /\\/api\\/v1\\/accounts\\/[^/]+\\/payments$/.test(name));
    dataset.rowsMs = String(performance.now() - asked[0].responseEnd);
  }));
}).observe(document, { subtree: true, childList: true });`;

type List = { readonly url: string; readonly token: string; readonly cpuSlowdown: number };

async function openList(browser: Browser, { url, token, cpuSlowdown }: List): Promise<number> {
  const context = await browser.newContext({ viewport: desktop, locale: "en-US" });
  await context.addCookies([{ name: "opencashier-console", value: token, url: new URL("/console", url).href }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
  await page.addInitScript({ content: noteRows });
  await page.goto(url);
  await page.locator("html[data-rows-ms]:not([data-rows-ms='soon'])").waitFor({ state: "attached" });
  const readyMs = Number(await page.locator("html").getAttribute("data-rows-ms"));
  await context.close();
  return readyMs;
}
