import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { desktop, findAxeViolations, takePicture, type Visit, visit } from "../../support/browser.ts";
import { useConsoleDemo } from "./console-demo.ts";

const at = useConsoleDemo();
let current: Visit;
let page: Page;

beforeAll(async () => {
  current = await visit(at.browser, { viewport: desktop });
  ({ page } = current);
});

const password = "correct horse battery";
const open = (name: string): Promise<void> => page.getByRole("link", { name, exact: true }).click();

test("a new user, from the printed link: explorer, payment, timeline, notification, resend, and why a signature failed", async () => {
  await page.goto(at.demo.setupUrl);
  await page.getByLabel("Name").fill("Mei Tan");
  await page.getByLabel("Email").fill("mei@shop.example");
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await takePicture(page, "console-setup");
  await page.getByRole("button", { name: "Create account" }).click();

  // Nothing has happened yet, and the page says where to begin.
  await page.getByRole("heading", { name: "No payment yet" }).waitFor();
  await takePicture(page, "console-empty");
  await open("Settings");
  await page.getByLabel("Default notification address").fill(at.demo.receiver.url);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();

  await open("API explorer");
  await page.getByRole("combobox", { name: "Case" }).click();
  await page.getByRole("option", { name: /card/i }).first().click();
  const editor = page.getByRole("textbox", { name: "Request" });
  await editor.waitFor();
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText("The gateway's signature is right").waitFor();
  await takePicture(page, "console-explorer");
  expect(await page.getByRole("region", { name: "What is signed" }).innerText()).toContain(
    `POST /ams/sandbox/api/v1/payments/`,
  );

  const [checkout] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: "Pay this session" }).click(),
  ]);
  const cardOption = checkout.getByLabel("Card", { exact: true });
  await checkout.getByLabel("Card number").or(cardOption).first().waitFor();
  if (await cardOption.count()) await cardOption.check();
  await checkout.getByText("Test cards").click();
  await checkout
    .getByRole("button", { name: /4054 6957 2310 0768|Approved/ })
    .first()
    .click();
  await checkout.getByRole("button", { name: /^Pay/ }).click();
  await checkout.getByText("Payment received").waitFor();
  await checkout.close();

  await page.getByRole("link", { name: "Timeline" }).click();
  await page.getByText("SUCCESS", { exact: true }).first().waitFor();
  await takePicture(page, "console-payment");
  expect(await findAxeViolations(page)).toEqual([]);

  await open("Notifications");
  await page.getByRole("link", { name: "notifyPayment SUCCESS" }).click();
  await page.getByText("1. ACKNOWLEDGED").waitFor();
  const before = at.demo.receiver.received.length;
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText("2. ACKNOWLEDGED").waitFor();
  await takePicture(page, "console-notification");
  expect(at.demo.receiver.received.length).toBe(before + 1);

  await sendBadlySigned();
  await open("API log");
  await page.getByLabel("Signature failures only").check();
  await page.getByRole("link", { name: "inquiryPayment" }).click();
  await page.getByText("Why the signature failed").waitFor();
  await takePicture(page, "console-signature-failure");
  await page
    .getByText(/signature/i)
    .first()
    .waitFor();
});

/** As a merchant's server does whose library has written the body anew after signing. */
async function sendBadlySigned(): Promise<void> {
  const path = "/ams/sandbox/api/v1/payments/inquiryPayment";
  const headers = {
    "content-type": "application/json",
    "client-id": at.demo.clientId,
    "request-time": String(Date.now()),
    signature: `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(Buffer.alloc(256, 7).toString("base64"))}`,
  };
  const reply = await fetch(`${at.demo.url}${path}`, { method: "POST", headers, body: '{"paymentRequestId":"X"}' });
  expect(await reply.text()).toContain("INVALID_SIGNATURE");
}
