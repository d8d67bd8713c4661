import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cardSubmission,
  type CheckoutGateway,
  type PageReply,
  shopOrigin,
  startCheckoutGateway,
  stateOf,
  walletSubmission,
} from "../../../../test/support/checkout-gateway.ts";
import type { Merchant } from "../merchants/index.ts";

/*
 * A buyer's way through pages, as a browser would go it: every address is taken from the reply before, every form is posted
 * where it says.
 */

const withChallenge = "4000000300001106";
const withMethodThenChallenge = "4000000300001205";

const quiet = pino({ level: "silent" });

let checkout: CheckoutGateway;
let merchant: Merchant;

beforeAll(async () => {
  checkout = await startCheckoutGateway(quiet);
  merchant = await checkout.addMerchant();
});
afterAll(() => checkout.close());

const openThreeDS = (owner = merchant) =>
  checkout.openSession(owner, {
    paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData: { is3DSAuthentication: "true" } },
  });

const openWallets = (members = {}) =>
  checkout.openSession(merchant, {
    productScene: "ELEMENT_PAYMENT",
    paymentMethod: undefined,
    paymentAmount: { currency: "PHP", value: "10000" },
    ...members,
  });

const follow = (url: string) => checkout.app.inject({ method: "GET", url: new URL(url).pathname });

const decoded = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&quot;", '"');

/** Posts the page's first form with these fields, to the page itself unless the form says where. */
function postForm(page: PageReply, fields: Record<string, string> = {}): Promise<PageReply> {
  const action = decoded(/<form[^>]* action="([^"]+)"/.exec(page.body)?.[1] ?? page.raw.req.url ?? "");
  const hidden = [...page.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const values = Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, decoded(value)]));
  return checkout.app.inject({
    method: "POST",
    url: action.startsWith("/") ? action : new URL(action).pathname,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "null" },
    payload: new URLSearchParams({ ...values, ...fields }).toString(),
  });
}

const resultOf = ({ body }: PageReply) => /data-3ds-result="([^"]+)"/.exec(body)?.[1];

describe("a 3-D Secure challenge", () => {
  test("goes through the gateway's page to the issuer's and back, and pays", async () => {
    const { sessionData } = await openThreeDS();
    const state = stateOf(await checkout.ask("submit", sessionData, cardSubmission(withChallenge)));
    expect(state).toMatchObject({
      status: "ACTION",
      action: { type: "three-ds-challenge", challengeWindowSize: "05" },
    });
    const ours = await follow((state.action as { url: string }).url);
    const policy = String(ours.headers["content-security-policy"]);
    expect(policy).toContain("frame-src 'self' https:; form-action 'self' https:; frame-ancestors 'self' http: https:");
    expect(ours.body).toMatch(/<form data-3ds-form method="post" action="[^"]+" target="issuer">/);
    const issuers = await postForm(ours);
    expect(issuers.body).toContain("Confirm your payment to Ceramics &amp; Co");
    const answered = await postForm(issuers, { end: "approved" });
    // The issuer's page is answered before it leads back, so the payment may be decided by now; it must not matter.
    const back = await postForm(answered);
    expect(back.statusCode).toBe(200);
    expect(resultOf(back)).toBe("challenge-returned");
    expect(back.body).toContain(`data-attempt-id="${state.attemptId}"`);
    const step = { attemptId: state.attemptId, step: "challenge-returned" };
    expect(stateOf(await checkout.ask("state", sessionData, step))).toMatchObject({ status: "SUCCESS" });
  });

  test("that fails asks for another session", async () => {
    const { sessionData } = await openThreeDS();
    const state = stateOf(await checkout.ask("submit", sessionData, cardSubmission(withChallenge)));
    const issuers = await postForm(await follow((state.action as { url: string }).url));
    await postForm(issuers, { end: "refused" });
    const step = { attemptId: state.attemptId, step: "challenge-returned" };
    const after = stateOf(await checkout.ask("state", sessionData, step));
    expect(after).toMatchObject({ status: "FAIL", needChangeSessionForRetry: true });
    expect(after.cardPaymentResultInfo).toMatchObject({ threeDSResult: { challenged: true } });
    expect(after.userCanceled3D).toBeUndefined();
  });

  test("that the buyer closes is told apart from one that failed", async () => {
    const { sessionData } = await openThreeDS();
    const state = stateOf(await checkout.ask("submit", sessionData, cardSubmission(withChallenge)));
    const step = { attemptId: state.attemptId, step: "challenge-abandoned" };
    expect(stateOf(await checkout.ask("state", sessionData, step))).toMatchObject({ userCanceled3D: true });
  });

  test("may be shown around by the merchant's registered pages only", async () => {
    const strict = await checkout.addMerchant({ pageOrigins: [shopOrigin, "https://two.example"] });
    const { sessionData } = await openThreeDS(strict);
    const state = stateOf(await checkout.ask("submit", sessionData, cardSubmission(withChallenge)));
    const ours = await follow((state.action as { url: string }).url);
    const around = `frame-ancestors 'self' ${shopOrigin} https://two.example`;
    expect(ours.headers["content-security-policy"]).toContain(around);
    const back = await postForm(await postForm(await postForm(ours), { end: "approved" }));
    expect(back.headers["content-security-policy"]).toContain(around);
  });

  test("cannot be taken from the session it belongs to", async () => {
    const { sessionData } = await openThreeDS();
    const { attemptId } = stateOf(await checkout.ask("submit", sessionData, cardSubmission(withChallenge)));
    const stranger = await openThreeDS();
    const reply = await checkout.ask("state", stranger.sessionData, { attemptId, step: "challenge-abandoned" });
    expect([reply.statusCode, reply.json()]).toMatchObject([400, { error: "REQUEST_INVALID" }]);
    expect(stateOf(await checkout.ask("state", sessionData, { attemptId }))).toMatchObject({ status: "ACTION" });
  });
});

