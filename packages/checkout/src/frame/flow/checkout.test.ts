import type { CheckoutOpenReply, CheckoutState, CheckoutSubmitRequest } from "@opencashier/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { InitData, SdkEvent } from "../../core/messages.ts";
import type { Gateway, Reply } from "../gateway.ts";
import { createListeners, type Host } from "../host.ts";
import { createModel } from "../model.ts";
import { createCheckout } from "./checkout.ts";

// The browser as far as these files use it; the gateway answers from a script.
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("screen", { colorDepth: 24, width: 1280, height: 800 });
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const state = (status: CheckoutState["status"], more: Partial<CheckoutState> = {}): CheckoutState => ({
  status,
  serverTime: Date.now(),
  ...more,
});
const ok = <Value>(value: Value): Reply<Value> => ({ isOk: true, value });
const lost = { isOk: false, error: "LOST", message: "" } as const;
const refused = (error: "DUPLICATE" | "SESSION_EXPIRED" | "UNAVAILABLE") =>
  ({ isOk: false, error, message: "" }) as const;

const init: InitData = {
  sessionData: "s",
  mode: "inline",
  locale: "en",
  appearance: { theme: "default", layout: "accordion", showBrandIcon: true, variables: {} },
  showSubmitButton: true,
  notRedirectAfterComplete: false,
  storedCardNeedsCvc: false,
  asksBeforeSubmit: false,
};

type Script = {
  readonly submit?: readonly Reply<CheckoutState>[];
  readonly state?: readonly Reply<CheckoutState>[];
  readonly opened?: Partial<CheckoutOpenReply>;
};

async function open(script: Script = {}) {
  const answers = { submit: [...(script.submit ?? [])], state: [...(script.state ?? [])] };
  const submitted: CheckoutSubmitRequest[] = [];
  const sent: { readonly type: string; readonly data: unknown }[] = [];
  const closed = createListeners();
  const next = (name: "submit" | "state"): Promise<Reply<CheckoutState>> => {
    const answer = answers[name].length > 1 ? answers[name].shift() : answers[name][0];
    return Promise.resolve(answer ?? lost);
  };
  const gateway: Gateway = {
    open: () =>
      Promise.resolve(
        ok({
          merchantName: "Shop",
          amount: { currency: "USD", value: "1000" },
          methods: [
            {
              paymentMethodType: "CARD",
              name: "Card",
              category: "CARD",
              interactions: ["redirect"],
              cardBrands: ["VISA"],
            },
            { paymentMethodType: "GCASH", name: "GCash", category: "WALLET", interactions: ["redirect"] },
            { paymentMethodType: "PIX", name: "Pix", category: "CODE", interactions: ["code"] },
          ],
          hasInstallments: false,
          needsCvc: true,
          expiresAt: Date.now() + 3_600_000,
          serverTime: Date.now(),
          redirectUrl: "https://shop.example/done",
          sandbox: null,
          state: state("OPEN"),
          ...script.opened,
        }),
      ),
    card: () => Promise.resolve(ok({ brands: ["VISA"], plans: [] })),
    // A gateway's clock goes on, whatever else it repeats.
    state: () => next("state").then((reply) => (reply.isOk ? ok({ ...reply.value, serverTime: Date.now() }) : reply)),
    submit(request) {
      submitted.push(request);
      return next("submit");
    },
  };
  const host: Host = {
    mode: "inline",
    send: (type, data) => void sent.push({ type, data }),
    onModalClosed: closed.add,
    mayProceed: () => Promise.resolve(true),
  };
  const model = createModel({ host, init, gateway, connect: () => gateway });
  const checkout = createCheckout(model);
  await checkout.start();
  checkout.shown();
  const events = (): string[] => sent.filter(({ type }) => type === "event").map(({ data }) => (data as SdkEvent).code);
  const redirects = (): unknown[] => sent.filter(({ type }) => type === "redirect").map(({ data }) => data);
  return { checkout, model, submitted, sent, events, redirects };
}

type Opened = Awaited<ReturnType<typeof open>>;

const typeCard = ({ model }: Opened): void =>
  model.card.edit({ number: "4111 1111 1111 1111", expiry: "12 / 35", cvc: "123", name: "Ada Lovelace" });

async function submitCard(opened: Opened) {
  typeCard(opened);
  const result = opened.checkout.submit();
  await vi.runAllTimersAsync();
  return result;
}

