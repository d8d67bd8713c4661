import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { readPaymentBooks } from "../../../../test/support/payment-books.ts";
import { hourMs, makePaymentFixture, type PaymentFixture } from "../../../../test/support/payment-fixture.ts";
import { type CrashPoint, crashPoints } from "./crash-points.ts";

class Crash extends Error {}

const sgd = (value: string) => ({ currency: "SGD", value });

/** Prepares, and answers the call that meets the instant. */
const walks: Readonly<Record<CrashPoint, (fixture: PaymentFixture) => Promise<() => Promise<unknown>>>> = {
  "attempt:intent-committed": walkAttempt,
  "attempt:acquirer-answered": walkAttempt,
  "attempt:recorded": walkAttempt,
  "capture:intent-committed": walkCapture,
  "capture:acquirer-answered": walkCapture,
  "capture:recorded": walkCapture,
  "cancel:intent-committed": walkCancel,
  "cancel:acquirer-answered": walkCancel,
  "cancel:recorded": walkCancel,
  "reversal:acquirer-answered": walkReversal,
};

async function walkAttempt({ session, submit }: PaymentFixture) {
  const opened = await session();
  return () => submit(opened);
}

async function walkCapture({ authorized, payments, merchant }: PaymentFixture) {
  const { paymentId } = (await authorized()).payment;
  return () => payments.capture(merchant, { captureRequestId: "C1", paymentId, captureAmount: sgd("4000") });
}

async function walkCancel({ paid, payments, merchant }: PaymentFixture) {
  const { paymentId } = (await paid()).payment;
  return () => payments.cancel(merchant, { paymentId });
}

async function walkReversal({ session, submit, acquirer, payments, merchant }: PaymentFixture) {
  acquirer.break("authorize", "answer-lost");
  const opened = await session();
  await submit(opened);
  await payments.cancel(merchant, { paymentRequestId: opened.paymentRequestId });
  return () => payments.runDue();
}

describe.each(engines)("a process that dies, on %s", (engine) => {
  const db = useDb(engine);

  test.each(crashPoints)("at %s leaves nothing that the next one does not finish", async (point) => {
    let isArmed = false;
    const crashPoint = (name: CrashPoint): void => {
      if (!isArmed || name !== point) return;
      isArmed = false;
      throw new Crash();
    };
    const dying = makePaymentFixture(db(), { deps: { crashPoint } });
    const act = await walks[point](dying);
    isArmed = true;
    await act().catch((error: unknown) => {
      const isCrash = error instanceof Crash || (error instanceof AggregateError && flatten(error).some(isCrashError));
      if (!isCrash) throw error;
    });
    expect(isArmed, "the walk met the instant").toBe(false);

    const next = makePaymentFixture(db(), dying);
    next.clock.advance(2 * hourMs);
    await next.runDue();
    await expectSettled(next);
    const told = await next.told();
    expect(new Set(told.map((body) => JSON.stringify(body))).size).toBe(told.length);
  });
});

const isCrashError = (error: unknown): boolean => error instanceof Crash;

const flatten = (error: AggregateError): unknown[] =>
  error.errors.flatMap((inner: unknown) => (inner instanceof AggregateError ? flatten(inner) : [inner]));

/** The gateway's books say what the acquirer's say, and nothing is left open. */
async function expectSettled({ deps, merchant, acquirer }: PaymentFixture): Promise<void> {
  const keptMinor = acquirer.keptMinor(merchant.clientId);
  expect(await readPaymentBooks(deps.db, merchant.clientId)).toEqual({ keptMinor, openCount: 0 });
}
