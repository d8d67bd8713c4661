import { describe, expect, test } from "vitest";
import { findAxeViolations, phone, takePicture } from "../../support/browser.ts";
import { sizes, useBuyer, useDemo } from "./demo-suite.ts";
import { cards, formOf, frameOf, goToCheckout, pay, typeCard } from "./shopping.ts";

const { demo, browser } = useDemo();

describe.each(sizes)("in the dark, on a %s", (size, viewport) => {
  const page = useBuyer(browser, viewport, { colorScheme: "dark" });

  test("the form and its messages can be read", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "page" });
    await page().getByLabel("Card", { exact: true }).check();
    await typeCard(page(), "4054695723100769");
    await page().getByRole("button", { name: /^Pay/ }).click();
    await page().locator('[aria-invalid="true"]').first().waitFor();
    await takePicture(page(), `${size}-dark`);
    expect(await findAxeViolations(page())).toEqual([]);
  });
});

describe.each([
  ["ar", "رقم البطاقة", "rtl"],
  ["zh-CN", "卡号", "ltr"],
  ["de-DE", "Kartennummer", "ltr"],
] as const)("in %s", (locale, label, direction) => {
  const page = useBuyer(browser, phone, { locale });

  test("the form speaks the buyer's language, in its direction, and no text is cut off", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    const form = formOf(page());
    await form.getByLabel(label).waitFor();
    await takePicture(page(), `phone-${locale}`);
    const frame = frameOf(page());
    expect(await frame.evaluate(() => document.documentElement.dir || "ltr")).toBe(direction);
    expect(await frame.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await findAxeViolations(frame)).toEqual([]);
  });
});

describe.each(sizes)("axe finds nothing on a %s", (_, viewport) => {
  const page = useBuyer(browser, viewport);

  test("when fields are wrong", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await formOf(page()).getByLabel("Card number").fill("4111 1111 1111 1112");
    await pay(page());
    await formOf(page()).locator('[aria-invalid="true"]').first().waitFor();
    expect(await findAxeViolations(frameOf(page()))).toEqual([]);
  });

  test("when a card was declined", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await typeCard(formOf(page()), cards.refused);
    await pay(page());
    await formOf(page()).getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
    expect(await findAxeViolations(frameOf(page()))).toEqual([]);
  });

  test("when it is paid", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", options: ["stay"] });
    await typeCard(formOf(page()), cards.approved);
    await pay(page());
    await formOf(page()).getByRole("heading", { name: "Payment received" }).waitFor();
    expect(await findAxeViolations(frameOf(page()))).toEqual([]);
  });

  test("on the hosted page and in the pop-up", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "page" });
    await page().getByLabel("Card", { exact: true }).waitFor();
    expect(await findAxeViolations(page())).toEqual([]);
    await goToCheckout(page(), demo().shopUrl, { style: "popup" });
    await page().getByRole("button", { name: /^Pay/ }).click();
    await formOf(page()).getByLabel("Card", { exact: true }).waitFor();
    // The pop-up scrolls by the keyboard through the frame in it, which takes the focus; axe does not look into frames here.
    expect(await findAxeViolations(page(), ["scrollable-region-focusable"])).toEqual([]);
    expect(await findAxeViolations(frameOf(page()))).toEqual([]);
  });

  test("on the shop's own pages", async () => {
    await page().goto(demo().shopUrl);
    expect(await findAxeViolations(page())).toEqual([]);
    await goToCheckout(page(), demo().shopUrl, { style: "card" });
    await formOf(page()).getByLabel("Card number").waitFor();
    expect(await findAxeViolations(page())).toEqual([]);
  });
});

describe("a card of two networks", () => {
  const page = useBuyer(browser, phone);

  test("asks the buyer which one, and is not sent before", async () => {
    await goToCheckout(page(), demo().shopUrl, { style: "card", market: "eu", options: ["threeDS"] });
    const form = formOf(page());
    await typeCard(form, "4970000000031102");
    await form.getByText(/works with two networks/).waitFor();
    await takePicture(page(), "phone-two-networks");
    await pay(page());
    await form.getByText("Choose a network.").first().waitFor();
    await form.getByRole("radio").last().check();
    await pay(page());
    await page().locator("dialog iframe").waitFor();
    expect(await form.getByText("Choose a network.").count()).toBe(0);
  });
});
