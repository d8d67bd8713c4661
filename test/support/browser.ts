import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Frame,
  type LaunchOptions,
  type Page,
} from "playwright-core";
import { findChromium } from "../../tools/chromium.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Chromium, headless, talking to nobody but the test. */
export const launchBrowser = (more: readonly string[] = []): Promise<Browser> => chromium.launch(launchOptions(more));

/** Chromium with a profile that stays on disk when it has ended. */
export const launchProfile = (folder: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...launchOptions(), viewport: desktop, locale: "en-US" });

function launchOptions(more: readonly string[] = []): LaunchOptions {
  const executablePath = findChromium(root);
  if (executablePath === undefined) throw new Error("There is no Chromium: run `npm test`, which installs one.");
  return {
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  };
}

export const desktop = { width: 1280, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

/** Pages of one test, and what went wrong on them that no assertion looked at. */
export type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Violations of a page's policy, and errors nobody caught. Empty on a good page. */
  readonly complaints: readonly string[];
};

export type VisitOptions = {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly locale?: string;
  readonly colorScheme?: "light" | "dark";
};

export async function visit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const context = await browser.newContext({ locale: "en-US", ...options });
  const complaints: string[] = [];
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted|violat/i.test(text)) complaints.push(text);
  });
  return { context, page: await context.newPage(), complaints };
}

/** Where OPENCASHIER_SCREENSHOTS says, else nowhere. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env["OPENCASHIER_SCREENSHOTS"];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  // What is seen at once: a picture of the whole page resizes it, and frames of other origins follow late.
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds wrong in a page or frame, by WCAG 2.2 AA: rule and places.
 * @param exceptions rules that are kept in a way axe cannot see
 */
export async function findAxeViolations(
  target: Page | Frame,
  exceptions: readonly string[] = [],
): Promise<readonly string[]> {
  // Half-faded colours are nobody's fault.
  await target.evaluate(async () => {
    type Moving = { effect: { getComputedTiming: () => { endTime: number } } | null; finished: Promise<unknown> };
    const { document: shown } = globalThis as unknown as { document: { getAnimations: () => Moving[] } };
    const ending = shown
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  // Evaluated, not put into the page: the page's policy admits no script of ours.
  await target.evaluate(axeSource);
  const found = await target.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { target: unknown }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<Found> } };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { violations } = await axe.run({ runOnly: tags, iframes: false });
    return violations.map(({ id, nodes }) => [id, nodes.map((node) => String(node.target)).join(", ")] as const);
  });
  return found.filter(([id]) => !exceptions.includes(id)).map(([id, places]) => `${id}: ${places}`);
}
