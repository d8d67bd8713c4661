import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPeer, heardBy, sessionFor, type Shop, startShop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(() => shop.close());

const loaded = ["event SDK_START_OF_LOADING", "event SDK_END_OF_LOADING"];

describe("before a form is mounted", () => {
  test("the classes are globals under the original's names, and nothing else is", async () => {
    const page = await shop.open();
    const names = await page.evaluate(() =>
      Object.getOwnPropertyNames(window).filter((name) => !window.namesBefore.includes(name)),
    );
    expect(names.filter((name) => name !== "namesBefore").toSorted()).toEqual([
      "AMSAutoDebit",
      "AMSAutoDebitPay",
      "AMSCashierPayment",
      "AMSCheckout",
      "AMSCheckoutPage",
      "AMSEasyPay",
      "AMSElement",
      "AMSVaulting",
      "AddressElement",
      "AntomElement",
    ]);
  });

  test("making the objects asks for nothing, stores nothing and says nothing", async () => {
    const page = await shop.open();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await page.evaluate((sessionData) => {
      new window.AMSCashierPayment({ ...window.options, environment: "unheard-of", analytics: { enabled: true } });
      new window.AMSElement({ ...window.options, sessionData });
      window.AMSCashierPayment.preload({ environment: "sandbox" });
    }, sessionFor("ready"));
    const kept = await page.evaluate(() => [document.querySelectorAll("iframe,link[rel=preconnect],dialog").length]);
    expect(kept).toEqual([0]);
    expect(await page.context().storageState()).toEqual({ cookies: [], origins: [] });
    expect([shop.asked, said]).toEqual([[], []]);
  });

  test.each(["AMSCashierPayment", "AMSElement", "AMSCheckoutPage", "AMSVaulting"] as const)(
    "%s refuses a callback that is no function",
    async (name) => {
      const page = await shop.open();
      const make = page.evaluate(
        ([className, sessionData]) => {
          const options = { sessionData, onEventCallback: "soon" as never };
          new window[className](options);
        },
        [name, sessionFor("ready")] as const,
      );
      await expect(make).rejects.toThrow("onEventCallback must be a function");
    },
  );

  test("AMSElement without session data throws an error that names the field", async () => {
    const page = await shop.open();
    const thrown = await page.evaluate(() => {
      try {
        return new window.AMSElement({} as never);
      } catch (error) {
        const { name, errors } = error as { name: string; errors: unknown };
        return { name, errors };
      }
    });
    expect(thrown).toEqual({
      name: "InvalidElementConfigError",
      errors: [{ field: "sessionData", message: "is required" }],
    });
  });
});

/** Mounts with AMSCashierPayment; the promise's end joins what the callbacks hear. */
const mount = (scenario: string, { selector = "#here", ...params }: Record<string, unknown> = {}) =>
  [{ sessionData: sessionFor(scenario), ...params }, selector] as const;

async function mountIn(page: Awaited<ReturnType<Shop["open"]>>, args: ReturnType<typeof mount>) {
  await page.evaluate(([params, selector]) => {
    const form = window.form ?? new window.AMSCashierPayment(window.options);
    Object.assign(window, { form });
    form.mountComponent(params as never, selector as string).then(
      () => window.heard.push("mounted"),
      (error: { code: string }) => window.heard.push(`rejected ${error.code}`),
    );
  }, args);
}

const settled = () => window.heard.some((text) => /^(mounted|rejected)/.test(text));

