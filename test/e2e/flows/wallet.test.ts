import { describe, expect, test } from "vitest";
import { takePicture } from "../../support/browser.ts";
import { sizes, useBuyer, useDemo } from "./demo-suite.ts";
import { awaitTold, cards, formOf, goToCheckout, orderStatus, pay, typeCard } from "./shopping.ts";

const { demo, browser } = useDemo();

describe.each(sizes)("on a %s", (size, viewport) => {
  const page = useBuyer(browser, viewport);

  /** Leaves the shop's page for the wallet's. */
  async function goToWallet(name: RegExp, market: string): Promise<void> {
    await goToCheckout(page(), demo().shopUrl, { style: "element", market });
    const form = formOf(page());
    await form.getByLabel(name).first().check();
    const byPage = form.getByLabel(/page/i);
    if (await byPage.count()) await byPage.first().check();
    await takePicture(page(), `${size}-methods`);
    await pay(page());
    await page().waitForURL(/\/sandbox\/pay\//);
  }

  test("a wallet that approves leads back to the shop, which asks its server", async () => {
    await goToWallet(/GCash/i, "ph");
    await takePicture(page(), `${size}-wallet`);
    await page()
      .getByRole("button", { name: /approve|pay/i })
      .first()
      .click();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
    await awaitTold(page(), "S SUCCESS");
  });

  test("a wallet that declines leads back to a shop that can be paid again", async () => {
    await goToWallet(/GCash/i, "ph");
    await page()
      .getByRole("button", { name: /decline/i })
      .first()
      .click();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Waiting for payment");
    await page().getByRole("link", { name: "Back to checkout" }).click();
    const form = formOf(page());
    await form.getByLabel("Card", { exact: true }).check();
    await typeCard(form, cards.approved);
    await pay(page());
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("a card of Brazil is paid in installments", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", market: "br" });
    const form = formOf(page());
    await typeCard(form, cards.installments);
    await form.locator("select").selectOption({ index: 2 });
    await takePicture(page(), `${size}-installments`);
    await pay(page());
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("an order nobody pays is closed with its session, and the shop is told once somebody has tried", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["stay"] });
    const form = formOf(page());
    await typeCard(form, cards.refused);
    await pay(page());
    await form.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
    const order = page()
      .url()
      .replace(/\/checkout.*/, "");
    await demo().moveClock("2h");
    await page().goto(order);
    await awaitTold(page(), "F ORDER_IS_CLOSED");
    expect(await orderStatus(page()).innerText()).toBe("Not paid");
  });

  test("an authorization is captured later, and the shop is told", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["manual"] });
    await typeCard(formOf(page()), cards.approved);
    await pay(page());
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    await page().getByRole("button", { name: "Capture" }).click();
    await awaitTold(page(), "notifyCapture SUCCESS 4800 SGD");
  });
});
