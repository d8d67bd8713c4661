import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ToEntry } from "../../../packages/checkout/src/core/messages.ts";
import { findPeer, heardBy, sessionFor, type Shop, startShop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});

afterAll(() => shop.close());

type Mounted = { readonly page: Page; readonly peer: Frame };

/** A form of AMSCashierPayment, painted; what was heard until then is forgotten. */
async function mountForm(params: object = {}, open?: Parameters<Shop["open"]>[0]): Promise<Mounted> {
  const page = await shop.open(open);
  await page.evaluate(
    ([sessionData, more]) => {
      const form = new window.AMSCashierPayment(window.options);
      Object.assign(window, { form });
      return form.mountComponent({ sessionData, ...more }, "#here");
    },
    [sessionFor("ready"), params] as const,
  );
  await heardBy(page);
  await page.evaluate(() => void window.heard.splice(0));
  return { page, peer: await findPeer(page) };
}

const say = <T extends keyof ToEntry>(peer: Frame, type: T, data: ToEntry[T]): Promise<void> =>
  peer.evaluate(([name, given]) => window.peer.line.send(name as "resize", given as never), [type, data] as const);

/** After this, everything the frame has said so far has been taken in. */
const caughtUp = (peer: Frame) => peer.evaluate(() => window.peer.line.ping(10_000));

const emit = (peer: Frame, ...codes: readonly string[]) =>
  Promise.all(codes.map((code) => say(peer, "event", { code })));

const answer = (peer: Frame, type: string, value: unknown) =>
  peer.evaluate(([name, given]) => void Object.assign(window.peer.answers, { [name]: given }), [type, value] as const);

describe("events of the frame", () => {
  test("reach onEventCallback as they are, with their results", async () => {
    const { page, peer } = await mountForm();
    await page.evaluate(() => {
      const results: unknown[] = [];
      Object.assign(window, { results });
    });
    await emit(peer, "SDK_PAYMENT_CHALLENGE", "SDK_OF_A_LATER_RELEASE", "SDK_PAYMENT_SUCCESSFUL");
    await caughtUp(peer);
    expect(await heardBy(page)).toEqual([
      "event SDK_PAYMENT_CHALLENGE",
      "event SDK_OF_A_LATER_RELEASE",
      "event SDK_PAYMENT_SUCCESSFUL",
    ]);
  });

  test("tell one result of a payment, whatever the frame says next", async () => {
    const { page, peer } = await mountForm();
    await emit(peer, "SDK_PAYMENT_SUCCESSFUL", "SDK_PAYMENT_SUCCESSFUL", "SDK_PAYMENT_FAIL", "SDK_PAYMENT_CANCEL");
    await caughtUp(peer);
    expect(await heardBy(page)).toEqual(["event SDK_PAYMENT_SUCCESSFUL"]);
  });

  test("that tell an unknown outcome reach onError too", async () => {
    const { page, peer } = await mountForm();
    await emit(peer, "SDK_PAYMENT_ERROR");
    await caughtUp(peer);
    expect(await heardBy(page)).toEqual(["error SDK_PAYMENT_ERROR", "event SDK_PAYMENT_ERROR"]);
  });

  test("that nobody else may send are not taken from the page or from another window", async () => {
    const { page } = await mountForm();
    await page.evaluate((gateway) => {
      const event = { v: 1, id: 1, t: "event", d: { code: "SDK_PAYMENT_SUCCESSFUL" } };
      const nonce = new URL((document.querySelector("iframe") as HTMLIFrameElement).src).hash.slice(1);
      for (const data of [event, JSON.stringify(event), { opencashier: 1, type: "hello", nonce }]) {
        window.postMessage(data, "*");
        window.dispatchEvent(new MessageEvent("message", { data, origin: gateway, source: window }));
      }
    }, shop.gateway);
    expect(await heardBy(page)).toEqual([]);
  });
});

