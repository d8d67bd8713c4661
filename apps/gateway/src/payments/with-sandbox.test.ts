import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { readPaymentBooks } from "../../../../test/support/payment-books.ts";
import { makePaymentFixture, manualCapture, minuteMs, payRequest } from "../../../../test/support/payment-fixture.ts";
import { makeTestAcquirer, toCard, tokenOf } from "../../../../test/support/sandbox-acquirer.ts";
import { findSessionByRequestId } from "../sessions/index.ts";

const sgd = (value: string) => ({ currency: "SGD", value });
const anyMethod = { productScene: "CHECKOUT_PAYMENT" } as const;
const authenticated = { paymentMethodType: "CARD", paymentMethodMetaData: { is3DSAuthentication: "true" as const } };

/** The whole way, with the acquirer that sandbox merchants have. */
describe.each(engines)("payments over the sandbox acquirer on %s", (engine) => {
  const db = useDb(engine);

  function setUp() {
    const { acquirer, clock } = makeTestAcquirer(db());
    const connectorNamed = () => acquirer.connector;
    const fixture = makePaymentFixture(db(), { clock, deps: { connectorFor: connectorNamed, connectorNamed } });
    return { ...fixture, sandbox: acquirer };
  }

  type Setup = ReturnType<typeof setUp>;

  test("a card that is approved can be captured in part, later in full, and no further", async () => {
    const { session, submit, payments, merchant, clock, runDue, told } = setUp();
    const { payment } = await submit(await session(manualCapture), { card: toCard("4054695723100768") });
    const { paymentId } = payment;
    const capture = (value: string, captureRequestId: string) =>
      payments.capture(merchant, { captureRequestId, paymentId, captureAmount: sgd(value) });
    // 31 is the sandbox's amount for a capture that is confirmed a minute later.
    expect(await capture("31", "C1")).toMatchObject({ resultCode: "CAPTURE_IN_PROCESS" });
    clock.advance(minuteMs);
    await runDue();
    expect(await capture("31", "C1")).toMatchObject({ ok: true });
    expect(await capture("10019", "C2")).toMatchObject({ ok: true });
    expect(await capture("1", "C3")).toMatchObject({ resultCode: "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" });
    expect(await told()).toHaveLength(3);
    expect(await readPaymentBooks(db(), merchant.clientId)).toEqual({ keptMinor: 10050n, openCount: 0 });
  });

  test("the documented amount 11 is rejected by risk control", async () => {
    const { payments, merchant } = setUp();
    const request = payRequest({ paymentAmount: { currency: "PHP", value: "11" } });
    expect(await payments.pay(merchant, request)).toMatchObject({ resultCode: "RISK_REJECT" });
  });

  test("a wallet is paid on its page, and given back in full when the merchant cancels", async () => {
    const it = setUp();
    const { payments, merchant, sandbox } = it;
    const request = payRequest();
    const { paymentRequestId } = request;
    const answer = await payments.pay(merchant, request);
    const { normalUrl = "" } = (answer.ok ? {} : answer.members) as { normalUrl?: string };
    await sandbox.pages.choose(tokenOf(normalUrl), { name: "approve", minutes: 1 });
    const attemptId = await attemptOf(it, paymentRequestId);
    await payments.settle({ clientId: merchant.clientId, attemptId, payerStep: "redirect-returned" });
    expect(await payments.pay(merchant, request)).toMatchObject({ ok: true });
    expect(await payments.cancel(merchant, { paymentRequestId })).toMatchObject({ ok: true });
    expect(await payments.inquiryPayment(merchant, { paymentRequestId })).toMatchObject({
      value: { paymentStatus: "CANCELLED", transactions: [{ transactionType: "CANCEL" }] },
    });
  });

  test("a challenge that is passed pays, one that is failed asks for a new session, one that is left may be tried again", async () => {
    const { session, submit, payments, sandbox } = setUp();
    const challenge = async () => {
      const opened = await session({ paymentMethod: authenticated });
      const { attempt } = await submit(opened, { card: toCard("4000000300001106") });
      if (attempt.action?.type !== "three-ds-challenge") expect.fail("no challenge");
      return { attempt, token: tokenOf(attempt.action.url) };
    };
    const passed = await challenge();
    await sandbox.pages.answerChallenge(passed.token, { code: "123456" });
    expect(await payments.settle(passed.attempt)).toMatchObject({ payment: { status: "SUCCESS" } });
    const failed = await challenge();
    await sandbox.pages.answerChallenge(failed.token, { end: "refused" });
    expect(await payments.settle(failed.attempt)).toMatchObject({ payment: { status: "FAIL" }, isRetryable: false });
    const left = await challenge();
    const view = await payments.settle({ ...left.attempt, payerStep: "challenge-abandoned" });
    expect(view).toMatchObject({ payment: { status: "PROCESSING" }, isRetryable: true });
  });

  test("a wallet that is approved after its order was cancelled, or superseded, takes nothing", async () => {
    const { session, submit, payments, merchant, runDue, sandbox } = setUp();
    const opened = await session({ ...anyMethod, paymentAmount: { currency: "PHP", value: "10050" } });
    const { attempt } = await submit(opened, { paymentMethodType: "GCASH" });
    if (attempt.action?.type !== "redirect") expect.fail("no page");
    await payments.cancel(merchant, { paymentRequestId: opened.paymentRequestId });
    await sandbox.pages.choose(tokenOf(attempt.action.url), { name: "approve", minutes: 1 });
    await runDue();
    const { attemptId: authorizationId, clientId } = attempt;
    const books = { clientId, operationId: "probe", now: attempt.startedAt, authorizationId, acquirerReference: "" };
    const amount = { currency: "PHP", minor: 1n };
    expect(await sandbox.connector.refund({ ...books, amount })).toMatchObject({ kind: "failed" });
    expect(await readPaymentBooks(db(), clientId)).toEqual({ keptMinor: 0n, openCount: 0 });
  });

  async function attemptOf({ payments, merchant }: Setup, paymentRequestId: string): Promise<string> {
    const { clientId } = merchant;
    const session = await findSessionByRequestId(db().connection, clientId, paymentRequestId);
    const { attempt } = await payments.view(clientId, session?.paymentSessionId ?? "");
    return attempt?.attemptId ?? "";
  }
});
