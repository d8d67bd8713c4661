import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { desktop, launchBrowser, phone, type Visit, visit, type VisitOptions } from "../../support/browser.ts";
import { type Demo, startDemo } from "../../support/demo.ts";

/** The screens every flow is shown on. */
export const sizes = [
  ["desktop", desktop],
  ["phone", phone],
] as const;

/** One shop with its gateway and one browser for a whole file. */
export function useDemo(): { readonly demo: () => Demo; readonly browser: () => Browser } {
  let demo: Demo;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });
  return { demo: () => demo, browser: () => browser };
}

/** A fresh buyer for each test; none may meet an error nobody caught, or a breach of a page's policy. */
export function useBuyer(
  browser: () => Browser,
  viewport: VisitOptions["viewport"],
  options: Omit<VisitOptions, "viewport"> = {},
): () => Page {
  let current: Visit;
  beforeEach(async () => {
    current = await visit(browser(), { viewport, ...options });
  });
  afterEach(async () => {
    expect(current.complaints).toEqual([]);
    await current.context.close();
  });
  return () => current.page;
}
