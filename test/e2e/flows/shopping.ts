import type { Frame, FrameLocator, Locator, Page } from "playwright-core";

/** What a buyer does in the demonstration shop. */

export type Wish = {
  readonly style: "element" | "card" | "popup" | "page";
  readonly market?: string;
  readonly options?: readonly ("threeDS" | "manual" | "stay")[];
};

/** Fills a basket and goes to checkout. */
export async function goToCheckout(page: Page, shopUrl: string, wish: Wish): Promise<void> {
  await page.goto(shopUrl);
  if (wish.market) await page.getByLabel("Where are you?").selectOption(wish.market);
  await page.locator(`input[value="${wish.style}"]`).check();
  for (const option of wish.options ?? []) await page.locator(`input[name="${option}"]`).check();
  await page.getByRole("button", { name: "Go to checkout" }).click();
}

/** The gateway's frame in the shop's page. */
export const formOf = (page: Page): FrameLocator => page.frameLocator("iframe").first();

/** The same frame, to look into. */
export function frameOf(page: Page): Frame {
  const frame = findFrame(page);
  if (!frame) throw new Error("The gateway's frame is not there.");
  return frame;
}

const findFrame = (page: Page): Frame | undefined =>
  page.frames().find((found) => found.url().includes("/checkout/frame"));

/** The issuer's page, in a frame of the gateway's, in a dialog. */
export const bankPage = (page: Page): FrameLocator => page.frameLocator("dialog iframe").frameLocator("iframe");

/** Test cards of docs/integrating/sandbox.md. */
export const cards = {
  approved: "4054695723100768",
  refused: "4054692760174822",
  challenged: "4000000300001106",
  installments: "5090000000000000",
} as const;

type Form = Pick<FrameLocator, "getByLabel">;

export async function typeCard(form: Form, number: string): Promise<void> {
  await form.getByLabel("Card number").fill(number);
  await form.getByLabel("Expiry date").fill("12/39");
  await form.getByLabel("Security code").fill("123");
  await form.getByLabel("Name on card").fill("Mei Tan");
}

/** The shop's own pay button. */
export const payButton = (page: Page) => page.locator("#pay");

/** Pays with the shop's button. */
export const pay = (page: Page): Promise<void> => press(payButton(page));

/** Clicks in the shop's page, once the frame is as high as what is in it. */
export async function press(target: Locator): Promise<void> {
  const page = target.page();
  await settleForm(page);
  await target.scrollIntoViewIfNeeded();
  // The browser finds out whose a click is, the page's or the frame's, by the last picture it drew: no hand is as quick.
  await page.evaluate(twoPictures);
  await target.click();
}

/** Waits until the gateway's frame is as high as what is in it, if there is one. Answers how high, in CSS pixels. */
export async function settleForm(page: Page): Promise<number> {
  const frame = findFrame(page);
  if (!frame) return 0;
  for (;;) {
    const wanted = await frame.evaluate(() =>
      Math.ceil(document.getElementById("app")?.getBoundingClientRect().height ?? 0),
    );
    const height = await page.evaluate(() => document.querySelector("iframe")?.clientHeight);
    if (height === wanted) return wanted;
    await page.evaluate(twoPictures);
  }
}

const twoPictures = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

export const orderStatus = (page: Page) => page.locator("#order-status");

/** Loads the order page until it says so: what a buyer does who waits for a message of the gateway's. */
export async function awaitTold(page: Page, text: string): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if ((await page.locator("#told").innerText()).includes(text)) return;
    await page.waitForTimeout(200);
    await page.reload();
  }
  throw new Error(`The shop was not told "${text}".`);
}
