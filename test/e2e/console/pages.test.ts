import type { Page } from "playwright-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { desktop, findAxeViolations, phone, takePicture, type Visit, visit } from "../../support/browser.ts";
import { setUpOwner, signIn, useConsoleDemo } from "./console-demo.ts";

const at = useConsoleDemo();

/** Of a session, of its request and of nothing that was paid: each page has something to show. */
let shown: { readonly session: string; readonly request: string };

beforeAll(async () => {
  const { page, context } = await visit(at.browser, { viewport: desktop });
  await setUpOwner(page, at.demo);
  await trade();
  await page.getByRole("link", { name: "API explorer", exact: true }).click();
  // Something to show on every page.
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText("The gateway's signature is right").waitFor();
  await page.getByRole("link", { name: "Timeline" }).click();
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  const session = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.getByRole("link", { name: "More" }).first().click();
  await page.getByRole("heading", { name: "Response" }).waitFor();
  shown = { session, request: new URL(page.url()).pathname.split("/").at(-1) ?? "" };
  await context.close();
});

/** Paid in two currencies, declined for two reasons, told and not told. */
async function trade(): Promise<void> {
  const yen = { currency: "JPY", value: "4800" };
  const inYen = { paymentAmount: yen, settlementStrategy: { settlementCurrency: "JPY" } };
  for (let order = 1; order <= 5; order++) await at.demo.pay(`ORDER-${order}`);
  for (let order = 6; order <= 8; order++) await at.demo.pay(`ORDER-${order}`, inYen);
  await at.demo.pay("ORDER-9", { paymentNotifyUrl: "http://127.0.0.1:9/away" });
  for (const number of declinedCards) await at.demo.pay("ORDER-10", {}, number);
}

const declinedCards = ["4054692760174822", "4000000100005109"];

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

const allPages = (): readonly (readonly [string, string, string])[] => [
  ...pages.map(([path, there]) => [path, `${at.demo.clientId}/${path}`, there] as const),
  ["payment", `${at.demo.clientId}/payments/${shown.session}`, "main details"],
  ["api-request", `${at.demo.clientId}/api-log/${shown.request}`, "main pre"],
  ["account", "account", "main table"],
];

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
    current = await visit(at.browser, options);
    ({ page } = current);
    page.on("request", (request) => {
      if (!request.url().startsWith(at.demo.url) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
    await page.goto(`${at.demo.url}/console`);
    await signIn(page);
    await page.waitForURL(/\/home$/);
  });

  afterEach(async () => {
    expect([...current.complaints, ...foreign]).toEqual([]);
    await current.context.close();
  });

  test("every page shows what it has, axe finds no fault, and nothing is asked of anybody else", async () => {
    const faults: string[] = [];
    for (const [path, address, there] of allPages()) {
      await page.goto(`${at.demo.url}/console/${address}`);
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

describe("home", () => {
  test("shows what was captured in the currency chosen, and a day by hours", async () => {
    const { page, context } = await visit(at.browser, { viewport: desktop });
    await page.goto(`${at.demo.url}/console/${at.demo.clientId}/home`);
    await signIn(page);
    await page.getByText("82 %", { exact: true }).first().waitFor();
    await page.getByText("JPY 14,400, SGD 603.00").waitFor();
    const captured = page.getByRole("region", { name: "Captured" });
    await captured.getByRole("combobox", { name: "Currency" }).selectOption("JPY");
    await page.getByText("24 hours").click();
    await page.waitForURL(/\?days=1$/);
    await captured.locator(".recharts-bar-rectangle path").first().hover();
    await captured.getByText("JPY 14,400").waitFor();
    await takePicture(page, "console-home-day");
    expect(await captured.locator(".recharts-bar-rectangle path").count()).toBe(1);
    await context.close();
  });
});

describe("before signing in", () => {
  test.each(looks)(
    "on a %s axe finds no fault in the form, and language and colours can be chosen",
    async (look, options) => {
      const { page, context } = await visit(at.browser, options);
      await page.goto(`${at.demo.url}/console`);
      const submit = page.locator('button[type="submit"]');
      await submit.waitFor();
      await takePicture(page, `console-${look.replaceAll(/, /g, "-")}-sign-in`);
      expect(await findAxeViolations(page)).toEqual([]);
      const before = await submit.innerText();
      await page.getByRole("button", { name: /Language|语言/ }).click();
      expect(await submit.innerText()).not.toBe(before);
      await page.reload();
      expect(await submit.innerText()).not.toBe(before);
      await context.close();
    },
  );

  test("whoever opens a page with filters gets to it after signing in, and whose sign-in ended is asked again", async () => {
    const { page, context } = await visit(at.browser, { viewport: desktop });
    await page.goto(`${at.demo.url}/console/${at.demo.clientId}/payments?status=OPEN`);
    await signIn(page);
    await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe("?status=OPEN");
    await page.getByRole("table").waitFor();
    await context.clearCookies();
    // The list asks again by itself.
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await signIn(page);
    await page.getByRole("table").waitFor();
    expect(new URL(page.url()).search).toBe("?status=OPEN");
    await context.close();
  });
});

describe("from the keyboard", () => {
  test("the palette finds every page by its name, and a payment by any of its ids", async () => {
    const { page, context } = await visit(at.browser, { viewport: desktop });
    await page.goto(`${at.demo.url}/console`);
    await signIn(page);
    await page.getByRole("heading", { name: "Home" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Go to…").waitFor();
    await page.keyboard.type("API log");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "API log", level: 1 }).waitFor();
    expect(page.url()).toContain("/api-log");
    await page.getByPlaceholder("Go to…").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Go to…").fill(shown.session);
    await page.getByText(`Find the payment ${shown.session}`).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Payments", level: 1 }).waitFor();
    await page.getByRole("row").nth(1).waitFor();
    expect(await page.getByRole("row").count()).toBe(2);
    await context.close();
  });
});
