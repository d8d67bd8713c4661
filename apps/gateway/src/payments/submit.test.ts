import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import {
  dayMs,
  hourMs,
  makePaymentFixture,
  minuteMs,
  toSubmitRequest,
} from "../../../../test/support/payment-fixture.ts";

const wallet = { paymentMethodType: "GCASH" };
const anyMethod = { productScene: "CHECKOUT_PAYMENT" } as const;

describe.each(engines)("an attempt to pay, on %s", (engine) => {
  const db = useDb(engine);

  test("that the acquirer approves pays, and tells the merchant once", async () => {
    const { paid, told, events, payments } = makePaymentFixture(db());
    const { payment, attempt } = await paid({ metadata: '{"basket":7}' });
    expect(payment).toMatchObject({ status: "SUCCESS", winningAttemptId: attempt.attemptId, capturedMinor: 10050n });
    expect(await told()).toEqual([
      {
        notifyType: "PAYMENT_RESULT",
        result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
        paymentRequestId: payment.paymentRequestId,
        paymentId: payment.paymentId,
        paymentAmount: { currency: "SGD", value: "10050" },
        paymentCreateTime: "2026-11-22T02:15:00Z",
        paymentTime: "2026-11-22T02:15:00Z",
        paymentMethodType: "CARD",
        paymentResultInfo: { cardNo: "405469******0768", cardBrand: "VISA" },
        metadata: '{"basket":7}',
      },
    ]);
    expect(await events(payment.paymentId)).toEqual(["payment-opened", "attempt-started", "payment-paid"]);
    expect(await payments.runDue()).toBe(0);
  });

  test("that is declined leaves the payment open, and another may pay it", async () => {
    const { session, submit, acquirer, told, events } = makePaymentFixture(db());
    const opened = await session();
    acquirer.script("decline");
    const declined = await submit(opened);
    expect(declined).toMatchObject({
      isRetryable: true,
      payment: { status: "PROCESSING" },
      attempt: { status: "FAILED", resultCode: "USER_BALANCE_NOT_ENOUGH" },
    });
    expect(await told()).toEqual([]);
    const { payment, attempt } = await submit(opened);
    expect(payment).toMatchObject({ status: "SUCCESS", paymentId: declined.payment.paymentId });
    expect(attempt.attemptId).not.toBe(declined.attempt.attemptId);
    expect(await events(payment.paymentId)).toContain("attempt-declined");
  });

  test("whose 3-D Secure authentication fails ends the payment: the original asks for a new session then", async () => {
    const { session, submit, acquirer, told } = makePaymentFixture(db());
    const opened = await session();
    acquirer.script("fail-authentication");
    expect(await submit(opened)).toMatchObject({
      isRetryable: false,
      payment: { status: "FAIL", resultCode: "USER_PAYMENT_VERIFICATION_FAILED" },
    });
    expect(await told()).toMatchObject([{ result: { resultCode: "USER_PAYMENT_VERIFICATION_FAILED" } }]);
    await expect(submit(opened)).rejects.toThrow("ORDER_IS_CLOSED");
  });

  test("delivered twice is one attempt, at once and later", async () => {
    const { payments, merchant, session, acquirer } = makePaymentFixture(db());
    const request = toSubmitRequest(merchant, await session());
    const answers = await Promise.all([1, 2, 3].map(() => payments.submit(request)));
    answers.push(await payments.submit(request));
    const ids = answers.map((answer) => (answer.ok ? answer.value.attempt.attemptId : answer.resultCode));
    expect(new Set(ids).size).toBe(1);
    expect(acquirer.calls.filter((call) => call.startsWith("authorize"))).toHaveLength(1);
  });

  test("beside one that may still pay is refused, so that nobody pays twice", async () => {
    const { payments, merchant, session, acquirer } = makePaymentFixture(db());
    const opened = await session();
    const held = acquirer.hold("authorize");
    const first = payments.submit(toSubmitRequest(merchant, opened));
    await held.arrived;
    const second = await payments.submit(toSubmitRequest(merchant, opened));
    expect(second).toMatchObject({ resultCode: "PAYMENT_IN_PROCESS" });
    held.release();
    expect(await first).toMatchObject({ value: { payment: { status: "SUCCESS" } } });
  });

  test("is refused when the order is paid, cancelled or expired", async () => {
    const { payments, paid, session, submit, clock, merchant } = makePaymentFixture(db());
    const opened = await session();
    await submit(opened);
    await expect(submit(opened)).rejects.toThrow("PROCESS_FAIL: The order has been paid already.");
    const cancelled = await session();
    await payments.cancel(merchant, { paymentRequestId: cancelled.paymentRequestId });
    await expect(submit(cancelled)).rejects.toThrow("ORDER_IS_CANCELED");
    const late = await session();
    clock.advance(hourMs);
    await expect(submit(late)).rejects.toThrow("ORDER_IS_CLOSED");
    await expect(paid()).resolves.toBeDefined();
  });

  test("is the twenty-first of its payment and refused: sessions are not for trying out card numbers", async () => {
    const { session, submit, acquirer } = makePaymentFixture(db());
    const opened = await session();
    acquirer.script(...Array.from({ length: 20 }, () => "decline" as const));
    for (let count = 0; count < 20; count++) await submit(opened);
    await expect(submit(opened)).rejects.toThrow("REQUEST_TRAFFIC_EXCEED_LIMIT");
  });

  test("is refused for a merchant nobody acquires for", async () => {
    const { session, submit } = makePaymentFixture(db(), { deps: { connectorFor: () => undefined } });
    await expect(submit(await session())).rejects.toThrow("NO_PAY_OPTIONS");
  });

  test("supersedes one the payer left, which is ended at the acquirer and can pay no more", async () => {
    const { session, submit, acquirer, runDue, told, events } = makePaymentFixture(db());
    const opened = await session(anyMethod);
    acquirer.script("ask");
    const left = await submit(opened);
    expect(left.attempt).toMatchObject({ status: "ACTION_REQUIRED", action: { type: "three-ds-challenge" } });
    const { payment } = await submit(opened, { paymentMethodType: "GCASH" });
    expect(payment).toMatchObject({ status: "SUCCESS", paymentMethodType: "GCASH" });
    await runDue();
    acquirer.turn(left.attempt.attemptId, "approve");
    expect(acquirer.books(left.attempt.attemptId)).toMatchObject({ captured: 0n, isVoided: true });
    expect(acquirer.keptMinor(payment.clientId)).toBe(10050n);
    expect(await told()).toHaveLength(1);
    expect(await events(payment.paymentId)).toContain("attempt-given-up");
  });

  test("is not made when the one the payer left was paid after all", async () => {
    const { session, submit, acquirer, read } = makePaymentFixture(db());
    const opened = await session();
    acquirer.script("ask");
    const left = await submit(opened);
    acquirer.turn(left.attempt.attemptId, "approve");
    await expect(submit(opened)).rejects.toThrow("paid already");
    expect((await read(left.payment.paymentId)).winningAttemptId).toBe(left.attempt.attemptId);
    expect(acquirer.keptMinor(left.payment.clientId)).toBe(10050n);
  });

  test("by wallet takes the money at once, whatever captureMode says; a card waits for its capture", async () => {
    const { session, submit, acquirer } = makePaymentFixture(db());
    const manual = { ...anyMethod, paymentFactor: { captureMode: "MANUAL" as const } };
    const byWallet = await submit(await session(manual), wallet);
    expect(byWallet.payment).toMatchObject({ captureMode: "AUTOMATIC", capturedMinor: 10050n, authExpiresAt: null });
    const byCard = await submit(await session(manual));
    expect(byCard.payment).toMatchObject({ captureMode: "MANUAL", capturedMinor: 0n, authorizedMinor: 10050n });
    expect(acquirer.books(byCard.attempt.attemptId)?.captured).toBe(0n);
  });
});