test("a window that is not the frame gets no line, even when it knows the nonce", async () => {
  const page = await shop.open();
  await page.evaluate((sessionData) => {
    void new window.AMSCashierPayment(window.options).mountComponent({ sessionData }, "#here");
    const frame = document.querySelector('iframe[src*="client=mute"]') as HTMLIFrameElement;
    const thief = document.createElement("iframe");
    // The same origin and the same address, but another window.
    thief.src = frame.src.replace("client=mute", "client=ready");
    document.querySelector("#there")?.append(thief);
  }, sessionFor("mute"));
  await page.waitForFunction(() => window.heard.includes("event SDK_CREATECOMPONENT_ERROR"));
  const thief = page.frames().find((frame) => frame.url().includes("client=ready"));
  expect(await thief?.evaluate(() => window.peer.heard)).toEqual([]);
});

test("a frame made for another page says nothing to this one", async () => {
  const page = await shop.open();
  const greetings = await page.evaluate(async (gateway) => {
    const heard: unknown[] = [];
    window.addEventListener("message", ({ data }) => heard.push(data));
    const frame = document.createElement("iframe");
    frame.src = `${gateway}/checkout/frame?client=ready&origin=https://elsewhere.example#00`;
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.addEventListener("load", resolve);
    });
    return heard;
  }, shop.gateway);
  expect(greetings).toEqual([]);
});

describe("submit", () => {
  test("asks the frame and tells its answer in the original's terms, address and all", async () => {
    const { page, peer } = await mountForm();
    await answer(peer, "submit", {
      status: "FAIL",
      error: { code: "CARD_EXPIRED", message: "Expired.", traceId: "t1" },
    });
    const result = await page.evaluate(() => window.form.submit({ region: "US", zipCode: "10001", cardNo: "no" }));
    expect(result).toEqual({
      code: "SDK_PAYMENT_FAIL",
      message: "Expired.",
      needChangeSessionForRetry: false,
      result: { paymentStatus: "FAIL", paymentResultCode: "CARD_EXPIRED", traceId: "t1" },
    });
    expect(await peer.evaluate(() => window.peer.heard.at(-1))).toEqual([
      "submit",
      { billingAddress: { region: "US", zipCode: "10001" } },
    ]);
  });

  test("twice at once is one attempt with one answer, and the second call is told", async () => {
    const { page, peer } = await mountForm();
    await answer(peer, "submit", { status: "SUCCESS" });
    const results = await page.evaluate(() => Promise.all([window.form.submit(), window.form.submit()]));
    expect(results.map(({ code }) => code)).toEqual(["SDK_PAYMENT_SUCCESSFUL", "SDK_PAYMENT_SUCCESSFUL"]);
    expect(await heardBy(page)).toEqual(["event SDK_DUPLICATE_SUBMISSION_BEHAVIOR"]);
    const submits = await peer.evaluate(() => window.peer.heard.filter((entry) => (entry as string[])[0] === "submit"));
    expect(submits).toHaveLength(1);
  });

  test("ends when the form is taken away meanwhile", async () => {
    const { page, peer } = await mountForm();
    await answer(peer, "submit", "never");
    const result = await page.evaluate(() => {
      const submitted = window.form.submit();
      setTimeout(() => window.form.unmount());
      return submitted;
    });
    expect(result.result?.paymentStatus).toBe("PROCESSING");
  });

  test("lasts as long as the frame lives, and ends after a minute of its silence", async () => {
    const { page, peer } = await mountForm();
    await answer(peer, "submit", "never");
    await page.clock.install();
    await page.evaluate(() => {
      window.form.submit().then(
        ({ code }) => window.heard.push(code),
        () => undefined,
      );
    });
    // Each step gives the frame the time to answer, as a clock that jumps does not.
    for (let minutes = 0; minutes < 6; minutes += 1) {
      await page.clock.runFor(20_000);
      await caughtUp(peer);
    }
    expect(await heardBy(page)).toEqual([]);
    await page.evaluate(() => document.querySelector("#here iframe")?.remove());
    for (let minutes = 0; minutes < 6; minutes += 1) await page.clock.runFor(20_000);
    expect(await heardBy(page)).toEqual(["SUBMIT_PAYMENT_TIMEOUT"]);
  });

  test.each(["CANCEL", "ERROR"])("does not happen when onBeforeSubmit says %s", async (result) => {
    const page = await shop.open();
    const submitted = await page.evaluate(
      async ([sessionData, veto]) => {
        const form = new window.AMSCashierPayment({ onBeforeSubmit: async () => ({ result: veto as "CANCEL" }) });
        await form.mountComponent({ sessionData }, "#here");
        return form.submit();
      },
      [sessionFor("ready"), result] as const,
    );
    const peer = await findPeer(page);
    expect(submitted.code).toBe("USER_CANCELED");
    expect(await peer.evaluate(() => window.peer.heard)).toHaveLength(1);
    expect(await peer.evaluate(() => window.peer.line.ask("before-submit", { paymentMethodType: "CARD" }))).toEqual({
      proceed: false,
    });
  });
});

