import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { dayMs, hourMs, makePaymentFixture, minuteMs } from "../../../../test/support/payment-fixture.ts";

const anyMethod = { productScene: "CHECKOUT_PAYMENT" } as const;

describe.each(engines)("cancel of an unpaid order, on %s", (engine) => {
  const db = useDb(engine);

  test("that nobody has tried to pay closes its session, and answers the same when repeated", async () => {
    const { session, payments, merchant, clock, told } = makePaymentFixture(db());
    const { paymentRequestId } = await session();
    const first = await payments.cancel(merchant, { paymentRequestId });
    expect(first).toMatchObject({ value: { paymentRequestId, cancelTime: "2026-11-22T02:15:00Z" } });
    clock.advance(minuteMs);
    expect(await payments.cancel(merchant, { paymentRequestId })).toEqual(first);
    expect(await told()).toEqual([]);
  });

  test("that was tried closes it, ends the attempt at the acquirer and is told once", async () => {
    const { session, submit, payments, merchant, acquirer, runDue, told } = makePaymentFixture(db());
    acquirer.script("ask");
    const opened = await session();
    const { attempt, payment } = await submit(opened);
    const first = await payments.cancel(merchant, { paymentId: payment.paymentId });
    expect(first).toMatchObject({ value: { paymentId: payment.paymentId, cancelTime: "2026-11-22T02:15:00Z" } });
    await runDue();
    expect(acquirer.books(attempt.attemptId)?.isVoided).toBe(true);
    expect(await payments.cancel(merchant, { paymentRequestId: payment.paymentRequestId })).toEqual(first);
    expect(await told()).toMatchObject([{ notifyType: "PAYMENT_RESULT", result: { resultCode: "ORDER_IS_CANCELED" } }]);
  });

  test("that was closed before is ORDER_STATUS_INVALID", async () => {
    const { session, submit, payments, merchant, acquirer, clock, runDue } = makePaymentFixture(db());
    acquirer.script("decline");
    const { payment } = await submit(await session());
    clock.advance(hourMs);
    await runDue();
    const { paymentId } = payment;
    expect(await payments.cancel(merchant, { paymentId })).toMatchObject({ resultCode: "ORDER_STATUS_INVALID" });
  });

  test("of another merchant's, or of none, is ORDER_NOT_EXIST", async () => {
    const { paid } = makePaymentFixture(db());
    const { payment } = await paid();
    const { payments, merchant } = makePaymentFixture(db());
    for (const reference of [
      { paymentId: payment.paymentId },
      { paymentRequestId: payment.paymentRequestId },
      { paymentId: "none" },
    ]) {
      expect(await payments.cancel(merchant, reference)).toMatchObject({ resultCode: "ORDER_NOT_EXIST" });
    }
  });

  test("by paymentId wins over a paymentRequestId beside it", async () => {
    const { paid, payments, merchant } = makePaymentFixture(db());
    const [left, right] = [await paid(), await paid()];
    const { paymentId } = left.payment;
    const answer = await payments.cancel(merchant, { paymentId, paymentRequestId: right.payment.paymentRequestId });
    expect(answer).toMatchObject({ value: { paymentId } });
  });
});

