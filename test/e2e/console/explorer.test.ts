import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { desktop, findAxeViolations, launchBrowser, takePicture, visit } from "../../support/browser.ts";
import { type ConsoleDemo, setUpOwner, startConsoleDemo } from "./console-demo.ts";

let demo: ConsoleDemo;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startConsoleDemo(), launchBrowser()]);
  ({ page } = await visit(browser, { viewport: desktop }));
  await setUpOwner(page, demo);
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const open = async (search: Readonly<Record<string, string>> = {}): Promise<void> => {
  await page.goto(`${demo.url}/console/${demo.clientId}/explorer?${new URLSearchParams(search).toString()}`);
  await page.locator(".cm-content").waitFor();
};

const choose = async (label: string, option: RegExp | string): Promise<void> => {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).first().click();
};

const run = async (): Promise<{ readonly result: { readonly resultCode: string } }> => {
  await page.getByRole("button", { name: "Run" }).click();
  const answer = page.getByRole("region", { name: "Response", exact: true });
  await answer.waitFor();
  return JSON.parse(await answer.innerText()) as { readonly result: { readonly resultCode: string } };
};

const mistakes = [
  ["changedBody", "INVALID_SIGNATURE"],
  ["otherKeyVersion", "KEY_NOT_FOUND"],
  ["otherClient", "INVALID_CLIENT"],
  ["badTime", "PARAM_ILLEGAL"],
  ["plainText", "MEDIA_TYPE_NOT_ACCEPTABLE"],
  ["put", "METHOD_NOT_SUPPORTED"],
  ["otherPath", "NO_INTERFACE_DEF"],
  ["twice", "PROCESS_FAIL"],
] as const;

test.each(mistakes)("a request sent with the mistake %s is answered with %s", async (way, resultCode) => {
  await open({ way });
  expect((await run()).result.resultCode).toBe(resultCode);
});

test("the same paymentRequestId for another amount is refused where Antom names a code of its own for it", async () => {
  await open({ operation: "pay", case: "A wallet the payer is sent to", way: "twice" });
  expect((await run()).result.resultCode).toBe("REPEAT_REQ_INCONSISTENT");
});

test.each([
  [/^Insufficient|not enough|51/i, "USER_BALANCE_NOT_ENOUGH"],
  [/· 05$/, "DO_NOT_HONOR"],
])("a card whose issuer answers %s is declined with %s", async (name, resultCode) => {
  await open({ operation: "pay", case: "A wallet the payer is sent to" });
  await choose("Case", name);
  expect((await run()).result.resultCode).toBe(resultCode);
});

test("what the schema does not allow is marked while it is typed", async () => {
  await open();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText('{"productCode":"CASH","paymentAmuont":{}}');
  await page.locator(".cm-lintRange-error").first().waitFor();
  await page.locator(".cm-lintRange-warning").first().waitFor();
  await page.locator(".cm-lintRange-error", { hasText: "CASH" }).hover();
  const told = page.getByText(/must be one of CASHIER_PAYMENT/);
  await told.waitFor();
  expect(await told.count()).toBe(1);
  await takePicture(page, "console-explorer-validation");
});

test("names that fit where the cursor is are offered, and no others", async () => {
  await open();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText('{"paymentAmount": {}}');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type('"');
  const offered = page.locator(".cm-tooltip-autocomplete li");
  await offered.first().waitFor();
  expect(await offered.locator(".cm-completionLabel").allInnerTexts()).toEqual(["currency", "value"]);
});

test("the form and the JSON are one request, and any field of the schema can be added", async () => {
  await open({ operation: "inquiryPayment", case: "No such payment" });
  await page.getByRole("tab", { name: "Form" }).click();
  await page.getByRole("textbox", { name: "paymentRequestId" }).fill("PR-from-the-form");
  await choose("Add a field", "merchantAccountId");
  await page.getByRole("textbox", { name: "merchantAccountId" }).fill("store-7");
  await takePicture(page, "console-explorer-form");
  expect(await findAxeViolations(page)).toEqual([]);
  await page.getByRole("tab", { name: "JSON" }).click();
  const text = await page.locator(".cm-content").innerText();
  expect(JSON.parse(text)).toEqual({ paymentRequestId: "PR-from-the-form", merchantAccountId: "store-7" });
  expect((await run()).result.resultCode).toBe("ORDER_NOT_EXIST");
});

test("a link to a case opens it as it was", async () => {
  await open({ operation: "inquiryPayment", case: "No such payment" });
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText('{"paymentId":"20260101"}');
  await page.context().grantPermissions(["clipboard-write", "clipboard-read"]);
  await page.getByRole("button", { name: "Copy a link to it" }).click();
  await page.getByRole("button", { name: "Copied", exact: true }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await page.context().newPage();
  await other.goto(link);
  await other.locator(".cm-content").waitFor();
  expect(JSON.parse(await other.locator(".cm-content").innerText())).toEqual({ paymentId: "20260101" });
  expect(await other.getByRole("combobox", { name: "Operation" }).inputValue()).toBe("inquiryPayment");
  await other.close();
});
