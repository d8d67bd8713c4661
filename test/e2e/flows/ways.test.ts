import { describe, expect, test } from "vitest";
import { findAxeViolations, takePicture } from "../../support/browser.ts";
import { sizes, useBuyer, useDemo } from "./demo-suite.ts";
import { awaitTold, formOf, frameOf, goToCheckout, orderStatus, pay } from "./shopping.ts";

const { demo, browser } = useDemo();

describe.each(sizes)("on a %s", (size, viewport) => {
  const page = useBuyer(browser, viewport);

  async function choose(market: string, method: string): Promise<void> {
    await goToCheckout(page(), demo().shopUrl, { style: "element", market });
    const form = formOf(page());
    const option = form.getByLabel(method, { exact: true });
    await form.getByLabel("Card", { exact: true }).waitFor();
    if (!(await option.count())) await form.getByText("More ways to pay").click();
    await option.check();
  }

  /** Answers the address that a phone would open on scanning the code. */
  async function showCode(): Promise<string> {
    const answered = page().waitForResponse((response) => response.url().endsWith("/checkout/api/submit"));
    await pay(page());
    const { action } = (await (await answered).json()) as { action: { url?: string; value: string } };
    await formOf(page()).getByRole("heading", { name: "Scan to pay" }).waitFor();
    return action.url ?? action.value;
  }

  test("a code is drawn, scanned with another device, and paid", async () => {
    await choose("sg", "PayNow");
    const address = await showCode();
    await formOf(page())
      .getByRole("img", { name: /Payment code/ })
      .waitFor();
    await takePicture(page(), `${size}-code`);
    expect(await findAxeViolations(frameOf(page()))).toEqual([]);
    const telephone = await page().context().newPage();
    await telephone.goto(address);
    await telephone.getByRole("button", { name: "Log in and pay" }).click();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("a code that has run out is renewed on the spot", async () => {
    await choose("sg", "PayNow");
    const first = await showCode();
    await demo().moveClock("15m");
    await formOf(page()).getByRole("heading", { name: "This code has expired." }).waitFor();
    await takePicture(page(), `${size}-code-expired`);
    const answered = page().waitForResponse((response) => response.url().endsWith("/checkout/api/submit"));
    await formOf(page()).getByRole("button", { name: "Get a new code" }).click();
    const { action } = (await (await answered).json()) as { action: { url?: string; value: string } };
    await formOf(page())
      .getByRole("img", { name: /Payment code/ })
      .waitFor();
    expect(action.url ?? action.value).not.toBe(first);
  });

  test("who waits before a code can turn to another way to pay", async () => {
    await choose("sg", "PayNow");
    await showCode();
    await formOf(page()).getByRole("button", { name: "Pay another way" }).click();
    await formOf(page()).getByText("Pay with", { exact: true }).waitFor();
    expect(await formOf(page()).getByRole("heading", { name: "Scan to pay" }).count()).toBe(0);
  });

  test("a bank transfer stays pending until the bank says yes", async () => {
    await choose("my", "FPX");
    await pay(page());
    await formOf(page()).getByText("Choose a bank.").first().waitFor();
    await formOf(page()).getByLabel("Maybank2U").check();
    await takePicture(page(), `${size}-bank`);
    await pay(page());
    await page().waitForURL(/\/sandbox\/pay\//);
    expect(await findAxeViolations(page())).toEqual([]);
    await takePicture(page(), `${size}-bank-page`);
    await page().getByRole("button", { name: "Stay pending, then paid" }).click();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    await awaitTold(page(), "PAYMENT_IN_PROCESS");
    expect(await orderStatus(page()).innerText()).toBe("The payment is on its way");
    await demo().moveClock("2m");
    await awaitTold(page(), "S SUCCESS");
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  test("a wallet is paid from the keyboard alone", async () => {
    await choose("ph", "GCash");
    await page().locator("#pay").focus();
    await page().keyboard.press("Enter");
    await page().waitForURL(/\/sandbox\/pay\//);
    await page().getByRole("button", { name: "Pay", exact: true }).focus();
    await page().keyboard.press("Enter");
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });
});