describe("paying", () => {
  test("a card that is approved is told once, and the page goes on to the merchant's result page", async () => {
    const opened = await open({ submit: [ok(state("SUCCESS"))] });
    expect(await submitCard(opened)).toEqual({ status: "SUCCESS" });
    expect(opened.events()).toEqual(["SDK_PAYMENT_SUCCESSFUL"]);
    expect(opened.redirects()).toEqual([{ method: "GET", url: "https://shop.example/done", purpose: "completed" }]);
    expect(opened.model.phase.value).toBe("paid");
  });

  test("an incomplete form sends nothing", async () => {
    const opened = await open();
    expect(await opened.checkout.submit()).toMatchObject({ status: "FAIL", error: { code: "FORM_INVALID" } });
    expect(opened.submitted).toEqual([]);
    expect(opened.events()).toEqual(["SDK_FORM_VERIFICATION_FAILED"]);
    expect(opened.model.phase.value).toBe("ready");
  });

  test("a double click is one attempt", async () => {
    const opened = await open({ submit: [ok(state("SUCCESS"))] });
    typeCard(opened);
    const both = [opened.checkout.submit(), opened.checkout.submit()];
    await vi.runAllTimersAsync();
    expect(await Promise.all(both)).toEqual([{ status: "SUCCESS" }, { status: "SUCCESS" }]);
    expect(opened.submitted).toHaveLength(1);
  });

  test("a decline leaves the form ready, without the verification value, and the next attempt has a key of its own", async () => {
    const declined = ok(state("OPEN", { paymentResultCode: "DO_NOT_HONOR", needChangeSessionForRetry: false }));
    const opened = await open({ submit: [declined, ok(state("SUCCESS"))] });
    expect(await submitCard(opened)).toMatchObject({ status: "FAIL", error: { code: "DO_NOT_HONOR" } });
    expect(opened.model.phase.value).toBe("ready");
    expect(opened.model.card.values.value).toMatchObject({ number: "4111 1111 1111 1111", cvc: "" });
    expect(opened.model.notice.value).toEqual({ tone: "error", text: "declined" });
    expect(await submitCard(opened)).toEqual({ status: "SUCCESS" });
    expect(opened.events()).toEqual(["SDK_PAYMENT_RETRY", "SDK_PAYMENT_SUCCESSFUL"]);
    expect(new Set(opened.submitted.map(({ attemptKey }) => attemptKey)).size).toBe(2);
  });

  test("an acquirer's silence ends as processing after a minute, and is never called a decline", async () => {
    const opened = await open({
      submit: [ok(state("PROCESSING", { attemptId: "A" }))],
      state: [ok(state("PROCESSING"))],
    });
    typeCard(opened);
    const result = opened.checkout.submit();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await result).toEqual({ status: "PROCESSING" });
    expect(opened.events()).toEqual(["SDK_PAYMENT_PROCESSING"]);
  });

  test("another tab's attempt is followed instead of a second one", async () => {
    const opened = await open({ submit: [refused("DUPLICATE")], state: [ok(state("SUCCESS"))] });
    expect(await submitCard(opened)).toEqual({ status: "SUCCESS" });
    expect(opened.events()).toEqual(["SDK_DUPLICATE_SUBMISSION_BEHAVIOR", "SDK_PAYMENT_SUCCESSFUL"]);
  });

  test("a session that has ended says so and asks for a new one", async () => {
    const opened = await open({ submit: [refused("SESSION_EXPIRED")] });
    expect(await submitCard(opened)).toMatchObject({ status: "FAIL", error: { needChangeSessionForRetry: true } });
    expect(opened.events()).toEqual(["SDK_PAYMENT_ERROR"]);
    expect(opened.model.phase.value).toBe("expired");
  });
});

describe("a bad network", () => {
  test("delivers the same attempt again until it arrives", async () => {
    const opened = await open({ submit: [lost, lost, ok(state("SUCCESS"))] });
    expect(await submitCard(opened)).toEqual({ status: "SUCCESS" });
    expect(opened.submitted).toHaveLength(3);
    expect(new Set(opened.submitted.map(({ attemptKey }) => attemptKey)).size).toBe(1);
    expect(opened.events()).toEqual(["SDK_PAYMENT_SUCCESSFUL"]);
  });

  test("asks how the payment stands before the button is live again", async () => {
    const opened = await open({ submit: [lost], state: [lost, ok(state("OPEN"))] });
    typeCard(opened);
    const result = opened.checkout.submit();
    await vi.advanceTimersByTimeAsync(4_500);
    expect(opened.events()).toEqual(["SDK_SUBMIT_NETWORK_ERROR"]);
    expect(opened.model.isBusy.value).toBe(true);
    await vi.runAllTimersAsync();
    expect(await result).toMatchObject({ status: "FAIL", error: { code: "SDK_SUBMIT_NETWORK_ERROR" } });
    expect(opened.model.phase.value).toBe("ready");
    expect(opened.model.notice.value?.text).toBe("notReached");
  });

  test("finds out that the attempt had arrived and was paid", async () => {
    const opened = await open({ submit: [lost], state: [ok(state("SUCCESS", { attemptId: "A1" }))] });
    expect(await submitCard(opened)).toEqual({ status: "SUCCESS" });
  });

  test("finds out that the attempt had arrived and was declined", async () => {
    const declined = state("OPEN", { attemptId: "A1", paymentResultCode: "USER_BALANCE_NOT_ENOUGH" });
    const opened = await open({ submit: [lost], state: [ok(declined)] });
    expect(await submitCard(opened)).toMatchObject({ error: { code: "USER_BALANCE_NOT_ENOUGH" } });
  });
});

