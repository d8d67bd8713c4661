import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { dayMs, makePaymentFixture, manualCapture, minuteMs } from "../../../../test/support/payment-fixture.ts";

const sgd = (value: string) => ({ currency: "SGD", value });

describe.each(engines)("capture on %s", (engine) => {
  const db = useDb(engine);

  async function setUp(options?: Parameters<typeof makePaymentFixture>[1]) {
    const fixture = makePaymentFixture(db(), options);
    const { payment, attempt } = await fixture.authorized();
    const { paymentId } = payment;
    const capture = (value: string, captureRequestId: string, members: object = {}) =>
      fixture.payments.capture(fixture.merchant, {
        captureRequestId,
        paymentId,
        captureAmount: sgd(value),
        ...members,
      });
    return { ...fixture, payment, attempt, paymentId, capture };
  }

  test("takes the money and is told once", async () => {
    const { capture, paymentId, read, acquirer, attempt, told, events } = await setUp();
    const answer = await capture("10050", "C1");
    expect(answer).toMatchObject({
      value: { captureRequestId: "C1", paymentId, captureAmount: sgd("10050"), captureTime: "2026-11-22T02:15:00Z" },
    });
    expect(await read(paymentId)).toMatchObject({ capturedMinor: 10050n, capturingMinor: 0n });
    expect(acquirer.books(attempt.attemptId)?.captured).toBe(10050n);
    const [, notification] = await told();
    expect(notification).toEqual({
      notifyType: "CAPTURE_RESULT",
      result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
      captureRequestId: "C1",
      paymentId,
      captureId: answer.ok ? answer.value.captureId : "",
      captureAmount: sgd("10050"),
      captureTime: "2026-11-22T02:15:00Z",
      acquirerReferenceNo: expect.any(String),
    });
    expect(await events(paymentId)).toEqual(expect.arrayContaining(["capture-requested", "capture-finished"]));
  });

  test("in parts takes up to the authorized amount and no unit more", async () => {
    const { capture, read, paymentId } = await setUp();
    expect(await capture("4000", "C1")).toMatchObject({ ok: true });
    expect(await capture("6051", "C2")).toMatchObject({ resultCode: "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" });
    expect(await capture("6050", "C3")).toMatchObject({ ok: true });
    expect(await capture("1", "C4")).toMatchObject({ resultCode: "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" });
    expect((await read(paymentId)).capturedMinor).toBe(10050n);
  });

  test("repeated answers the same and takes nothing; for another amount or payment it is REPEAT_REQ_INCONSISTENT", async () => {
    const { capture, payments, merchant, authorized, read, paymentId, clock } = await setUp();
    const first = await capture("4000", "C1");
    clock.advance(minuteMs);
    expect(await capture("4000", "C1")).toEqual(first);
    expect(await capture("4001", "C1")).toMatchObject({ resultCode: "REPEAT_REQ_INCONSISTENT" });
    const other = (await authorized()).payment.paymentId;
    const elsewhere = { captureRequestId: "C1", paymentId: other, captureAmount: sgd("4000") };
    expect(await payments.capture(merchant, elsewhere)).toMatchObject({ resultCode: "REPEAT_REQ_INCONSISTENT" });
    expect((await read(paymentId)).capturedMinor).toBe(4000n);
  });

  test("asked for ten times at once with one id captures once", async () => {
    const { capture, read, paymentId, told } = await setUp();
    const answers = await Promise.all(Array.from({ length: 10 }, () => capture("4000", "C1")));
    expect(new Set(answers.map((answer) => answer.ok && answer.value.captureId)).size).toBe(1);
    expect((await read(paymentId)).capturedMinor).toBe(4000n);
    expect(await told()).toHaveLength(2);
  });

  test("of several parts at once captures no more than was authorized", async () => {
    const { capture, read, paymentId, acquirer, attempt } = await setUp();
    const answers = await Promise.all([1, 2, 3, 4, 5].map((part) => capture("3000", `C${part}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(answer).toMatchObject({ resultCode: "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" });
    }
    expect((await read(paymentId)).capturedMinor).toBe(9000n);
    expect(acquirer.books(attempt.attemptId)?.captured).toBe(9000n);
  });

  test.each(["pending", "lost", "answer-lost"] as const)(
    "whose answer is %s is CAPTURE_IN_PROCESS with its ids, and its outcome told when it is there",
    async (fault) => {
      const { capture, acquirer, clock, runDue, read, paymentId, told } = await setUp();
      acquirer.break("capture", fault);
      const first = await capture("4000", "C1");
      expect(first).toMatchObject({ resultCode: "CAPTURE_IN_PROCESS", members: { captureRequestId: "C1", paymentId } });
      expect(await read(paymentId)).toMatchObject({ capturedMinor: 0n, capturingMinor: 4000n });
      const { captureId = "" } = (first.ok ? {} : first.members) as { captureId?: string };
      if (fault === "pending") acquirer.settle(captureId, true);
      clock.advance(30_000);
      await runDue();
      expect(await read(paymentId)).toMatchObject({ capturedMinor: 4000n, capturingMinor: 0n });
      expect(await told()).toMatchObject([
        {},
        { notifyType: "CAPTURE_RESULT", result: { resultCode: "SUCCESS" }, captureId },
      ]);
      expect(await capture("4000", "C1")).toMatchObject({ value: { captureId } });
    },
  );

  test("that is refused in the end is told so, and its amount can be captured again", async () => {
    const { capture, acquirer, clock, runDue, read, paymentId, told } = await setUp();
    acquirer.break("capture", "pending");
    const first = await capture("10050", "C1");
    const { captureId = "" } = (first.ok ? {} : first.members) as { captureId?: string };
    expect(await capture("1", "C2")).toMatchObject({ resultCode: "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" });
    acquirer.settle(captureId, false);
    clock.advance(30_000);
    await runDue();
    expect(await told()).toMatchObject([{}, { result: { resultCode: "PROCESS_FAIL", resultStatus: "F" } }]);
    expect(await capture("10050", "C1")).toMatchObject({ resultCode: "PROCESS_FAIL" });
    expect(await capture("10050", "C3")).toMatchObject({ ok: true });
    expect((await read(paymentId)).capturedMinor).toBe(10050n);
  });

  test("of a payment that does not exist, or is another merchant's, is AUTH_NOT_FOUND", async () => {
    const { paymentId } = await setUp();
    const { payments, merchant } = makePaymentFixture(db());
    for (const id of [paymentId, "none"]) {
      const request = { captureRequestId: `C-${id}`, paymentId: id, captureAmount: sgd("1") };
      expect(await payments.capture(merchant, request)).toMatchObject({ resultCode: "AUTH_NOT_FOUND" });
    }
  });

  test("of what was cancelled is AUTH_CANCELLED, of what expired AUTH_EXPIRED", async () => {
    const cancelled = await setUp();
    await cancelled.payments.cancel(cancelled.merchant, { paymentId: cancelled.paymentId });
    expect(await cancelled.capture("1", "C1")).toMatchObject({ resultCode: "AUTH_CANCELLED" });
    const expired = await setUp();
    expired.clock.advance(7 * dayMs);
    expect(await expired.capture("1", "C1")).toMatchObject({ resultCode: "AUTH_EXPIRED" });
  });

  test("of what was captured by itself, or is not paid, is ORDER_STATUS_INVALID", async () => {
    const { paid, session, submit, acquirer, payments, merchant } = makePaymentFixture(db());
    const captured = (await paid()).payment.paymentId;
    acquirer.script("ask");
    const open = (await submit(await session(manualCapture))).payment.paymentId;
    for (const paymentId of [captured, open]) {
      const request = { captureRequestId: `C-${paymentId}`, paymentId, captureAmount: sgd("1") };
      expect(await payments.capture(merchant, request)).toMatchObject({ resultCode: "ORDER_STATUS_INVALID" });
    }
  });

  test("in another currency is CURRENCY_NOT_SUPPORT", async () => {
    const { capture } = await setUp();
    const captureAmount = { currency: "USD", value: "1" };
    expect(await capture("1", "C1", { captureAmount })).toMatchObject({ resultCode: "CURRENCY_NOT_SUPPORT" });
  });

  test("after the one that said isLastCapture is MULTI_CAPTURE_NOT_SUPPORTED", async () => {
    const { capture } = await setUp();
    expect(await capture("4000", "C1", { isLastCapture: "true" })).toMatchObject({ ok: true });
    expect(await capture("1", "C2")).toMatchObject({ resultCode: "MULTI_CAPTURE_NOT_SUPPORTED" });
  });

  test("for a merchant in the US must be the whole authorization", async () => {
    const { capture } = await setUp({ merchant: { region: "US" } });
    expect(await capture("4000", "C1")).toMatchObject({
      resultCode: "PROCESS_FAIL",
      message: expect.stringContaining("10050"),
    });
    expect(await capture("10050", "C2")).toMatchObject({ ok: true });
  });
});