describe("a redirect", () => {
  const payment = { method: "GET", url: "https://wallet.example/pay", purpose: "payment" } as const;
  const catchNavigation = (page: Page): Promise<string> =>
    page
      .waitForRequest((request) => request.isNavigationRequest() && request.url().includes("wallet.example"))
      .then((one) => one.url());

  test("goes to the web address, is told once, and takes the whole page", async () => {
    const { page, peer } = await mountForm();
    await page.route("https://wallet.example/**", (route) => route.fulfill({ status: 204 }));
    const gone = catchNavigation(page);
    await say(peer, "redirect", { ...payment, appLinkUrl: "https://wallet.example/app", schemeUrl: "wallet://pay" });
    expect(await gone).toBe(payment.url);
    expect(await heardBy(page)).toEqual(["event SDK_CALL_URL_SUCCESS"]);
  });

  test("on a phone prefers the link that opens the app", async () => {
    const context = { userAgent: "Mozilla/5.0 (Linux; Android 15) Mobile" };
    const { page, peer } = await mountForm({}, { context });
    await page.route("https://wallet.example/**", (route) => route.fulfill({ status: 204 }));
    const gone = catchNavigation(page);
    await say(peer, "redirect", { ...payment, appLinkUrl: "https://wallet.example/app", schemeUrl: "wallet://pay" });
    expect(await gone).toBe("https://wallet.example/app");
  });

  test.each(["javascript:window.stolen=1", "data:text/html,x", "file:///etc/passwd", "no address"])(
    "to %s does not happen, and that is told once",
    async (url) => {
      const { page, peer } = await mountForm({}, { context: { userAgent: "iPhone" } });
      await say(peer, "redirect", { ...payment, url, appLinkUrl: url, schemeUrl: url });
      await caughtUp(peer);
      expect(await heardBy(page)).toEqual(["event SDK_LAUNCH_PAYMENT_APP_ERROR"]);
      expect(await page.evaluate(() => "stolen" in window)).toBe(false);
    },
  );

  test("in a native app is handed to the app", async () => {
    const { page, peer } = await mountForm({ isNativeAppWebview: true });
    await say(peer, "redirect", payment);
    await caughtUp(peer);
    expect(await heardBy(page)).toEqual(["event SDK_REDIRECT"]);
    expect(page.url()).toBe(`${shop.origin}/`);
  });

  test("after the result is silent, and does not happen when the page wants to stay", async () => {
    const { page, peer } = await mountForm({ notRedirectAfterComplete: true });
    await emit(peer, "SDK_PAYMENT_SUCCESSFUL");
    await say(peer, "redirect", { ...payment, purpose: "completed" });
    await caughtUp(peer);
    expect(await heardBy(page)).toEqual(["event SDK_PAYMENT_SUCCESSFUL"]);
    expect(page.url()).toBe(`${shop.origin}/`);
  });
});