describe("wallets and codes", () => {
  const redirect = state("ACTION", {
    attemptId: "A",
    action: { type: "redirect", method: "GET", url: "https://wallet.example/pay" },
  });

  test("the page is asked to go to the wallet, and the frame waits for the outcome", async () => {
    const opened = await open({ submit: [ok(redirect)], state: [ok(redirect), ok(state("SUCCESS"))] });
    opened.model.choose("GCASH");
    const result = opened.checkout.submit();
    await vi.advanceTimersByTimeAsync(100);
    expect(opened.model.phase.value).toBe("redirecting");
    expect(opened.redirects()).toEqual([{ method: "GET", url: "https://wallet.example/pay", purpose: "payment" }]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await result).toEqual({ status: "SUCCESS" });
  });

  test("a buyer who wants to pay in another way gets the form back", async () => {
    const opened = await open({ submit: [ok(redirect)], state: [ok(redirect)] });
    opened.model.choose("GCASH");
    const result = opened.checkout.submit();
    await vi.advanceTimersByTimeAsync(100);
    opened.checkout.leaveWaiting();
    expect(await result).toMatchObject({ error: { code: "USER_CANCELED" } });
    expect(opened.model.phase.value).toBe("ready");
    expect(opened.events()).toEqual([]);
  });

  test("a code that runs out is replaced by a new one when the buyer asks", async () => {
    const code = (attemptId: string, lifeMs: number): CheckoutState =>
      state("ACTION", {
        attemptId,
        action: { type: "code", codeType: "QRCODE", value: "x", expiresAt: Date.now() + lifeMs },
      });
    const first = code("A", 5_000);
    const opened = await open({ submit: [ok(first), ok(state("SUCCESS"))], state: [ok(first)] });
    opened.model.choose("PIX");
    const result = opened.checkout.submit();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(opened.model.phase.value).toBe("showingCode");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(opened.model.phase.value).toBe("codeExpired");
    opened.checkout.renewCode();
    expect(await result).toEqual({ status: "SUCCESS" });
    expect(new Set(opened.submitted.map(({ attemptKey }) => attemptKey)).size).toBe(2);
  });
});

describe("opening the form", () => {
  test("of a payment that is paid tells the page so, and shows no form", async () => {
    const opened = await open({ opened: { state: state("SUCCESS") } });
    expect(opened.model.phase.value).toBe("paid");
    expect(opened.events()).toEqual(["SDK_PAYMENT_SUCCESSFUL"]);
    expect(opened.redirects()).toEqual([]);
  });

  test("again after a step was left with the back button lets the buyer choose", async () => {
    const action = { type: "redirect", method: "GET", url: "https://wallet.example" } as const;
    const opened = await open({ opened: { state: state("ACTION", { attemptId: "A", action }) } });
    expect(opened.model.phase.value).toBe("ready");
    expect(opened.model.notice.value?.text).toBe("cameBack");
  });

  test("in the middle of an attempt goes on with it", async () => {
    const opened = await open({
      opened: { state: state("PROCESSING", { attemptId: "A" }) },
      state: [ok(state("SUCCESS"))],
    });
    await vi.advanceTimersByTimeAsync(2_500);
    expect(opened.model.phase.value).toBe("paid");
  });

  test("and staying too long ends it", async () => {
    const opened = await open({ opened: { expiresAt: Date.now() + 5_000 }, state: [refused("SESSION_EXPIRED")] });
    await vi.advanceTimersByTimeAsync(7_000);
    expect(opened.model.phase.value).toBe("expired");
    expect(opened.events()).toEqual(["SDK_PAYMENT_ERROR"]);
  });

  test("with another session keeps the typed card and names the new total", async () => {
    const opened = await open();
    typeCard(opened);
    expect(await opened.checkout.update("another")).toBe(true);
    expect(opened.model.card.values.value.number).toBe("4111 1111 1111 1111");
    expect(opened.model.notice.value).toMatchObject({ text: "newTotal", fillings: { amount: "$10.00" } });
  });
});
