import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer, heardBy, sessionFor, type Shop, startShop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(() => shop.close());

type Popup = { readonly page: Page; readonly peer: Frame };

async function openPopup(
  params: object = {},
  open?: Parameters<Shop["open"]>[0],
  options: object = {},
): Promise<Popup> {
  const page = await shop.open(open);
  await page.locator("#opener").focus();
  await page.evaluate(
    ([sessionData, more, extra]) => {
      const form = new window.AMSCashierPayment({ ...window.options, ...extra });
      Object.assign(window, { form });
      return form.createComponent({ sessionData, ...more });
    },
    [sessionFor("ready"), params, options] as const,
  );
  await heardBy(page);
  await page.evaluate(() => void window.heard.splice(0));
  return { page, peer: await findPeer(page) };
}

const typeSomething = async ({ peer }: Popup): Promise<void> => {
  await peer.evaluate(() =>
    window.peer.line.send("change", { isComplete: false, isEmpty: false, paymentMethodType: "CARD" }),
  );
  await peer.evaluate(() => window.peer.line.ping(10_000));
};

const dialogs = (page: Page) => page.locator("dialog");

describe("createComponent", () => {
  test("opens a dialog with a name, keeps the page from scrolling, and gives the focus to the form", async () => {
    const { page, peer } = await openPopup();
    const dialog = page.getByRole("dialog", { name: "Secure payment" });
    expect(await dialog.isVisible()).toBe(true);
    expect(
      await page.locator("#ams-checkout-component-desktop .ams-popupmodal #asm-component-close-block").count(),
    ).toBe(1);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe("hidden");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("IFRAME");
    expect(await peer.evaluate(() => window.peer.heard.at(-1))).toEqual(["focus", {}]);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });

  test.each([
    ["a card of 672 pixels in the middle", { width: 1280, height: 900 }, { x: 304, width: 672 }],
    ["a sheet at the bottom of a phone", { width: 390, height: 800 }, { x: 0, width: 390, bottom: 800 }],
  ])("shows %s", async (_, viewport, place) => {
    const { page } = await openPopup({}, { context: { viewport } });
    const box = await page.locator("div.ams-popupmodal").boundingBox();
    expect({ ...box, bottom: (box?.y ?? 0) + (box?.height ?? 0) }).toMatchObject(place);
  });

  test("closes at once while nothing was typed: cancelled, closed, everything as it was", async () => {
    const { page } = await openPopup();
    await page.getByRole("button", { name: "Close" }).click();
    expect(await heardBy(page)).toEqual(["event SDK_PAYMENT_CANCEL", "closed"]);
    expect(await dialogs(page).count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe("visible");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("opener");
  });

  test.each([
    ["its close button", (page: Page) => page.getByRole("button", { name: "Close" }).click()],
    ["Escape", (page: Page) => page.keyboard.press("Escape")],
    ["a click beside it", (page: Page) => page.mouse.click(5, 5)],
  ])("asks before %s throws away what was typed", async (_, close) => {
    const popup = await openPopup();
    const { page } = popup;
    await typeSomething(popup);
    await page.getByRole("button", { name: "Close" }).focus();
    await close(page);
    const question = page.getByRole("alertdialog", { name: "Leave without paying?" });
    await question.waitFor();
    await page.getByRole("button", { name: "Continue" }).click();
    await question.waitFor({ state: "detached" });
    expect(await heardBy(page)).toEqual([]);
    await close(page);
    await page.getByRole("button", { name: "Leave" }).click();
    expect(await dialogs(page).count()).toBe(0);
    expect(await heardBy(page)).toEqual(["event SDK_PAYMENT_CANCEL", "closed"]);
  });

  test("asks in the buyer's language", async () => {
    const popup = await openPopup({}, {}, { locale: "ja_JP" });
    await typeSomething(popup);
    await popup.page.getByRole("button", { name: "閉じる" }).click();
    expect(await popup.page.getByRole("alertdialog").textContent()).toContain("支払わずに離れますか？");
  });

  test("hears the Escape that was pressed inside the frame", async () => {
    const { page, peer } = await openPopup();
    await peer.evaluate(() => window.peer.line.send("escape", {}));
    await page.waitForFunction(() => window.heard.includes("closed"));
    expect(await dialogs(page).count()).toBe(0);
  });

  test("tells an open payment, not a cancelled one, when the buyer leaves in the middle of it", async () => {
    const { page, peer } = await openPopup();
    await peer.evaluate(() => window.peer.line.send("busy", { isBusy: true }));
    await peer.evaluate(() => window.peer.line.ping(10_000));
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Leave" }).click();
    expect(await heardBy(page)).toEqual(["event SDK_PAYMENT_PROCESSING", "closed"]);
  });

  test("tells nothing more than that it was closed after a payment has succeeded", async () => {
    const { page, peer } = await openPopup();
    await peer.evaluate(() => window.peer.line.send("event", { code: "SDK_PAYMENT_SUCCESSFUL" }));
    await peer.evaluate(() => window.peer.line.ping(10_000));
    await page.getByRole("button", { name: "Close" }).click();
    expect(await heardBy(page)).toEqual(["event SDK_PAYMENT_SUCCESSFUL", "closed"]);
  });

  test("survives its removal by hand, and the page scrolls again", async () => {
    const { page } = await openPopup();
    await page.evaluate(() => document.querySelector(".ams-popupoverlay")?.remove());
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe("visible");
    await page.evaluate((sessionData) => window.form.createComponent({ sessionData }), sessionFor("ready"));
    expect(await dialogs(page).count()).toBe(1);
    await page.evaluate(() => window.form.unmount());
    expect(await dialogs(page).count()).toBe(0);
  });

  test("opens one popup at a time", async () => {
    const { page } = await openPopup();
    await page.evaluate(
      (sessionData) =>
        window.form
          .createComponent({ sessionData })
          .catch(({ code }: { code: string }) => window.heard.push(`rejected ${code}`)),
      sessionFor("ready"),
    );
    expect(await heardBy(page)).toEqual(["error SDK_CREATECOMPONENT_ERROR", "rejected SDK_CREATECOMPONENT_ERROR"]);
    expect(await dialogs(page).count()).toBe(1);
  });

  test("leaves no empty dialog behind when no form comes", async () => {
    const page = await shop.open();
    await page.evaluate((sessionData) => {
      new window.AMSCashierPayment(window.options)
        .createComponent({ sessionData })
        .catch(({ code }: { code: string }) => window.heard.push(`rejected ${code}`));
    }, sessionFor("refused"));
    await page.waitForFunction(() => window.heard.some((text) => text.startsWith("rejected")));
    expect(await dialogs(page).count()).toBe(0);
  });
});

describe("a challenge", () => {
  const request = {
    title: "Confirm with your bank",
    closeLabel: "Stop",
    confirm: { text: "Stop the payment?", stay: "Go on", leave: "Stop it" },
    width: 500,
    height: 600,
  };

  const ask = (peer: Frame, url: string) =>
    peer.evaluate(([address, rest]) => window.peer.line.send("open-modal", { url: address, ...rest }), [
      url,
      request,
    ] as const);

  test("opens over the form and is closed by the frame without a word", async () => {
    const { page, peer } = await openPopup();
    await ask(peer, `${shop.gateway}/checkout/3ds/challenge`);
    await page.getByRole("dialog", { name: request.title }).waitFor();
    const frame = page.locator(`iframe[title="${request.title}"]`);
    expect(await frame.boundingBox()).toMatchObject({ width: 500, height: 600 });
    await peer.evaluate(() => window.peer.line.send("close-modal", {}));
    await frame.waitFor({ state: "detached" });
    expect(await peer.evaluate(() => window.peer.heard.map((entry) => (entry as string[])[0]))).toEqual([
      "init",
      "focus",
    ]);
  });

  test("asks the buyer who closes it, and tells the frame", async () => {
    const { page, peer } = await openPopup();
    await ask(peer, `${shop.gateway}/checkout/3ds/challenge`);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Stop it" }).click();
    await peer.waitForFunction(() => window.peer.heard.length === 3);
    expect(await peer.evaluate(() => window.peer.heard.at(-1))).toEqual(["modal-closed", { reason: "button" }]);
    expect(await dialogs(page).count()).toBe(1);
  });

  test.each(["https://acs.example/challenge", "javascript:alert(1)", "nowhere"])("is not opened at %s", async (url) => {
    const { page, peer } = await openPopup();
    await ask(peer, url);
    await peer.evaluate(() => window.peer.line.ping(10_000));
    expect(await dialogs(page).count()).toBe(1);
  });
});
