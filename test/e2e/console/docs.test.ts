import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { desktop, findAxeViolations, phone, takePicture, type Visit, visit } from "../../support/browser.ts";
import { setUpOwner, useConsoleDemo } from "./console-demo.ts";

const at = useConsoleDemo();
let current: Visit;
let page: Page;
let foreign: string[];

afterEach(async () => {
  expect([current.complaints, foreign]).toEqual([[], []]);
  await current.context.close();
});

async function begin(options: Parameters<typeof visit>[1]): Promise<void> {
  current = await visit(at.browser, options);
  ({ page } = current);
  foreign = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(at.demo.url) && !request.url().startsWith("data:")) foreign.push(request.url());
  });
}

const open = async (path: string): Promise<void> => {
  await page.goto(`${at.demo.url}/console/docs${path}`);
  await page.locator(".docs-text h1").waitFor();
};

describe("who is not signed in", () => {
  beforeEach(() => begin({ viewport: desktop, locale: "en-US" }));

  test("reads from the first page on, and goes from page to page by the list, by links and to the next", async () => {
    await open("");
    await page.waitForURL(/\/docs\/en\/integrating\/overview$/);
    await page.getByRole("navigation").getByRole("link", { name: "Browser SDK" }).first().click();
    await page.waitForURL(/\/checkout-sdk$/);
    await page.getByRole("link", { name: "pin a version and its hash" }).click();
    await page.waitForURL(/\/content-security-policy#pin-the-script$/);
    await page.getByRole("navigation", { name: "Neighbouring pages" }).getByRole("link", { name: "Sandbox" }).click();
    await page.getByRole("heading", { level: 1, name: "Sandbox" }).waitFor();
    expect(await page.title()).toBe("Sandbox · OpenCashier");
  });

  test("comes to the first page of the language that an address names", async () => {
    await open("/zh");
    await page.waitForURL(/\/docs\/zh\/integrating\/overview$/);
    expect(await page.locator(".docs-text h1").innerText()).toBe("集成");
  });

  test("comes to a heading by its address, also in Chinese", async () => {
    for (const address of ["/en/operating/overview#health", "/zh/operating/overview#健康检查"]) {
      await open(address);
      const heading = page.getByRole("heading", { name: /^(?:Health|健康检查)$/ });
      await page.waitForFunction(() => scrollY > 100);
      const top = await heading.evaluate((element) => element.getBoundingClientRect().top);
      expect(top).toBeGreaterThan(50);
      expect(top).toBeLessThan(160);
    }
  });

  test("searches from the keyboard: slash, words, Enter", async () => {
    await open("/en/integrating/overview");
    await page.keyboard.press("/");
    await page.locator("[role=dialog] input:focus").waitFor();
    await page.keyboard.type("key rotation");
    await page.locator(".docs-found mark").first().waitFor();
    await page.getByText("Operating OpenCashier › Key rotation").waitFor();
    await takePicture(page, "docs-search");
    expect(await findAxeViolations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/operating\/overview#key-rotation$/);
  });

  test("searches in Chinese, by arrows, and changes the language without leaving the page", async () => {
    await open("/en/reference/refund");
    await page.getByRole("button", { name: "Language" }).click();
    await page.waitForURL(/\/docs\/zh\/reference\/refund$/);
    await page.getByRole("heading", { name: "请求参数" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await page.getByRole("button", { name: "搜索文档" }).first().click();
    await page.locator("[role=dialog] input:focus").waitFor();
    await page.keyboard.type("异步通知");
    await page.locator(".docs-found mark").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/docs\/zh\/(?!reference\/refund)/);
  });

  test("is told when there is no such page", async () => {
    await page.goto(`${at.demo.url}/console/docs/en/integrating/missing`);
    await page.getByText("There is no such page").waitFor();
    expect(await findAxeViolations(page)).toEqual([]);
  });

  test("copies an example as it stands", async () => {
    await current.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open("/en/operating/overview");
    await page.getByRole("button", { name: "Copy" }).first().click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("openssl rand -base64 32");
  });
});

describe("who is signed in", () => {
  beforeEach(() => begin({ viewport: desktop, locale: "en-US" }));

  test("finds pages by the palette and the menu, and tries an operation in the explorer", async () => {
    await setUpOwner(page, at.demo);
    await page.locator("main h1").waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("[role=dialog] input:focus").waitFor();
    await page.keyboard.type("key rotation");
    await page.getByText("Operating OpenCashier › Key rotation").click();
    await page.waitForURL(/\/docs\/en\/operating\/overview#key-rotation$/);
    await page.getByRole("link", { name: "Back to the console" }).click();
    await page.waitForURL(/\/home$/);
    await page.getByRole("link", { name: "Docs" }).click();
    await page.getByRole("navigation").getByRole("link", { name: "capture", exact: true }).click();
    await page.getByRole("link", { name: "Try it" }).click();
    await page.waitForURL(/\/explorer\?operation=capture/);
    expect(await page.locator(".json-editor .cm-content").innerText()).toContain("captureRequestId");
  });
});

const looks = [
  ["desktop, light, English", { viewport: desktop, colorScheme: "light" }, "en"],
  ["desktop, dark, Chinese", { viewport: desktop, colorScheme: "dark" }, "zh"],
  ["phone, light, Chinese", { viewport: phone, colorScheme: "light" }, "zh"],
  ["phone, dark, English", { viewport: phone, colorScheme: "dark" }, "en"],
] as const;

const shown = [
  "integrating/overview",
  "integrating/checkout-sdk",
  "integrating/sandbox",
  "operating/configuration",
  "reference/createPaymentSession",
  "reference/payment-life-cycle",
  "reference/payment-methods",
  "about/glossary",
];

describe.each(looks)("on a %s", (look, options, language) => {
  beforeEach(() => begin(options));

  test("pages fit the width, have no axe violation, and show no text of another language's frame", async () => {
    for (const path of shown) {
      await open(`/${language}/${path}`);
      await takePicture(page, `docs ${path.replace("/", " ")} ${look}`);
      expect([path, await findAxeViolations(page)]).toEqual([path, []]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([path, width]).toEqual([path, options.viewport.width]);
    }
  });

  test("the list of pages opens, leads on and closes", async () => {
    await open(`/${language}/about/glossary`);
    const isPhone = options.viewport.width < 500;
    if (isPhone) await page.getByRole("button", { name: language === "en" ? "Menu" : "菜单" }).click();
    await page.getByRole("link", { name: "createPaymentSession" }).first().click();
    await page.getByRole("heading", { level: 1, name: "createPaymentSession" }).waitFor();
    if (isPhone) await page.locator(".docs-folded-outline summary").click();
    const outline = page.locator(isPhone ? ".docs-folded-outline" : ".docs-outline");
    await outline.getByRole("link", { name: language === "en" ? "Result codes" : "结果码", exact: true }).click();
    await page.waitForFunction(() => scrollY > 500);
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe(language === "en" ? "#result-codes" : "#结果码");
  });
});
