import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { dayMs, hourMs, makePaymentFixture, minuteMs } from "../../../../test/support/payment-fixture.ts";

const wallet = { paymentMethodType: "GCASH" };
const anyMethod = { productScene: "CHECKOUT_PAYMENT" } as const;

describe.each(engines)("an unpaid payment, on %s", (engine) => {
  const db = useDb(engine);

  test("closes with its session, is told once, and is not paid any more", async () => {
    const { session, submit, acquirer, clock, runDue, told, read, payments } = makePaymentFixture(db());
    const opened = await session();
    acquirer.script("decline");
    const { payment } = await submit(opened);
    clock.advance(hourMs - 1);
    await runDue();
    expect((await read(payment.paymentId)).status).toBe("PROCESSING");
    clock.advance(1);
    await runDue();
    expect(await read(payment.paymentId)).toMatchObject({ status: "FAIL", resultCode: "ORDER_IS_CLOSED" });
    expect(await told()).toEqual([
      {
        notifyType: "PAYMENT_RESULT",
        result: {
          resultCode: "ORDER_IS_CLOSED",
          resultStatus: "F",
          resultMessage: "Order was closed, usually because it expired unpaid.",
        },
        paymentRequestId: payment.paymentRequestId,
        paymentId: payment.paymentId,
        paymentAmount: { currency: "SGD", value: "10050" },
        paymentCreateTime: "2026-11-22T02:15:00Z",
        paymentMethodType: "CARD",
      },
    ]);
    await expect(submit(opened)).rejects.toThrow("ORDER_IS_CLOSED");
    expect(await payments.runDue()).toBe(0);
  });

  test("stays open for the method's own time when its payer left for a wallet within the session", async () => {
    const { session, submit, acquirer, clock, runDue, read, payments } = makePaymentFixture(db());
    const opened = await session(anyMethod);
    clock.advance(55 * minuteMs);
    acquirer.script("ask");
    const { payment, attempt } = await submit(opened, wallet);
    clock.advance(10 * minuteMs);
    await runDue();
    expect((await read(payment.paymentId)).status).toBe("PROCESSING");
    await expect(submit(opened)).rejects.toThrow("ORDER_IS_CLOSED");
    acquirer.turn(attempt.attemptId, "approve");
    await payments.settle(attempt);
    expect((await read(payment.paymentId)).status).toBe("SUCCESS");
  });

  test("waits seven days for a code that is paid at a till, as the method's terms say", async () => {
    const { session, submit, acquirer } = makePaymentFixture(db());
    const opened = await session({ ...anyMethod, paymentAmount: { currency: "JPY", value: "1000" } });
    acquirer.script("show-code");
    const { payment } = await submit(opened, { paymentMethodType: "KONBINI", interaction: "code" });
    expect(payment.expiresAt).toBe(payment.createdAt + 7 * dayMs);
  });

  test("ends when the merchant's paymentExpiryTime says, whatever the method", async () => {
    const { session, submit, acquirer, clock } = makePaymentFixture(db());
    const opened = await session({ ...anyMethod, paymentExpiryTime: "2026-11-22T10:20:00+08:00" });
    acquirer.script("ask");
    const { payment } = await submit(opened, wallet);
    expect(payment.expiresAt - clock.now()).toBe(5 * minuteMs);
    clock.advance(5 * minuteMs);
    await expect(submit(opened)).rejects.toThrow("ORDER_IS_CLOSED");
  });

  test("that was paid in time, though nobody heard, is paid and not closed", async () => {
    const { session, submit, acquirer, clock, runDue, read } = makePaymentFixture(db());
    acquirer.script("ask");
    const { payment, attempt } = await submit(await session());
    acquirer.turn(attempt.attemptId, "approve");
    clock.advance(2 * hourMs);
    await runDue();
    expect((await read(payment.paymentId)).status).toBe("SUCCESS");
  });

  test("whose acquirer cannot be asked is closed all the same, and what was paid is given back when it can", async () => {
    const { session, submit, acquirer, clock, runDue, read, told, events } = makePaymentFixture(db());
    acquirer.break("authorize", "answer-lost");
    const { payment, attempt } = await submit(await session());
    clock.advance(hourMs);
    const mend = acquirer.cut("inquire");
    await runDue();
    expect((await read(payment.paymentId)).status).toBe("FAIL");
    expect(acquirer.keptMinor(payment.clientId)).toBe(10050n);
    mend();
    clock.advance(hourMs);
    await runDue();
    expect(acquirer.books(attempt.attemptId)).toMatchObject({ captured: 10050n, refunded: 10050n });
    expect(await told()).toHaveLength(1);
    expect(await events(payment.paymentId)).toContain("attempt-reversed");
  });

  test("is closed by the decline that comes after its session's end, with the decline's code", async () => {
    const { session, submit, acquirer, clock, payments, told } = makePaymentFixture(db());
    const opened = await session(anyMethod);
    clock.advance(55 * minuteMs);
    acquirer.script("ask");
    const { attempt } = await submit(opened, wallet);
    clock.advance(8 * minuteMs);
    acquirer.turn(attempt.attemptId, "decline");
    expect(await payments.settle(attempt)).toMatchObject({ payment: { status: "FAIL" } });
    expect(await told()).toMatchObject([{ result: { resultCode: "USER_BALANCE_NOT_ENOUGH" } }]);
  });
});

