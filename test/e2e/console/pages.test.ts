import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  desktop,
  findAxeViolations,
  launchBrowser,
  phone,
  takePicture,
  type Visit,
  visit,
} from "../../support/browser.ts";
import { type ConsoleDemo, startConsoleDemo } from "./console-demo.ts";

let demo: ConsoleDemo;
let browser: Browser;

const email = "mei@shop.example";
const password = "correct horse battery";

beforeAll(async () => {
  [demo, browser] = await Promise.all([startConsoleDemo(), launchBrowser()]);
  const { page, context } = await visit(browser, { viewport: desktop });
  await page.goto(demo.setupUrl);
  await page.getByLabel("Name").fill("Mei Tan");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("link", { name: "API explorer", exact: true }).click();
  // Something to show on every page.
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText("The gateway's signature is right").waitFor();
  await page.getByRole("link", { name: "Timeline" }).click();
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Each page, and something that is only there once it has loaded. */
const pages = [
  ["home", "main h1"],
  ["explorer", ".json-editor .cm-content"],
  ["payments", "main table"],
  ["notifications", "main h1"],
  ["api-log", "main table"],
  ["keys", "main table"],
  ["sandbox", "main table"],
  ["settings", "main textarea"],
  ["members", "main table"],
  ["audit", "main [role=alert]"],
] as const;

const looks = [
  ["desktop, light, English", { viewport: desktop, colorScheme: "light", locale: "en-US" }],
  ["desktop, dark, Chinese", { viewport: desktop, colorScheme: "dark", locale: "zh-CN" }],
  ["phone, light, Chinese", { viewport: phone, colorScheme: "light", locale: "zh-CN" }],
  ["phone, dark, English", { viewport: phone, colorScheme: "dark", locale: "en-US" }],
] as const;

describe.each(looks)("on a %s", (look, options) => {
  let current: Visit;
  let page: Page;
  const foreign: string[] = [];

  beforeEach(async () => {
    current = await visit(browser, options);
    ({ page } = current);
    page.on("request", (request) => {
      if (!request.url().startsWith(demo.url) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
    await page.goto(`${demo.url}/console`);
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[name="password"]').fill(password);
    await page.locator('button[type="submit"]').click();
    await page.waitForURL(/\/home$/);
  });

  afterEach(async () => {
    expect([...current.complaints, ...foreign]).toEqual([]);
    await current.context.close();
  });

  test("every page shows what it has, axe finds no fault, and nothing is asked of anybody else", async () => {
    const faults: string[] = [];
    for (const [path, there] of pages) {
      await page.goto(`${demo.url}/console/${demo.clientId}/${path}`);
      await page.locator(there).first().waitFor();
      await page.waitForLoadState("networkidle");
      await takePicture(page, `console-${look.replaceAll(/, /g, "-")}-${path}`);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (isWide) faults.push(`${path}: wider than the screen`);
      for (const fault of await findAxeViolations(page)) faults.push(`${path}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});

describe("from the keyboard", () => {
  test("the palette finds every page by its name", async () => {
    const { page, context } = await visit(browser, { viewport: desktop });
    await page.goto(`${demo.url}/console`);
    await page.getByLabel("Email").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/home$/);
    await page.getByRole("heading", { name: "Home" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Go to…").waitFor();
    await page.keyboard.type("API log");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "API log", level: 1 }).waitFor();
    expect(page.url()).toContain("/api-log");
    await context.close();
  });
});
