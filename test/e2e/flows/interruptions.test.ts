import { describe, expect, test } from "vitest";
import { takePicture } from "../../support/browser.ts";
import { sizes, useBuyer, useDemo } from "./demo-suite.ts";
import { awaitTold, bankPage, cards, formOf, goToCheckout, orderStatus, pay, payButton, typeCard } from "./shopping.ts";

const { demo, browser } = useDemo();

describe.each(sizes)("on a %s", (size, viewport) => {
  const page = useBuyer(browser, viewport);

  async function expectPaid(): Promise<void> {
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  }

  const countPaid = async (): Promise<number> =>
    ((await page().locator("#told").innerText()).match(/S SUCCESS/g) ?? []).length;

  test("the browser's back button leads from a wallet to the form, and a card pays instead", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "element", market: "ph" });
    await formOf(page()).getByLabel("GCash", { exact: true }).check();
    await pay(page());
    await page().waitForURL(/\/sandbox\/pay\//);
    await page().goBack();
    const form = formOf(page());
    await form.getByLabel("Card", { exact: true }).check();
    await takePicture(page(), `${size}-back-from-wallet`);
    await typeCard(form, cards.approved);
    await pay(page());
    await expectPaid();
  });

  test("a reload while the bank asks brings the form back, and the payment is made once", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["threeDS"] });
    await typeCard(formOf(page()), cards.challenged);
    await pay(page());
    await bankPage(page()).getByRole("button", { name: "Approve" }).waitFor();
    await page().reload();
    await typeCard(formOf(page()), cards.challenged);
    await pay(page());
    await bankPage(page()).getByRole("button", { name: "Approve" }).click();
    await expectPaid();
    await awaitTold(page(), "S SUCCESS");
    expect(await countPaid()).toBe(1);
  });

  test("a reload after paying leads to the paid order, and charges nothing", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["stay"] });
    await typeCard(formOf(page()), cards.approved);
    await pay(page());
    await formOf(page()).getByRole("heading", { name: "Payment received" }).waitFor();
    await takePicture(page(), `${size}-paid`);
    await page().reload();
    await expectPaid();
    await awaitTold(page(), "S SUCCESS");
    expect(await countPaid()).toBe(1);
  });

  test("two tabs with the same order pay once", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["stay"] });
    const other = await page().context().newPage();
    await other.goto(page().url());
    await typeCard(formOf(page()), cards.approved);
    await typeCard(formOf(other), "5200000000000007");
    await Promise.all([payButton(page()).click(), payButton(other).click()]);
    const order = page()
      .url()
      .replace(/\/checkout.*/, "");
    await page().goto(order);
    await awaitTold(page(), "S SUCCESS");
    await page().waitForTimeout(500);
    await page().reload();
    expect(await countPaid()).toBe(1);
  });

  test("without a network the form waits and says so; when it is back, the payment is made once", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await typeCard(formOf(page()), cards.approved);
    await page().context().setOffline(true);
    await pay(page());
    await formOf(page())
      .getByText(/Connection lost/)
      .first()
      .waitFor();
    await takePicture(page(), `${size}-offline`);
    await page().context().setOffline(false);
    await expectPaid();
    await awaitTold(page(), "S SUCCESS");
    expect(await countPaid()).toBe(1);
  });

  test("a session that ends while the form is open cannot be paid any more, and the form says why", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await typeCard(formOf(page()), cards.approved);
    await demo().moveClock("2h");
    await pay(page());
    await formOf(page()).getByRole("heading", { name: "Time is up" }).waitFor();
    await takePicture(page(), `${size}-expired`);
    const order = page()
      .url()
      .replace(/\/checkout.*/, "");
    await page().goto(order);
    expect(await orderStatus(page()).innerText()).not.toBe("Paid");
  });

  test("a shop that keeps the buyer on its page is told, and goes nowhere", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["stay", "threeDS"] });
    const before = page().url();
    await typeCard(formOf(page()), cards.challenged);
    await pay(page());
    await bankPage(page()).getByRole("button", { name: "Approve" }).click();
    await page().getByRole("link", { name: "See your order" }).waitFor();
    expect(page().url()).toBe(before);
    expect(await page().locator("#events").innerHTML()).toContain("SDK_PAYMENT_SUCCESSFUL");
  });
});