describe.each(engines)("an attempt without a clear answer, on %s", (engine) => {
  const db = useDb(engine);

  test.each([
    ["never arrived", "lost", "FAILED", "PROCESSING", 0n],
    ["was done, and nobody heard", "answer-lost", "SUCCEEDED", "SUCCESS", 10050n],
  ] as const)(
    "that %s is inquired by itself, and its outcome recorded",
    async (_, fault, attemptStatus, status, kept) => {
      const { session, submit, acquirer, clock, runDue, read, payments } = makePaymentFixture(db());
      acquirer.break("authorize", fault);
      const unknown = await submit(await session());
      expect(unknown).toMatchObject({ attempt: { status: "UNKNOWN" }, payment: { status: "PROCESSING" } });
      await runDue();
      expect((await read(unknown.payment.paymentId)).status).toBe("PROCESSING");
      clock.advance(5_000);
      await runDue();
      const { clientId, attemptId } = unknown.attempt;
      expect(await payments.settle({ clientId, attemptId })).toMatchObject({ attempt: { status: attemptStatus } });
      expect((await read(unknown.payment.paymentId)).status).toBe(status);
      expect(acquirer.keptMinor(clientId)).toBe(kept);
    },
  );

  test("is asked about again and again, ever more seldom, while the acquirer is silent", async () => {
    const { session, submit, acquirer, clock, payments, runDue } = makePaymentFixture(db());
    acquirer.script("ask");
    acquirer.break("authorize", "answer-lost");
    await submit(await session());
    for (const pauseMs of [5_000, 10_000, 30_000, 60_000, 5 * minuteMs]) {
      acquirer.break("inquire", "lost");
      clock.advance(pauseMs - 1_000);
      expect(await payments.runDue()).toBe(0);
      clock.advance(1_000);
      expect(await payments.runDue()).toBe(1);
      await runDue();
    }
  });

  test("that is on its way is not asked about: the acquirer would take its id out of use", async () => {
    const { payments, merchant, session, acquirer, clock } = makePaymentFixture(db());
    const opened = await session();
    const held = acquirer.hold("authorize");
    const request = toSubmitRequest(merchant, opened);
    const first = payments.submit(request);
    await held.arrived;
    const seen = await payments.view(merchant.clientId, opened.paymentSessionId);
    const attemptId = seen.attempt?.attemptId ?? "";
    clock.advance(29_000);
    await payments.settle({ clientId: merchant.clientId, attemptId });
    expect(acquirer.calls.filter((call) => call.startsWith("inquire"))).toEqual([]);
    held.release();
    expect(await first).toMatchObject({ value: { payment: { status: "SUCCESS" } } });
  });

  test("of another merchant's is not found", async () => {
    const { paid } = makePaymentFixture(db());
    const { attempt } = await paid();
    const other = makePaymentFixture(db());
    expect(await other.payments.settle({ clientId: other.merchant.clientId, attemptId: attempt.attemptId })).toBe(
      undefined,
    );
  });
});