describe("AMSElement", () => {
  const outcome = (page: Page, scenario: string) =>
    page.evaluate((sessionData) => {
      const element = new window.AMSElement({ ...window.options, sessionData });
      Object.assign(window, { element });
      return element.mount({ type: "payment" }, "#here");
    }, sessionFor(scenario));

  test("resolves once the form is painted, and answers validate, submit and update", async () => {
    const page = await shop.open();
    expect(await outcome(page, "ready")).toEqual({});
    expect(await heardBy(page)).toEqual(["event SDK_START_OF_LOADING", "event SDK_END_OF_LOADING"]);
    const peer = await findPeer(page);
    await answer(peer, "submit", { status: "FAIL", error: { code: "FORM_INVALID", message: "Look." } });
    const answers = await page.evaluate(
      async (session) => [
        await window.element.validateFields(),
        await window.element.submitPayment(),
        await window.element.updatePayment(session),
        await window.element.updatePayment("nonsense"),
      ],
      sessionFor("another"),
    );
    expect(answers).toEqual([
      { isValid: true },
      { status: "FAIL", error: { code: "FORM_INVALID", message: "Look.", needChangeSessionForRetry: false } },
      true,
      false,
    ]);
    expect(
      await peer.evaluate(() => (window.peer.heard[0] as [string, { showSubmitButton: boolean }])[1].showSubmitButton),
    ).toBe(false);
  });

  test("calls its loading hooks around the load", async () => {
    const page = await shop.open();
    await page.evaluate((sessionData) => {
      const loading = {
        onStartLoading: () => window.heard.push("start"),
        onEndLoading: () => window.heard.push("end"),
      };
      return new window.AMSElement({ sessionData, loading }).mount({ type: "payment" }, "#here");
    }, sessionFor("ready"));
    expect(await heardBy(page)).toEqual(["start", "end"]);
  });

  test.each([
    ["stalled", "INITIALIZE_WEB_TIMEOUT"],
    ["unready", "INITIALIZE_API_TIMEOUT"],
  ])("resolves with an error after 10 seconds when the frame is %s", async (scenario, code) => {
    const page = await shop.open();
    await page.clock.install();
    const mounted = outcome(page, scenario);
    if (scenario === "unready") await findPeer(page);
    else await page.waitForSelector("iframe", { state: "attached" });
    await page.clock.runFor(11_000);
    expect((await mounted).error?.code).toBe(code);
    // What comes too late must not be paid in: nobody would hear of it.
    expect(await page.locator("#here > *").count()).toBe(0);
    await page.clock.resume();
    expect((await heardBy(page)).at(-1)).toBe("event SDK_CREATE_COMPONENT_ERROR");
  });

  test("passes on why the gateway refused the session", async () => {
    const page = await shop.open();
    expect(await outcome(page, "fatal")).toEqual({
      error: { code: "INQUIRY_PAYMENT_SESSION_FAILED", message: "It is over." },
    });
  });

  test.each([
    ["PARAM_INVALID", { type: "address" }, "#here", sessionFor("ready")],
    ["PARAM_INVALID", { type: "payment" }, "#nowhere", sessionFor("ready")],
    ["ERR_DATA_STRUCT_UNRECOGNIZED", { type: "payment" }, "#here", "a&&b&&c"],
  ])("resolves with %s for bad parameters, and tells the callback", async (code, options, selector, sessionData) => {
    const page = await shop.open();
    const mounted = await page.evaluate(
      ([session, mountOptions, place]) =>
        new window.AMSElement({ ...window.options, sessionData: session }).mount(mountOptions as never, place),
      [sessionData, options, selector] as const,
    );
    expect(mounted.error?.code).toBe(code);
    expect(await heardBy(page)).toEqual(["event SDK_CREATEPAYMENT_PARAMETER_ERROR"]);
  });

  test("says when it is in no state for what is asked", async () => {
    const page = await shop.open();
    await outcome(page, "ready");
    const codes = await page.evaluate(async () => {
      const again = await window.element.mount({ type: "payment" }, "#there");
      window.element.destroy();
      window.element.unmount();
      const submitted = await window.element.submitPayment();
      return [again.error?.code, submitted.error?.code, (await window.element.validateFields()).isValid];
    });
    expect(codes).toEqual(["UI_STATE_ERROR", "UI_STATE_ERROR", false]);
  });
});
