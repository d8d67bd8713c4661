import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestStore, type TestStore } from "../../../../test/support/engines.ts";
import { readPaymentBooks } from "../../../../test/support/payment-books.ts";
import {
  dayMs,
  hourMs,
  makePaymentFixture,
  manualCapture,
  payRequest,
  type PaymentFixture,
  testCard,
  toSubmitRequest,
} from "../../../../test/support/payment-fixture.ts";
import type { Db } from "../db/index.ts";

const sgd = (value: string) => ({ currency: "SGD", value });
const roundCount = 12;

/** Three replicas over one PostgreSQL, one acquirer, one clock: what two of them do at once is done by one. */
describe("replicas at the same moment", () => {
  let store: TestStore | undefined;
  let dbs: readonly Db[] = [];
  beforeAll(async () => {
    store = await createTestStore("postgres", "migrated");
    dbs = await Promise.all([store.open(), store.open(), store.open()]);
  });
  afterAll(() => store?.close());

  type Replicas = readonly [PaymentFixture, PaymentFixture, PaymentFixture];

  function makeReplicas(): Replicas {
    const [first, ...others] = dbs;
    if (!first) throw new Error("the databases are open");
    const one = makePaymentFixture(first);
    const { merchant, acquirer, clock } = one;
    return [one, ...others.map((db) => makePaymentFixture(db, { merchant, acquirer, clock }))] as unknown as Replicas;
  }

  async function repeatedly(round: (replicas: Replicas, turn: number) => Promise<void>): Promise<void> {
    for (let turn = 0; turn < roundCount; turn++) await round(makeReplicas(), turn);
  }

  /** Everything that is due is done, and gateway and acquirer agree about the money. */
  async function expectAgreement([one]: Replicas, { isForever = true } = {}): Promise<void> {
    if (isForever) one.clock.advance(2 * hourMs);
    await one.runDue();
    const { merchant, acquirer, deps } = one;
    const keptMinor = acquirer.keptMinor(merchant.clientId);
    expect(await readPaymentBooks(deps.db, merchant.clientId)).toEqual({ keptMinor, openCount: 0 });
  }

  test("one attempt delivered to all is made once", () =>
    repeatedly(async (replicas) => {
      const [one] = replicas;
      const request = toSubmitRequest(one.merchant, await one.session());
      const answers = await Promise.all(replicas.map(({ payments }) => payments.submit(request)));
      expect(answers.every(({ ok }) => ok)).toBe(true);
      expect(one.acquirer.calls.filter((call) => call.startsWith("authorize"))).toHaveLength(1);
      await expectAgreement(replicas);
      expect(await one.told()).toHaveLength(1);
    }));

  test("three first attempts of one session pay once", () =>
    repeatedly(async (replicas) => {
      const [one] = replicas;
      const session = await one.session();
      const answers = await Promise.all(
        replicas.map(({ payments, merchant }) => payments.submit(toSubmitRequest(merchant, session))),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      await expectAgreement(replicas);
      expect(one.acquirer.keptMinor(one.merchant.clientId)).toBe(10050n);
    }));

  test("pay against cancel: the order is paid, or cancelled and given back, never both", () =>
    repeatedly(async (replicas, turn) => {
      const [one, two, three] = replicas;
      const { card } = toSubmitRequest(one.merchant, await one.session(), { card: testCard() });
      const {
        number: cardNo,
        expiryMonth,
        expiryYear,
      } = card?.reveal() ?? { number: "", expiryMonth: "", expiryYear: "" };
      const request = payRequest({
        paymentRequestId: `PAY-${turn}`,
        paymentAmount: sgd("10050"),
        paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData: { cardNo, expiryMonth, expiryYear } },
      });
      const { paymentRequestId } = request;
      const paying = one.payments.pay(one.merchant, request);
      const cancels = [two, three].map(({ payments, merchant }) => payments.cancel(merchant, { paymentRequestId }));
      const [paid, ...cancelled] = await Promise.all([paying, ...cancels]);
      await expectAgreement(replicas);
      const { value } = expectOk(await one.payments.inquiryPayment(one.merchant, { paymentRequestId }));
      const isCancelled = cancelled.some(({ ok }) => ok);
      expect(value.paymentStatus).toBe(isCancelled ? "CANCELLED" : "SUCCESS");
      expect(one.acquirer.keptMinor(one.merchant.clientId)).toBe(isCancelled ? 0n : 10050n);
      if (!paid.ok) expect(["ORDER_IS_CANCELED"]).toContain(paid.resultCode);
    }));

  test("expiry against success: the payment is closed and given back, or paid, and told once", () =>
    repeatedly(async (replicas) => {
      const [one, two, three] = replicas;
      one.acquirer.script("ask");
      const { attempt, payment } = await one.submit(await one.session());
      one.acquirer.turn(attempt.attemptId, "approve");
      const mend = one.acquirer.cut("inquire");
      one.clock.advance(hourMs);
      const expiring = two.payments.runDue();
      mend();
      await Promise.all([expiring, one.payments.settle(attempt), three.payments.runDue()]);
      await expectAgreement(replicas);
      const { status } = await one.read(payment.paymentId);
      expect(["SUCCESS", "FAIL"]).toContain(status);
      expect(one.acquirer.keptMinor(payment.clientId)).toBe(status === "SUCCESS" ? 10050n : 0n);
      expect(await one.told()).toHaveLength(1);
    }));

  test("capture against capture takes no more than was authorized, and one id once", () =>
    repeatedly(async (replicas) => {
      const [one] = replicas;
      const { paymentId } = (await one.authorized()).payment;
      const capture = ({ payments, merchant }: PaymentFixture, captureRequestId: string) =>
        payments.capture(merchant, { captureRequestId, paymentId, captureAmount: sgd("6000") });
      const same = await Promise.all(replicas.map((replica) => capture(replica, "same")));
      const ids = same.map((answer) => (answer.ok ? answer.value.captureId : answer.members));
      expect(new Set(ids.map(String)).size).toBe(1);
      const others = await Promise.all(replicas.map((replica, place) => capture(replica, `other-${place}`)));
      expect(others.filter(({ ok }) => ok)).toEqual([]);
      await expectAgreement(replicas, { isForever: false });
      expect(one.acquirer.keptMinor(one.merchant.clientId)).toBe(6000n);
    }));

  test("three captures of one half each: two are made", () =>
    repeatedly(async (replicas) => {
      const [one] = replicas;
      const { paymentId } = (await one.authorized()).payment;
      const answers = await Promise.all(
        replicas.map(({ payments, merchant }, place) =>
          payments.capture(merchant, { captureRequestId: `C${place}`, paymentId, captureAmount: sgd("5025") }),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
      await expectAgreement(replicas, { isForever: false });
    }));

  test("last captures at once: one of them is the last", () =>
    repeatedly(async (replicas) => {
      const [one] = replicas;
      const { paymentId } = (await one.authorized()).payment;
      const isLastCapture = "true" as const;
      const answers = await Promise.all(
        replicas.map(({ payments, merchant }, place) =>
          payments.capture(merchant, {
            captureRequestId: `C${place}`,
            paymentId,
            captureAmount: sgd("100"),
            isLastCapture,
          }),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }));

  test("cancel against capture: one of them has the money", () =>
    repeatedly(async (replicas) => {
      const [one, two, three] = replicas;
      const { paymentId } = (await one.authorized()).payment;
      const [cancelled, captured] = await Promise.all([
        one.payments.cancel(one.merchant, { paymentId }),
        two.payments.capture(two.merchant, { captureRequestId: "C1", paymentId, captureAmount: sgd("10050") }),
        three.payments.cancel(three.merchant, { paymentId }),
      ]);
      await expectAgreement(replicas, { isForever: false });
      const { status } = await one.read(paymentId);
      expect(captured.ok).toBe(status === "SUCCESS");
      expect(cancelled.ok).toBe(status === "CANCELLED");
      expect(one.acquirer.keptMinor(one.merchant.clientId)).toBe(captured.ok ? 10050n : 0n);
    }));

  test("jobs of all replicas ask about each overdue attempt once, and give back once", () =>
    repeatedly(async (replicas) => {
      const [one] = replicas;
      one.acquirer.break("authorize", "answer-lost");
      const left = await one.submit(await one.session());
      one.acquirer.break("authorize", "answer-lost");
      const opened = await one.session(manualCapture);
      await one.submit(opened);
      await one.payments.cancel(one.merchant, { paymentRequestId: opened.paymentRequestId });
      one.clock.advance(5_000);
      await Promise.all(replicas.map(({ payments }) => payments.runDue()));
      const asked = one.acquirer.calls.filter((call) => call.startsWith("inquire AT"));
      expect(asked).toHaveLength(2);
      expect(one.acquirer.calls.filter((call) => call.startsWith("void"))).toHaveLength(1);
      expect((await one.read(left.payment.paymentId)).status).toBe("SUCCESS");
      await expectAgreement(replicas, { isForever: false });
    }));

  test("releasing an authorization against its capture in the last moment", () =>
    repeatedly(async (replicas) => {
      const [one, two, three] = replicas;
      const { paymentId } = (await one.authorized()).payment;
      one.clock.advance(7 * dayMs - 1);
      const capturing = one.payments.capture(one.merchant, {
        captureRequestId: "C1",
        paymentId,
        captureAmount: sgd("1"),
      });
      one.clock.advance(1);
      await Promise.all([capturing, two.payments.runDue(), three.payments.runDue()]);
      await expectAgreement(replicas);
    }));
});

function expectOk<Value>(outcome: { readonly ok: boolean; readonly value?: Value }): { readonly value: Value } {
  expect(outcome.ok).toBe(true);
  return outcome as { readonly value: Value };
}