describe.each(engines)("giving back what came too late, on %s", (engine) => {
  const db = useDb(engine);

  test.each([
    ["AUTOMATIC", undefined, { captured: 10050n, refunded: 10050n, isVoided: false }],
    ["MANUAL", { captureMode: "MANUAL" as const, isAuthorization: "true" as const }, { captured: 0n, isVoided: true }],
  ])("undoes it with captureMode %s", async (_, paymentFactor, books) => {
    const { session, submit, acquirer, payments, merchant, runDue } = makePaymentFixture(db());
    acquirer.break("authorize", "answer-lost");
    const opened = await session(paymentFactor && { paymentFactor });
    const { attempt } = await submit(opened);
    await payments.cancel(merchant, { paymentRequestId: opened.paymentRequestId });
    await runDue();
    expect(acquirer.books(attempt.attemptId)).toMatchObject(books);
    expect(acquirer.keptMinor(merchant.clientId)).toBe(0n);
  });

  test("waits for money that is on its way, then refunds it", async () => {
    const { session, submit, acquirer, payments, merchant, runDue, clock } = makePaymentFixture(db());
    const opened = await session(anyMethod);
    acquirer.script("confirm-later");
    const { attempt } = await submit(opened, wallet);
    await payments.cancel(merchant, { paymentRequestId: opened.paymentRequestId });
    clock.advance(dayMs);
    await runDue();
    acquirer.turn(attempt.attemptId, "approve");
    clock.advance(dayMs);
    await runDue();
    expect(acquirer.keptMinor(merchant.clientId)).toBe(0n);
  });

  test.each(["refused", "lost", "answer-lost"] as const)(
    "tries again when it is %s, and gives back once",
    async (fault) => {
      const { session, submit, acquirer, payments, merchant, runDue, clock } = makePaymentFixture(db());
      acquirer.break("authorize", "answer-lost");
      const opened = await session();
      const { attempt } = await submit(opened);
      await payments.cancel(merchant, { paymentRequestId: opened.paymentRequestId });
      acquirer.break("refund", fault);
      await runDue();
      clock.advance(hourMs);
      await runDue();
      expect(acquirer.books(attempt.attemptId)).toMatchObject({ captured: 10050n, refunded: 10050n });
    },
  );
});

describe.each(engines)("an authorization nobody captures, on %s", (engine) => {
  const db = useDb(engine);

  test("is given back after seven days, and can then be captured no more", async () => {
    const { authorized, acquirer, clock, runDue, read, payments, merchant } = makePaymentFixture(db());
    const { payment, attempt } = await authorized();
    const { paymentId } = payment;
    expect(payment.authExpiresAt).toBe(payment.createdAt + 7 * dayMs);
    clock.advance(7 * dayMs - 1);
    await runDue();
    expect((await read(paymentId)).status).toBe("SUCCESS");
    clock.advance(1);
    await runDue();
    expect(await read(paymentId)).toMatchObject({
      status: "CANCELLED",
      resultMessage: expect.stringContaining("released"),
    });
    expect(acquirer.books(attempt.attemptId)?.isVoided).toBe(true);
    const captureAmount = { currency: "SGD", value: "10050" };
    const late = await payments.capture(merchant, { captureRequestId: "late", paymentId, captureAmount });
    expect(late).toMatchObject({ resultCode: "AUTH_EXPIRED" });
  });

  test("whose release the acquirer refuses is released an hour later", async () => {
    const { authorized, acquirer, clock, runDue, read } = makePaymentFixture(db());
    const { payment } = await authorized();
    clock.advance(7 * dayMs);
    acquirer.break("void", "refused");
    await runDue();
    expect((await read(payment.paymentId)).status).toBe("SUCCESS");
    clock.advance(hourMs);
    await runDue();
    expect((await read(payment.paymentId)).status).toBe("CANCELLED");
  });

  test("keeps what was captured in part", async () => {
    const { authorized, acquirer, clock, runDue, read, payments, merchant } = makePaymentFixture(db());
    const { payment } = await authorized();
    const captureAmount = { currency: "SGD", value: "4000" };
    await payments.capture(merchant, { captureRequestId: "part", paymentId: payment.paymentId, captureAmount });
    clock.advance(8 * dayMs);
    await runDue();
    expect(await read(payment.paymentId)).toMatchObject({ status: "SUCCESS", capturedMinor: 4000n });
    expect(acquirer.keptMinor(merchant.clientId)).toBe(4000n);
    expect(await payments.runDue()).toBe(0);
  });
});
