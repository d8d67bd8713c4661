import { afterAll, beforeAll, expect, test } from "vitest";
import { findPeer, heardBy, sessionFor, type Shop, startShop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(() => shop.close());

test.each(["mountReact", "mountVue"] as const)(
  "%s shows one form, follows the session and takes it away",
  async (name) => {
    const script = `${shop.gateway}/wrappers.js`;
    const policy = `script-src ${shop.gateway}; frame-src ${shop.gateway}`;
    // Only React's development build mounts everything twice, which is what StrictMode is here for.
    const before = () => Object.assign(window, { process: { env: { NODE_ENV: "development" } } });
    const page = await shop.open({ script, policy, before });
    const settings = { sessionData: sessionFor("ready"), gatewayOrigin: shop.gateway };
    await page.evaluate(([mount, given]) => Object.assign(window, { change: window[mount](given) }), [
      name,
      settings,
    ] as const);
    const peer = await findPeer(page);
    await page.waitForFunction(() => window.heard.includes("ready undefined"));
    expect((await heardBy(page)).filter((event) => event === "event SDK_END_OF_LOADING")).toHaveLength(1);
    expect(await page.locator("iframe").count()).toBe(1);

    await page.evaluate((session) => window.change(session), sessionFor("other"));
    await peer.waitForFunction(() => window.peer.heard.length === 2);
    expect(await peer.evaluate(() => window.peer.heard[1])).toEqual(["update", { sessionData: sessionFor("other") }]);
    expect(await page.locator("iframe").count()).toBe(1);

    await page.evaluate(() => window.change(""));
    await page.waitForFunction(() => document.querySelectorAll("iframe").length === 0);
  },
);
