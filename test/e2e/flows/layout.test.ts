import { describe, expect, test } from "vitest";
import { sizes, useBuyer, useDemo } from "./demo-suite.ts";
import { cards, formOf, frameOf, goToCheckout, orderStatus, payButton, settleForm, typeCard } from "./shopping.ts";

const { demo, browser } = useDemo();

describe.each(sizes)("the form in a shop's page on a %s", (size, viewport) => {
  const page = useBuyer(browser, viewport);

  const heightOf = (selector: string): Promise<number> =>
    page()
      .locator(selector)
      .first()
      .evaluate((element) => element.clientHeight);

  const settle = (): Promise<number> => settleForm(page());

  test.each(["card", "element"] as const)("is as wide as the place it was given, in the style %s", async (style) => {
    await goToCheckout(page(), demo().shopUrl, { style });
    await formOf(page()).getByLabel("Card number").waitFor();
    const widths = await page()
      .locator("#checkout, #checkout iframe")
      .evaluateAll((elements) => elements.map((element) => element.clientWidth));
    expect(widths).toEqual([widths[0], widths[0]]);
    expect(widths[0]).toBeGreaterThan(size === "desktop" ? 500 : 300);
    const frame = frameOf(page());
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  test("grows and shrinks with what is in it, and leaves no gap above the shop's button", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "element", market: "my" });
    const form = formOf(page());
    await form.getByLabel("Card number").waitFor();
    const withCard = await settle();
    await form.getByText("More ways to pay").click();
    const withAll = await settle();
    await form.getByLabel("FPX", { exact: true }).check();
    const withBanks = await settle();
    await form.getByLabel("Boost", { exact: true }).check();
    const withWallet = await settle();
    expect(withAll).toBeGreaterThan(withCard);
    expect(withBanks).toBeGreaterThan(withWallet);
    expect(await heightOf("#checkout")).toBe(withWallet);
  });

  test("comes in the room that was kept for it: the page below hardly moves", async () => {
    await page().addInitScript(() => {
      const counted = globalThis as unknown as { shifted: number };
      counted.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) counted.shifted += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await formOf(page()).getByLabel("Card number").waitFor();
    await settle();
    // Chromium's measure; below 0.1 counts as good, and this is what a change of 36 pixels makes.
    expect(await page().evaluate(() => (globalThis as unknown as { shifted: number }).shifted)).toBeLessThan(0.01);
  });

  test("opens its session while its script is still on the way, and asks for it once", async () => {
    const asked: string[] = [];
    page().on("request", (request) => asked.push(new URL(request.url()).pathname));
    // The script is kept back until the session is asked for: were it needed for that, neither would ever come.
    const openAsked = page().waitForRequest("**/checkout/api/open");
    await page().route("**/checkout/assets/frame/frame-*.js", async (route) => {
      await openAsked;
      await route.continue();
    });
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await formOf(page()).getByLabel("Card number").waitFor();
    expect(asked.filter((path) => path === "/checkout/api/open")).toHaveLength(1);
  });

  test("takes a press of the shop's button that begins in a wrong field, and then one with the field put right", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    const form = formOf(page());
    await typeCard(form, cards.approved);
    await form.getByLabel("Expiry date").fill("1");
    await settle();
    await press();
    await form.getByText("Fields to check: 1").waitFor();
    await form.getByLabel("Expiry date").fill("12/39");
    await settle();
    await press();
    await page().waitForURL(/\/orders\/[0-9a-f]+$/);
    expect(await orderStatus(page()).innerText()).toBe("Paid");
  });

  /** As a hand does it: the button goes down at its edge, and comes up a while later wherever it then is. */
  async function press(): Promise<void> {
    await payButton(page()).scrollIntoViewIfNeeded();
    const box = await payButton(page()).boundingBox();
    if (!box) throw new Error("The pay button is not to be seen.");
    await page().mouse.move(box.x + box.width / 2, box.y + 3);
    await page().mouse.down();
    await page().waitForTimeout(pressMs);
    await page().mouse.up();
  }
});

/** A press of a mouse or a touchpad mostly lasts between 60 and 150 ms. */
const pressMs = 120;