describe.each(engines)("cancel of a paid order, on %s", (engine) => {
  const db = useDb(engine);

  test.each(["captured", "authorized"] as const)("that was %s gives it back in full, once", async (kind) => {
    const { paid, authorized, payments, merchant, acquirer, clock, read, events } = makePaymentFixture(db());
    const { payment, attempt } = await (kind === "captured" ? paid() : authorized());
    const { paymentId } = payment;
    const first = await payments.cancel(merchant, { paymentId });
    expect(first).toMatchObject({ ok: true });
    clock.advance(minuteMs);
    expect(await payments.cancel(merchant, { paymentId })).toEqual(first);
    expect(await read(paymentId)).toMatchObject({ status: "CANCELLED", resultCode: "ORDER_IS_CANCELED" });
    const returned = kind === "captured" ? { refunded: 10050n } : { isVoided: true };
    expect(acquirer.books(attempt.attemptId)).toMatchObject(returned);
    expect(await events(paymentId)).toEqual(expect.arrayContaining(["cancel-requested", "payment-cancelled"]));
  });

  // Paid at 10:15 in UTC+8, so the day's window ends 14 hours later, at 00:15.
  test.each([
    ["a card that was captured at once", "CARD", 14 * hourMs],
    ["a wallet", "GCASH", 14 * hourMs],
    ["Mercado Pago", "MERCADOPAGO_BR", 7 * dayMs],
  ])("by %s is possible until its window ends", async (_, paymentMethodType, windowMs) => {
    const { session, submit, payments, merchant, clock } = makePaymentFixture(db());
    const { payment } = await submit(await session(anyMethod), { paymentMethodType });
    const { payment: other } = await submit(await session(anyMethod), { paymentMethodType });
    clock.advance(windowMs - 1);
    expect(await payments.cancel(merchant, { paymentId: payment.paymentId })).toMatchObject({ ok: true });
    clock.advance(1);
    const late = await payments.cancel(merchant, { paymentId: other.paymentId });
    expect(late).toMatchObject({ resultCode: "CANCEL_WINDOW_EXCEED" });
  });

  test("by an authorized card is possible for seven days", async () => {
    const { authorized, payments, merchant, clock } = makePaymentFixture(db());
    const { payment } = await authorized();
    clock.advance(7 * dayMs - 1);
    expect(await payments.cancel(merchant, { paymentId: payment.paymentId })).toMatchObject({ ok: true });
  });

  test.each([
    ["DANA", "PAYMENT_METHOD_NOT_SUPPORTED"],
    ["JKOPAY", "PAYMENT_METHOD_NOT_SUPPORTED"],
    ["KPLUS", "ORDER_STATUS_INVALID"],
  ])("by %s is %s", async (paymentMethodType, resultCode) => {
    const { session, submit, payments, merchant } = makePaymentFixture(db());
    const { payment } = await submit(await session(anyMethod), { paymentMethodType });
    expect(payment.status).toBe("SUCCESS");
    expect(await payments.cancel(merchant, { paymentId: payment.paymentId })).toMatchObject({ resultCode });
  });

  test("that was captured in part is ORDER_STATUS_INVALID", async () => {
    const { authorized, payments, merchant } = makePaymentFixture(db());
    const { paymentId } = (await authorized()).payment;
    const captureAmount = { currency: "SGD", value: "1" };
    await payments.capture(merchant, { captureRequestId: "C1", paymentId, captureAmount });
    expect(await payments.cancel(merchant, { paymentId })).toMatchObject({ resultCode: "ORDER_STATUS_INVALID" });
  });

  test("the acquirer refuses is PROCESS_FAIL and leaves the payment paid", async () => {
    const { paid, payments, merchant, acquirer, read, events } = makePaymentFixture(db());
    const { paymentId } = (await paid()).payment;
    acquirer.break("refund", "refused");
    expect(await payments.cancel(merchant, { paymentId })).toMatchObject({ resultCode: "PROCESS_FAIL" });
    expect(await read(paymentId)).toMatchObject({ status: "SUCCESS", cancelId: null });
    expect(await events(paymentId)).toContain("cancel-refused");
    expect(await payments.cancel(merchant, { paymentId })).toMatchObject({ ok: true });
  });

  test.each(["lost", "answer-lost", "pending"] as const)(
    "whose answer is %s is UNKNOWN_EXCEPTION, keeps everything else away, and is finished by itself",
    async (fault) => {
      const { authorized, payments, merchant, acquirer, clock, runDue, read } = makePaymentFixture(db());
      const { payment } = await authorized();
      const { paymentId } = payment;
      acquirer.break("void", fault);
      expect(await payments.cancel(merchant, { paymentId })).toMatchObject({ resultCode: "UNKNOWN_EXCEPTION" });
      const captureAmount = { currency: "SGD", value: "1" };
      const capture = await payments.capture(merchant, { captureRequestId: "C1", paymentId, captureAmount });
      expect(capture).toMatchObject({ resultCode: "AUTH_CANCELLED" });
      if (fault === "pending") acquirer.settle((await read(paymentId)).cancelId ?? "", true);
      clock.advance(30_000);
      await runDue();
      expect((await read(paymentId)).status).toBe("CANCELLED");
    },
  );
});