test("a device check reports back as itself, and the challenge after it has its own page", async () => {
  const { sessionData } = await openThreeDS();
  const state = stateOf(await checkout.ask("submit", sessionData, cardSubmission(withMethodThenChallenge)));
  expect(state).toMatchObject({ status: "ACTION", action: { type: "three-ds-method" } });
  const issuers = await postForm(await follow((state.action as { url: string }).url));
  const back = await postForm(issuers);
  expect(resultOf(back)).toBe("method-completed");
  const step = { attemptId: state.attemptId, step: "method-completed" };
  const next = stateOf(await checkout.ask("state", sessionData, step));
  expect(next).toMatchObject({ status: "ACTION", action: { type: "three-ds-challenge" } });
  // The check may report a second time, after the challenge has begun: it must not pass for the challenge's end.
  expect(resultOf(await postForm(issuers))).toBe("method-completed");
  expect(stateOf(await checkout.ask("state", sessionData, { attemptId: state.attemptId }))).toMatchObject({
    status: "ACTION",
    action: { type: "three-ds-challenge" },
  });
});

describe("a wallet", () => {
  test("sends the payer back to the merchant's address as it was given, paid", async () => {
    const { sessionData } = await openWallets();
    const state = stateOf(await checkout.ask("submit", sessionData, walletSubmission("GCASH")));
    expect(state).toMatchObject({ status: "ACTION", action: { type: "redirect", method: "GET" } });
    const wallet = await follow((state.action as { url: string }).url);
    const left = await postForm(wallet, { choice: "approve" });
    expect(left.statusCode).toBe(303);
    const back = await follow(String(left.headers["location"]));
    expect([back.statusCode, back.headers["location"]]).toEqual([303, "https://shop.example.com/return"]);
    expect(stateOf(await checkout.ask("state", sessionData))).toMatchObject({ status: "SUCCESS" });
  });

  test("is paid from another device by a code, while the browser only asks how it stands", async () => {
    const { sessionData } = await openWallets();
    const submission = walletSubmission("GCASH", { interaction: "code" });
    const state = stateOf(await checkout.ask("submit", sessionData, submission));
    expect(state).toMatchObject({ status: "ACTION", action: { type: "code", codeType: "QRCODE" } });
    const { value } = state.action as { value: string };
    await postForm(await follow(value), { choice: "approve" });
    expect(stateOf(await checkout.ask("state", sessionData, { attemptId: state.attemptId }))).toMatchObject({
      status: "SUCCESS",
    });
  });

  test("that was left may be tried again with another method", async () => {
    const { sessionData } = await openWallets();
    await checkout.ask("submit", sessionData, walletSubmission("GCASH"));
    const paid = await checkout.ask("submit", sessionData, cardSubmission("4054695723100768"));
    expect(stateOf(paid)).toMatchObject({ status: "SUCCESS" });
  });

  test.each([
    [
      "a way that is not offered",
      walletSubmission("GRABPAY_PH", { interaction: "code" }),
      /^interaction must be one of redirect/,
    ],
    ["a bank that is not listed", walletSubmission("GCASH", { bankIdentifierCode: "X" }), /^bankIdentifierCode/],
  ])("with %s is REQUEST_INVALID", async (_, submission, message) => {
    const { sessionData } = await openWallets();
    expect((await checkout.ask("submit", sessionData, submission)).json()).toEqual({
      error: "REQUEST_INVALID",
      message: expect.stringMatching(message),
    });
  });
});

test("the return page never leads anywhere that a posted form asks for", async () => {
  const { sessionData } = await openWallets();
  const state = stateOf(await checkout.ask("submit", sessionData, walletSubmission("GCASH")));
  const left = await postForm(await follow((state.action as { url: string }).url), { choice: "approve" });
  const reply = await checkout.app.inject({
    method: "POST",
    url: `${new URL(String(left.headers["location"])).pathname}?url=https://evil.example`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "paymentRedirectUrl=https%3A%2F%2Fevil.example",
  });
  expect(reply.headers["location"]).toBe("https://shop.example.com/return");
});
