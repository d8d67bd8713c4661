import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { desktop, findAxeViolations, takePicture, type Visit, visit } from "../../support/browser.ts";
import { setUpOwner, useConsoleDemo } from "./console-demo.ts";

const at = useConsoleDemo();
let current: Visit;
let page: Page;

beforeAll(async () => {
  current = await visit(at.browser, { viewport: desktop });
  ({ page } = current);
  await setUpOwner(page, at.demo);
});

const open = (path: string) => page.goto(`${at.demo.url}/console/${at.demo.clientId}/${path}`);
const rowCount = async (): Promise<number> => (await page.getByRole("row").count()) - 1;
const dialog = () => page.getByRole("dialog");

test("a payment is captured in part and refunded in part, each after it was confirmed", async () => {
  const manual = { paymentFactor: { isAuthorization: "true", captureMode: "MANUAL" } } as const;
  const { paymentSessionId } = await at.demo.pay("ORDER-MANUAL", manual);
  await open(`payments/${paymentSessionId}`);
  await page.getByRole("button", { name: "Capture" }).click();
  await dialog().getByLabel("Amount").fill("10051");
  expect(
    await dialog()
      .getByRole("button", { name: /^Capture/ })
      .isDisabled(),
  ).toBe(true);
  await dialog().getByLabel("Amount").fill("5000");
  await dialog()
    .getByText(/50\.00.*The buyer is charged/)
    .waitFor();
  await takePicture(page, "console-capture");
  expect(await findAxeViolations(page)).toEqual([]);
  await dialog()
    .getByRole("button", { name: /^Capture/ })
    .click();
  await dialog().waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Refund" }).click();
  await dialog().getByLabel("Amount").fill("1000");
  await dialog()
    .getByRole("button", { name: /^Refund/ })
    .click();
  await dialog().waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  await takePicture(page, "console-refunded");
  const text = await page.getByRole("main").innerText();
  expect(text).toMatch(/50\.00/);
  expect(text).toMatch(/10\.00/);
});

test("an open session is cancelled after that was confirmed, and Escape leaves it as it is", async () => {
  const { paymentSessionId } = await at.demo.openSession("ORDER-CANCEL");
  await open(`payments/${paymentSessionId}`);
  await page.getByRole("button", { name: "Cancel payment" }).click();
  await dialog().waitFor();
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "hidden" });
  await page.getByText("OPEN", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Cancel payment" }).click();
  await dialog().getByRole("button", { name: "Cancel payment" }).click();
  await page.getByText("CANCELLED", { exact: true }).first().waitFor();
  expect(await page.getByRole("button", { name: "Cancel payment" }).count()).toBe(0);
});

test("the merchant's order id finds its payments, and the filters are in the address", async () => {
  await at.demo.pay("ORDER-FOUND");
  await at.demo.openSession("ORDER-FOUND");
  await open("payments");
  await page.getByRole("search").getByRole("textbox").fill("ORDER-FOUND");
  await page.keyboard.press("Enter");
  await expect.poll(rowCount).toBe(2);
  expect(new URL(page.url()).searchParams.get("q")).toBe("ORDER-FOUND");
  await page.reload();
  await expect.poll(rowCount).toBe(2);
  await open("payments?status=OPEN&currency=SGD");
  await page.getByRole("table").waitFor();
  await takePicture(page, "console-payments-filtered");
  expect(await rowCount()).toBeGreaterThan(0);
  expect(await page.getByRole("row").filter({ hasText: "SUCCESS" }).count()).toBe(0);
});

test("what happens meanwhile comes into the list by itself", async () => {
  await open("payments");
  await page.getByRole("table").waitFor();
  const before = await rowCount();
  await at.demo.pay("ORDER-LIVE");
  await page.getByRole("row").filter({ hasText: "ORDER-LIVE" }).waitFor();
  expect(await rowCount()).toBe(before + 1);
});

test("the file holds what the filter leaves, however many are shown", async () => {
  await open("payments?status=SUCCESS");
  await page.getByRole("table").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^payments-SANDBOX_.*\.csv$/);
  const [head, ...lines] = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(head).toContain('"paymentRequestId"');
  expect(lines.length).toBe(await rowCount());
  expect(lines.every((line) => line.includes('"SUCCESS"'))).toBe(true);
});

test("after an outage everything since a moment is sent again", async () => {
  await at.demo.pay("ORDER-OUTAGE", { paymentNotifyUrl: "http://127.0.0.1:9/away" });
  await open("notifications?status=WAITING");
  await page.getByRole("table").waitFor();
  await page.getByRole("button", { name: "Send again since…" }).click();
  await dialog().getByLabel("Since").fill("2026-01-01T00:00");
  await takePicture(page, "console-resend-since");
  expect(await findAxeViolations(page)).toEqual([]);
  await dialog().getByRole("button", { name: "Send again" }).click();
  const told = page.getByText(/will be sent again/);
  await told.waitFor();
  expect(await told.innerText()).toMatch(/^1 /);
});

test("the sandbox begins anew only when the account's id was typed", async () => {
  await open("sandbox");
  const confirm = page.getByLabel(`Type ${at.demo.clientId} to confirm`);
  const button = page.getByRole("button", { name: "Delete all of it" });
  await confirm.fill("SANDBOX_OTHER");
  expect(await button.isDisabled()).toBe(true);
  await confirm.fill(at.demo.clientId);
  await takePicture(page, "console-reset");
  await button.click();
  await page.getByText(/rows were deleted/).waitFor();
  await open("payments");
  await page.getByText("No payment fits").waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
});

test("nothing of all this went against the page's policy", () => {
  expect(current.complaints).toEqual([]);
});
