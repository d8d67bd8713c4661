import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { makePaymentFixture, minuteMs } from "../../../../test/support/payment-fixture.ts";

const sgd = (value: string) => ({ currency: "SGD", value });

describe.each(engines)("inquiryPayment on %s", (engine) => {
  const db = useDb(engine);

  test("before anybody tried to pay, or of another merchant's, is ORDER_NOT_EXIST", async () => {
    const { session, paid } = makePaymentFixture(db());
    const open = await session();
    const { payment } = await paid();
    const { payments, merchant } = makePaymentFixture(db());
    for (const reference of [
      { paymentRequestId: open.paymentRequestId },
      { paymentRequestId: payment.paymentRequestId },
      { paymentId: payment.paymentId },
    ]) {
      expect(await payments.inquiryPayment(merchant, reference)).toMatchObject({ resultCode: "ORDER_NOT_EXIST" });
    }
  });

  test("tells of an open payment that it is in process", async () => {
    const { session, submit, acquirer, payments, merchant } = makePaymentFixture(db());
    acquirer.script("ask");
    const { payment } = await submit(await session());
    const answer = await payments.inquiryPayment(merchant, { paymentId: payment.paymentId });
    expect(answer).toMatchObject({
      value: { paymentStatus: "PROCESSING", paymentResultCode: "PAYMENT_IN_PROCESS", paymentMethodType: "CARD" },
    });
    expect(answer).not.toHaveProperty("value.paymentTime");
    expect(answer).not.toHaveProperty("value.transactions");
  });

  test("tells of an authorization until when it can be captured, and lists its captures", async () => {
    const { authorized, payments, merchant, clock, acquirer } = makePaymentFixture(db());
    const { payment } = await authorized();
    const { paymentId, paymentRequestId } = payment;
    clock.advance(minuteMs);
    await payments.capture(merchant, { captureRequestId: "C1", paymentId, captureAmount: sgd("4000") });
    clock.advance(minuteMs);
    acquirer.break("capture", "pending");
    await payments.capture(merchant, { captureRequestId: "C2", paymentId, captureAmount: sgd("1000") });
    const answer = await payments.inquiryPayment(merchant, { paymentRequestId });
    expect(answer).toMatchObject({
      value: {
        paymentStatus: "SUCCESS",
        paymentResultCode: "SUCCESS",
        paymentId,
        paymentRequestId,
        paymentAmount: sgd("10050"),
        paymentCreateTime: "2026-11-22T02:15:00Z",
        paymentTime: "2026-11-22T02:15:00Z",
        authExpiryTime: "2026-11-29T02:15:00Z",
        paymentResultInfo: { cardNo: "405469******0768" },
        transactions: [
          {
            transactionType: "CAPTURE",
            transactionRequestId: "C1",
            transactionStatus: "SUCCESS",
            transactionAmount: sgd("4000"),
            transactionTime: "2026-11-22T02:16:00Z",
            transactionResult: { resultCode: "SUCCESS", resultStatus: "S" },
          },
          {
            transactionType: "CAPTURE",
            transactionRequestId: "C2",
            transactionStatus: "PROCESSING",
            transactionResult: { resultCode: "CAPTURE_IN_PROCESS", resultStatus: "U" },
          },
        ],
      },
    });
  });

  test.each(["CANCEL", "VOID"] as const)("of a payment that was given back lists a %s", async (transactionType) => {
    const { paid, authorized, payments, merchant } = makePaymentFixture(db());
    const { payment } = await (transactionType === "CANCEL" ? paid() : authorized());
    const { paymentId } = payment;
    await payments.cancel(merchant, { paymentId });
    const answer = await payments.inquiryPayment(merchant, { paymentId });
    expect(answer).toMatchObject({
      value: {
        paymentStatus: "CANCELLED",
        paymentResultCode: "ORDER_IS_CANCELED",
        transactions: [{ transactionType, transactionStatus: "SUCCESS", transactionAmount: sgd("10050") }],
      },
    });
    expect(answer).not.toHaveProperty("value.paymentTime");
  });

  test("of an order that was cancelled before anybody tried to pay says CANCELLED, by either id", async () => {
    const { session, payments, merchant } = makePaymentFixture(db());
    const { paymentRequestId } = await session({ metadata: '{"basket":7}' });
    const cancelled = await payments.cancel(merchant, { paymentRequestId });
    const paymentId = cancelled.ok ? (cancelled.value.paymentId ?? "") : "";
    for (const reference of [{ paymentRequestId }, { paymentId }]) {
      expect(await payments.inquiryPayment(merchant, reference)).toMatchObject({
        value: { paymentStatus: "CANCELLED", paymentId, paymentRequestId, metadata: '{"basket":7}' },
      });
    }
  });

  test("of a decline for good tells the acquirer's own code, which notifyPayment's list may not have", async () => {
    const { session, submit, acquirer, payments, merchant } = makePaymentFixture(db());
    acquirer.script("fail-authentication");
    const { payment } = await submit(await session());
    expect(await payments.inquiryPayment(merchant, { paymentId: payment.paymentId })).toMatchObject({
      value: { paymentStatus: "FAIL", paymentResultCode: "USER_PAYMENT_VERIFICATION_FAILED" },
    });
  });
});
