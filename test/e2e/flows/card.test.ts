import { describe, expect, test } from "vitest";
import { findAxeViolations, takePicture } from "../../support/browser.ts";
import { sizes, useBuyer, useDemo } from "./demo-suite.ts";
import { awaitTold, cards, formOf, goToCheckout, orderStatus, pay, payButton, press, typeCard } from "./shopping.ts";

const { demo, browser } = useDemo();

describe.each(sizes)("a card on a %s", (size, viewport) => {
  const page = useBuyer(browser, viewport);

  test("without 3-D Secure is paid, told, and refunded", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await typeCard(formOf(page()), cards.approved);
    await takePicture(page(), `${size}-card-typed`);
    await pay(page());
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
    await awaitTold(page(), "S SUCCESS");
    await page().getByLabel("Amount in the smallest unit").fill("1000");
    await page().getByRole("button", { name: "Refund" }).click();
    await awaitTold(page(), "SUCCESS 1000 SGD");
    await takePicture(page(), `${size}-order-refunded`);
    expect(await page().locator("#refunded").innerText()).toContain("10.00");
  });

  test("that is declined leaves the form as it was but for the security code, and another card pays", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    const form = formOf(page());
    await typeCard(form, cards.refused);
    await pay(page());
    await form.getByRole("alert").filter({ hasText: /\w/ }).waitFor();
    await takePicture(page(), `${size}-card-declined`);
    expect(await form.getByLabel("Security code").inputValue()).toBe("");
    expect(await form.getByLabel("Name on card").inputValue()).toBe("Mei Tan");
    await typeCard(form, cards.approved);
    await pay(page());
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("that wants a challenge shows the bank's page in a dialog and is paid when it is approved", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["threeDS"] });
    await typeCard(formOf(page()), cards.challenged);
    await pay(page());
    const bank = page().frameLocator("dialog iframe").frameLocator("iframe");
    await bank.getByRole("button", { name: "Approve" }).waitFor();
    await takePicture(page(), `${size}-challenge`);
    await bank.getByRole("button", { name: "Approve" }).click();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("whose challenge is declined ends the payment: the shop has to open a new one", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["threeDS"] });
    await typeCard(formOf(page()), cards.challenged);
    await pay(page());
    await page().frameLocator("dialog iframe").frameLocator("iframe").getByRole("button", { name: "Decline" }).click();
    await formOf(page()).getByRole("heading", { name: "The payment did not work" }).waitFor();
    await takePicture(page(), `${size}-challenge-declined`);
    await page().goto(
      page()
        .url()
        .replace(/\/checkout.*/, ""),
    );
    expect(await orderStatus(page()).innerText()).toBe("Not paid");
  });

  test("with wrong fields is not sent: each field says what is wrong", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    const form = formOf(page());
    await form.getByLabel("Card number").fill("4111 1111 1111 1112");
    await pay(page());
    await form.locator('[aria-invalid="true"]').first().waitFor();
    await takePicture(page(), `${size}-card-problems`);
    expect(await form.locator('[aria-invalid="true"]').count()).toBeGreaterThanOrEqual(3);
    expect(await page().locator("#events").innerHTML()).toContain("SDK_FORM_VERIFICATION_FAILED");
  });

  test("is paid from the keyboard alone", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await formOf(page()).getByLabel("Card number").focus();
    await page().keyboard.type(cards.approved);
    await page().keyboard.press("Tab");
    await page().keyboard.type("1239");
    await page().keyboard.press("Tab");
    await page().keyboard.type("123");
    await page().keyboard.press("Tab");
    await page().keyboard.type("Mei Tan");
    await page().keyboard.press("Tab");
    await payButton(page()).focus();
    await page().keyboard.press("Enter");
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("clicked twice is charged once", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["stay"] });
    await typeCard(formOf(page()), cards.approved);
    await payButton(page()).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.disabled = false;
      button.click();
    });
    await press(page().getByRole("link", { name: "See your order" }));
    await awaitTold(page(), "S SUCCESS");
    expect((await page().locator("#told").innerText()).match(/S SUCCESS/g)).toHaveLength(1);
  });

  test("in the gateway's pop-up is paid", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "popup" });
    await page().getByRole("button", { name: /^Pay/ }).click();
    const form = formOf(page());
    await form.getByLabel("Card", { exact: true }).check();
    await typeCard(form, cards.approved);
    await takePicture(page(), `${size}-popup`);
    await form.getByRole("button", { name: /^Pay/ }).click();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("on the gateway's own page is paid and comes back to the shop", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "page" });
    await page().waitForURL(/\/checkout\/page\//);
    await page().getByLabel("Card", { exact: true }).check();
    await typeCard(page(), cards.approved);
    await takePicture(page(), `${size}-hosted-page`);
    await page().getByRole("button", { name: /^Pay/ }).click();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("is filled in by a click on a test card", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    const form = formOf(page());
    await form.getByText("Test cards").click();
    await form
      .getByRole("button", { name: /challenge/i })
      .first()
      .click();
    expect(await form.getByLabel("Card number").inputValue()).toBe("4000 0003 0000 1106");
    expect(await form.getByLabel("Name on card").inputValue()).not.toBe("");
  });

  test("form has no fault that axe finds", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await formOf(page()).getByLabel("Card number").waitFor();
    const frame = page()
      .frames()
      .find((found) => found.url().includes("/checkout/frame"));
    expect(frame && (await findAxeViolations(frame))).toEqual([]);
  });
});
