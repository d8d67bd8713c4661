import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { readPaymentBooks } from "../../../../test/support/payment-books.ts";
import { dayMs, makePaymentFixture, minuteMs, valueOf } from "../../../../test/support/payment-fixture.ts";
import { inquiryRefund, refund, type RefundDeps, settleOverdueRefunds } from "./index.ts";

const sgd = (value: string) => ({ currency: "SGD", value });

/** The fixture's payments are of SGD 100.50, captured in full. */
describe.each(engines)("refunds on %s", (engine) => {
  const db = useDb(engine);

  async function setUp() {
    const fixture = makePaymentFixture(db());
    const deps: RefundDeps = { ...fixture.deps, crashPoint: () => {} };
    const { paymentId } = (await fixture.paid()).payment;
    const give = (value: string, refundRequestId: string, members: object = {}) =>
      refund(deps, fixture.merchant, { paymentId, refundRequestId, refundAmount: sgd(value), ...members });
    const ask = async (refundRequestId: string) =>
      valueOf(await inquiryRefund(deps, fixture.merchant, { refundRequestId }));
    const toldOfRefunds = async () => (await fixture.told()).filter(({ notifyType }) => notifyType === "REFUND_RESULT");
    return { ...fixture, deps, paymentId, give, ask, toldOfRefunds };
  }

  test("a payment is given back in parts, to its last cent and no further", async () => {
    const { give, merchant } = await setUp();
    expect(await give("5000", "R1")).toMatchObject({ ok: true, value: { refundAmount: sgd("5000") } });
    expect(await give("5051", "R2")).toMatchObject({ ok: false, resultCode: "REFUND_AMOUNT_EXCEED" });
    expect(await give("5050", "R3")).toMatchObject({ ok: true });
    expect(await give("1", "R4")).toMatchObject({ ok: false, resultCode: "REFUND_AMOUNT_EXCEED" });
    expect(await readPaymentBooks(db(), merchant.clientId)).toMatchObject({ keptMinor: 0n });
  });

  test("the same call again is answered like the first and moves nothing; another amount is refused", async () => {
    const { give, acquirer } = await setUp();
    const first = await give("3000", "R1");
    expect(await give("3000", "R1")).toEqual(first);
    expect(await give("3001", "R1")).toMatchObject({ resultCode: "REPEAT_REQ_INCONSISTENT" });
    expect(acquirer.calls.filter((call) => call.startsWith("refund"))).toHaveLength(1);
  });

  test("of ten that race for what three of them would use up, three are given", async () => {
    const { give, acquirer, merchant } = await setUp();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => give("3350", `R${index}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    for (const answer of answers.filter(({ ok }) => !ok)) {
      expect(answer).toMatchObject({ resultCode: "REFUND_AMOUNT_EXCEED" });
    }
    expect(acquirer.keptMinor(merchant.clientId)).toBe(0n);
  });

  test("what the merchant added comes back in the notification and the inquiry", async () => {
    const { give, ask, toldOfRefunds } = await setUp();
    const added = { metadata: '{"ticket":7}', customizedInfo: { customizedField1: "7", customizedField5: "e\u0301" } };
    await give("100", "R1", added);
    expect(await ask("R1")).toMatchObject(added);
    expect((await toldOfRefunds()).at(-1)).toMatchObject({ refundStatus: "SUCCESS", ...added });
    await give("100", "R2");
    expect(await ask("R2")).not.toHaveProperty("customizedInfo");
  });

  test("an answer that was lost is asked for later, and nothing is given twice", async () => {
    const { give, ask, acquirer, clock, deps, merchant } = await setUp();
    acquirer.break("refund", "answer-lost");
    expect(await give("4000", "R1")).toMatchObject({ resultCode: "REFUND_IN_PROCESS" });
    expect(await ask("R1")).toMatchObject({ refundStatus: "PROCESSING" });
    clock.advance(minuteMs);
    expect(await settleOverdueRefunds(deps)).toBe(1);
    expect(await ask("R1")).toMatchObject({ refundStatus: "SUCCESS" });
    expect(acquirer.keptMinor(merchant.clientId)).toBe(6050n);
  });

  test("one that the acquirer refuses is told, and leaves its amount to others", async () => {
    const { give, ask, acquirer, toldOfRefunds } = await setUp();
    acquirer.break("refund", "refused");
    expect(await give("10050", "R1")).toMatchObject({ ok: false, resultCode: "PROCESS_FAIL" });
    expect(await ask("R1")).toMatchObject({ refundStatus: "FAIL" });
    expect((await toldOfRefunds()).at(-1)).toMatchObject({ refundStatus: "FAIL", refundRequestId: "R1" });
    expect(await give("10050", "R2")).toMatchObject({ ok: true });
  });

  test("a slow acquirer holds up one overdue refund, not those behind it", async () => {
    const { give, ask, acquirer, clock, deps } = await setUp();
    acquirer.break("refund", "lost");
    acquirer.break("refund", "lost");
    await give("1000", "R1");
    await give("2000", "R2");
    clock.advance(minuteMs);
    const { arrived, release } = acquirer.hold("inquire");
    const round = settleOverdueRefunds(deps);
    await arrived;
    await expect.poll(() => acquirer.calls.filter((call) => call.startsWith("inquire")).length).toBe(2);
    release();
    expect(await round).toBe(2);
    expect([(await ask("R1")).refundStatus, (await ask("R2")).refundStatus]).toEqual(["SUCCESS", "SUCCESS"]);
  });

  test("what cannot be refunded says why", async () => {
    const { give, clock, deps, merchant, authorized } = await setUp();
    const wrongId = { paymentId: "P0", refundRequestId: "R1", refundAmount: sgd("1") };
    expect(await refund(deps, merchant, wrongId)).toMatchObject({ resultCode: "ORDER_NOT_EXIST" });
    expect(await give("1", "R2", { refundAmount: { currency: "EUR", value: "1" } })).toMatchObject({
      resultCode: "CURRENCY_NOT_SUPPORT",
    });
    const { paymentId } = (await authorized()).payment;
    expect(await give("1", "R3", { paymentId })).toMatchObject({ ok: false, resultCode: "ORDER_STATUS_INVALID" });
    clock.advance(400 * dayMs);
    expect(await give("1", "R4")).toMatchObject({ resultCode: "REFUND_WINDOW_EXCEED" });
    expect(await inquiryRefund(deps, merchant, { refundRequestId: "R4" })).toMatchObject({
      resultCode: "ORDER_NOT_EXIST",
    });
  });
});