describe("mountComponent", () => {
  test("shows the form under the strictest policy, without touching what it forbids", async () => {
    const page = await shop.open();
    await mountIn(page, mount("ready", { appearance: { theme: "night", variables: { actionNormal: "url(x)" } } }));
    const peer = await findPeer(page);
    await page.waitForFunction(settled);
    expect(await heardBy(page)).toEqual([...loaded, "mounted"]);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    const [init] = (await peer.evaluate(() => window.peer.heard)) as [[string, Record<string, unknown>]];
    expect(init).toEqual([
      "init",
      {
        sessionData: sessionFor("ready"),
        mode: "inline",
        locale: "en-US",
        appearance: { theme: "night", layout: "accordion", showBrandIcon: true, variables: {} },
        showSubmitButton: true,
        notRedirectAfterComplete: false,
        storedCardNeedsCvc: false,
        asksBeforeSubmit: false,
      },
    ]);
  });

  test("gives the frame a name, no more rights than it needs, and no address of the merchant's page", async () => {
    const page = await shop.open();
    await page.evaluate(() => history.replaceState(undefined, "", "/order/4711?token=secret"));
    await mountIn(page, mount("ready"));
    await findPeer(page);
    const frame = await page.locator("iframe").evaluate((element: HTMLIFrameElement) => ({
      title: element.title,
      sandbox: element.getAttribute("sandbox"),
      referrerPolicy: element.referrerPolicy,
      src: element.src,
      height: element.style.height,
    }));
    expect(frame).toMatchObject({ title: "Secure payment", referrerPolicy: "strict-origin", height: "333px" });
    expect(frame.sandbox).not.toContain("top-navigation");
    const { origin, searchParams, hash } = new URL(frame.src);
    expect([origin, [...searchParams]]).toEqual([
      shop.gateway,
      [
        ["client", "ready"],
        ["origin", shop.origin],
      ],
    ]);
    expect(hash).toMatch(/^#[0-9a-f]{32}$/);
    expect(await page.locator("#here #ams-component-container #ams-component-section").count()).toBe(1);
  });

  test.each([
    ["no session data", mount("ready", { sessionData: undefined })],
    ["session data of three parts", mount("ready", { sessionData: "a&&b&&c" })],
    ["a selector that finds nothing", mount("ready", { selector: "#nowhere" })],
    ["a selector that is none", mount("ready", { selector: "##" })],
  ])("with %s rejects, then tells onError, and onEventCallback stays silent", async (_, args) => {
    const page = await shop.open();
    await mountIn(page, args);
    const code = "SDK_CREATEPAYMENT_PARAMETER_ERROR";
    expect(await heardBy(page)).toEqual([`rejected ${code}`, `error ${code}`]);
    expect(shop.asked).toEqual([]);
  });

  test("a second time in the same place tells onError, then rejects; in another place it is welcome", async () => {
    const page = await shop.open();
    await mountIn(page, mount("ready"));
    await page.waitForFunction(settled);
    await mountIn(page, mount("ready"));
    expect((await heardBy(page)).slice(3)).toEqual([
      "error SDK_CREATECOMPONENT_ERROR",
      "rejected SDK_CREATECOMPONENT_ERROR",
    ]);
    await mountIn(page, mount("ready", { selector: "#there" }));
    await page.waitForFunction(() => window.heard.filter((text) => text === "mounted").length === 2);
    expect(await page.locator("iframe").count()).toBe(2);
    const ids = await page.locator("[id]").evaluateAll((nodes) => nodes.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("works again after the page has taken our element away by hand", async () => {
    const page = await shop.open();
    await mountIn(page, mount("ready"));
    await page.waitForFunction(settled);
    await page.evaluate(() => document.querySelector("#ams-component-container")?.remove());
    expect(await page.evaluate(() => window.form.validateFields())).toEqual({ isValid: false });
    expect((await page.evaluate(() => window.form.submit())).code).toBe("UI_STATE_ERROR");
    await mountIn(page, mount("ready"));
    await page.waitForFunction(() => window.heard.filter((text) => text === "mounted").length === 2);
  });

  const failed = [
    ...loaded,
    "error SDK_CREATECOMPONENT_ERROR",
    "event SDK_CREATECOMPONENT_ERROR",
    "rejected SDK_CREATECOMPONENT_ERROR",
  ];

  test("tries a frame that stays away once more, silently, and gives up after 15 seconds", async () => {
    const page = await shop.open();
    await page.clock.install();
    await mountIn(page, mount("stalled"));
    await page.waitForSelector("iframe", { state: "attached" });
    await page.clock.runFor(13_000);
    expect(await heardBy(page)).toEqual(["event SDK_START_OF_LOADING"]);
    await page.clock.runFor(3_000);
    await page.clock.resume();
    expect(await heardBy(page)).toEqual(failed);
    expect(shop.asked).toEqual(["/checkout/frame", "/checkout/frame"]);
    expect(await page.locator("#here > *").count()).toBe(0);
  });

  test.each(["refused", "mute", "wrong-nonce"])("does not wait long for a frame that is %s", async (scenario) => {
    const page = await shop.open();
    await mountIn(page, mount(scenario));
    await page.waitForFunction(settled);
    expect(await heardBy(page)).toEqual(failed);
    expect(shop.asked.filter((path) => path === "/checkout/frame")).toHaveLength(2);
  });

  test("fails when the gateway refuses the session, and lets the frame say why to the buyer", async () => {
    const page = await shop.open();
    await mountIn(page, mount("fatal"));
    await page.waitForFunction(settled);
    expect(await heardBy(page)).toEqual(failed);
    expect(await page.locator("iframe").count()).toBe(1);
    await mountIn(page, mount("ready"));
    await page.waitForFunction(() => window.heard.includes("mounted"));
    expect(await page.locator("iframe").count()).toBe(1);
  });

  test("ends with unmount, any number of times; nothing is heard afterwards", async () => {
    const page = await shop.open();
    await page.evaluate(() => document.body.style.setProperty("overflow", "scroll"));
    await mountIn(page, mount("ready"));
    const peer = await findPeer(page);
    await page.waitForFunction(settled);
    const before = await heardBy(page);
    await peer.evaluate(() => window.peer.line.send("event", { code: "SDK_PAYMENT_SUCCESSFUL" }));
    await page.evaluate(() => {
      window.form.unmount();
      window.form.unmount();
      window.form.destroy();
    });
    const after = (await heardBy(page)).slice(before.length);
    expect(after.filter((text) => text !== "event SDK_PAYMENT_SUCCESSFUL")).toEqual([]);
    expect(await page.locator("#here > *").count()).toBe(0);
    expect(await page.evaluate(() => document.body.style.overflow)).toBe("scroll");
  });

  test("can be unmounted while it loads: the promise ends and nothing more is heard", async () => {
    const page = await shop.open();
    await mountIn(page, mount("unready"));
    await findPeer(page);
    await page.evaluate(() => window.form.unmount());
    await page.waitForFunction(settled);
    expect(await heardBy(page)).toEqual(["event SDK_START_OF_LOADING", "mounted"]);
  });
});

test("a callback that throws stops nothing, and the page hears of it", async () => {
  const page = await shop.open();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const outcome = await page.evaluate((sessionData) => {
    const fail = () => {
      throw new Error("The shop's own mistake.");
    };
    return new window.AMSCashierPayment({ onEventCallback: fail, onError: fail })
      .mountComponent({ sessionData }, "#here")
      .then(() => "mounted");
  }, sessionFor("ready"));
  await heardBy(page);
  expect(outcome).toBe("mounted");
  expect(errors).toEqual(["The shop's own mistake.", "The shop's own mistake."]);
});

test("a scene that the gateway has not says so on every channel", async () => {
  const page = await shop.open();
  await page.evaluate((sessionData) => {
    new window.AMSVaulting(window.options).createComponent
      .call(new window.AMSVaulting(window.options), { sessionData })
      .catch(({ code }: { code: string }) => window.heard.push(`rejected ${code}`));
  }, sessionFor("ready"));
  const code = "SDK_CREATECOMPONENT_ERROR";
  expect(await heardBy(page)).toEqual([`error ${code}`, `event ${code}`, `rejected ${code}`]);
  expect(shop.asked).toEqual([]);
});

test.each([
  ["PARAMS_ERROR_INVALID_SESSION_DATA", "", "#here"],
  ["PARAMS_ERROR_INVALID_SELECTOR", sessionFor("ready"), "#nowhere"],
])("AMSCheckoutPage throws %s at once", async (name, sessionData, selector) => {
  const page = await shop.open();
  const thrown = await page.evaluate(
    ([session, place]) => {
      try {
        new window.AMSCheckoutPage(window.options).mountComponent({ sessionData: session }, place);
      } catch (error) {
        return (error as Error).name;
      }
    },
    [sessionData, selector] as const,
  );
  expect(thrown).toBe(name);
});

test("AMSCheckoutPage shows the checkout and refuses a second one until it is unmounted", async () => {
  const page = await shop.open();
  const thrown = await page.evaluate((sessionData) => {
    const checkout = new window.AMSCheckoutPage(window.options);
    checkout.mountComponent({ sessionData }, "#here");
    try {
      checkout.mountComponent({ sessionData }, "#there");
    } catch (error) {
      checkout.unmount();
      checkout.mountComponent({ sessionData }, "#there");
      return (error as Error).name;
    }
  }, sessionFor("ready"));
  await findPeer(page);
  expect(thrown).toBe("PARAMS_ERROR_ALREADY_MOUNTED");
  expect(await page.locator("#there iframe").count()).toBe(1);
});