describe.each(engines)("an attempt that needs its payer or channel, on %s", (engine) => {
  const db = useDb(engine);

  test("pays when the payer comes back", async () => {
    const { session, submit, acquirer, payments, read } = makePaymentFixture(db());
    acquirer.script("ask");
    const { attempt } = await submit(await session(anyMethod), wallet);
    const { clientId, attemptId, paymentId } = attempt;
    expect(attempt.action).toEqual({ type: "redirect", method: "GET", url: `https://wallet.example/${attemptId}` });
    expect(await payments.settle({ clientId, attemptId, payerStep: "redirect-returned" })).toMatchObject({
      attempt: { status: "ACTION_REQUIRED" },
    });
    acquirer.turn(attemptId, "approve");
    await payments.settle({ clientId, attemptId, payerStep: "redirect-returned" });
    expect((await read(paymentId)).status).toBe("SUCCESS");
  });

  test("is told as pending once, then as paid once", async () => {
    const { session, submit, acquirer, clock, runDue, told, payments } = makePaymentFixture(db());
    acquirer.script("confirm-later");
    const { attempt, payment } = await submit(await session(anyMethod), wallet);
    expect(payment).toMatchObject({ status: "PENDING", expiresAt: payment.createdAt + 7 * dayMs });
    const { clientId, attemptId } = attempt;
    await payments.settle({ clientId, attemptId });
    clock.advance(2 * dayMs);
    await runDue();
    acquirer.turn(attemptId, "approve");
    clock.advance(hourMs);
    await runDue();
    await runDue();
    expect(await told()).toMatchObject([
      { notifyType: "PAYMENT_PENDING", result: { resultCode: "PAYMENT_IN_PROCESS", resultStatus: "U" } },
      { notifyType: "PAYMENT_RESULT", result: { resultCode: "SUCCESS" } },
    ]);
  });

  test("that the channel refuses in the end fails the payment", async () => {
    const { session, submit, acquirer, payments, told, clock } = makePaymentFixture(db());
    acquirer.script("confirm-later");
    const { attempt } = await submit(await session(anyMethod), wallet);
    const { clientId, attemptId } = attempt;
    clock.advance(1);
    acquirer.turn(attemptId, "decline");
    expect(await payments.settle({ clientId, attemptId })).toMatchObject({ payment: { status: "FAIL" } });
    expect((await told()).map(({ notifyType }) => notifyType)).toEqual(["PAYMENT_PENDING", "PAYMENT_RESULT"]);
  });
});
