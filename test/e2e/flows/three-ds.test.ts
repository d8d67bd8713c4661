import { describe, expect, test } from "vitest";
import { findAxeViolations, takePicture } from "../../support/browser.ts";
import { sizes, useBuyer, useDemo } from "./demo-suite.ts";
import { bankPage, cards, formOf, goToCheckout, orderStatus, pay, typeCard } from "./shopping.ts";

const { demo, browser } = useDemo();

describe.each(sizes)("3-D Secure on a %s", (size, viewport) => {
  const page = useBuyer(browser, viewport);

  async function payWith(number: string): Promise<void> {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["threeDS"] });
    await typeCard(formOf(page()), number);
    await pay(page());
  }

  async function expectPaid(): Promise<void> {
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  }

  test.each([
    ["without a challenge", "4000000300000108"],
    ["with a look at the device", "4000000300000207"],
    ["whose issuer does not take part", "4000000300000405"],
  ])("a card %s is paid and the buyer sees no bank", async (_, number) => {
    await payWith(number);
    await expectPaid();
  });

  test("a look at the device and then a challenge, answered from the keyboard alone", async () => {
    await payWith("4000000300001205");
    const code = bankPage(page()).getByLabel(/Code we sent you/);
    await code.focus();
    await page().keyboard.type("123456");
    await page().keyboard.press("Enter");
    await expectPaid();
  });

  test("a card that fails authentication ends the payment, and the form says so", async () => {
    await payWith("4000000300000504");
    await formOf(page()).getByRole("heading", { name: "The payment did not work" }).waitFor();
    expect(await page().locator("#events").innerHTML()).toContain("SDK_PAYMENT_FAIL");
  });

  test("the bank's page can be closed: after a question the form is there again, and another card pays", async () => {
    await payWith(cards.challenged);
    await bankPage(page()).getByRole("button", { name: "Approve" }).waitFor();
    await page().getByRole("button", { name: "Close" }).first().click();
    await takePicture(page(), `${size}-challenge-leave`);
    await page().getByRole("button", { name: "Stop" }).click();
    const form = formOf(page());
    await form.getByText("You closed your bank's page before it was done.").first().waitFor();
    await takePicture(page(), `${size}-challenge-left`);
    await typeCard(form, cards.approved);
    await pay(page());
    await expectPaid();
  });

  test("Escape asks too, and staying goes on with the challenge", async () => {
    await payWith(cards.challenged);
    await bankPage(page()).getByRole("button", { name: "Approve" }).waitFor();
    await page().getByRole("button", { name: "Close" }).first().focus();
    await page().keyboard.press("Escape");
    await page().getByRole("button", { name: "Continue" }).click();
    await bankPage(page()).getByRole("button", { name: "Approve" }).click();
    await expectPaid();
  });

  test("the bank's page has no fault that axe finds", async () => {
    await payWith(cards.challenged);
    await bankPage(page()).getByRole("button", { name: "Approve" }).waitFor();
    const bank = page()
      .frames()
      .find((frame) => frame.url().includes("/sandbox/acs/"));
    expect(bank && (await findAxeViolations(bank))).toEqual([]);
    expect(await findAxeViolations(page())).toEqual([]);
  });
});
