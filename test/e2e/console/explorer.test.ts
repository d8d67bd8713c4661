import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { desktop, findAxeViolations, takePicture, visit } from "../../support/browser.ts";
import { setUpOwner, useConsoleDemo } from "./console-demo.ts";

const at = useConsoleDemo();
let page: Page;

beforeAll(async () => {
  ({ page } = await visit(at.browser, { viewport: desktop }));
  await setUpOwner(page, at.demo);
});

const open = async (search: Readonly<Record<string, string>> = {}): Promise<void> => {
  await page.goto(`${at.demo.url}/console/${at.demo.clientId}/explorer?${new URLSearchParams(search).toString()}`);
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

test("a case brings about first what it is about, and shows how", async () => {
  await open({ operation: "refund", case: "More than is left" });
  expect(await page.locator(".cm-content").innerText()).toContain("{{paymentId}}");
  expect((await run()).result.resultCode).toBe("REFUND_AMOUNT_EXCEED");
  expect(await page.getByText("Before: pay SUCCESS").count()).toBe(1);
  await takePicture(page, "console-explorer-steps");
  expect(await findAxeViolations(page)).toEqual([]);
});

test("Ctrl Enter runs the request from inside of the editor and leaves its text alone", async () => {
  await open({ operation: "consult", case: "Ways to pay in Brazil" });
  const before = await page.locator(".cm-content").innerText();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+Enter");
  await page.getByText("The gateway's signature is right").waitFor();
  expect(await page.locator(".cm-content").innerText()).toBe(before);
});

test.each(["Java", "Node.js", "Python", "PHP", "Go", ".NET", "curl"])(
  "the %s sample is shown, with how to run it",
  async (language) => {
    await open({ operation: "consult", case: "Ways to pay in Brazil" });
    await page.getByRole("tab", { name: "Sample code" }).click();
    await page.getByRole("tab", { name: language, exact: true }).click();
    const program = page.getByRole("region", { name: language, exact: true });
    await program.waitFor();
    expect(await program.innerText()).toContain("/v1/payments/consult");
    expect(await page.getByText(/and run:/).count()).toBe(1);
  },
);

test("what happens to the session in the other tab is seen beside the answer", async () => {
  await open({ operation: "createPaymentSession", case: "Card, without 3-D Secure" });
  await run();
  await page.getByText("OPEN", { exact: true }).waitFor();
  const [checkout] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: "Pay this session" }).click(),
  ]);
  await checkout.getByText("Test cards").click();
  await checkout
    .getByRole("button", { name: /4054 6957 2310 0768|Approved/ })
    .first()
    .click();
  await checkout.getByRole("button", { name: /^Pay/ }).click();
  await checkout.getByText("Payment received").waitFor();
  await checkout.close();
  await page.getByText("OPEN", { exact: true }).waitFor({ state: "detached" });
  expect(await page.getByRole("link", { name: "Timeline" }).count()).toBe(1);
});

test("a request of the API log opens in the explorer as it was, and runs again", async () => {
  await open({ operation: "inquiryPayment", case: "No such payment" });
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText('{"paymentId":"20260102"}');
  await run();
  await page.goto(`${at.demo.url}/console/${at.demo.clientId}/api-log?q=20260102`);
  await page.getByRole("link", { name: "inquiryPayment" }).first().click();
  await page.getByRole("link", { name: "Open in the explorer" }).click();
  await page.locator(".cm-content").waitFor();
  expect(JSON.parse(await page.locator(".cm-content").innerText())).toEqual({ paymentId: "20260102" });
  expect((await run()).result.resultCode).toBe("ORDER_NOT_EXIST");
});
