/**
 * Random walks over one order, against a model that knows nothing of databases, acquirers or jobs: whatever the merchant, the
 * payer and the clock do, in whatever order, answers and states are the model's, and in the end the acquirer has kept what
 * the gateway says was paid.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { readPaymentBooks } from "../../../../test/support/payment-books.ts";
import {
  dayMs,
  fixtureStart,
  hourMs,
  makePaymentFixture,
  minuteMs,
  type PaymentFixture,
  toSubmitRequest,
} from "../../../../test/support/payment-fixture.ts";
import type { Turn } from "../../../../test/support/scripted-connector.ts";
import type { Session } from "../sessions/index.ts";
import type { PaymentStatus } from "./payment.ts";

const amount = 10050;
const sessionEnd = fixtureStart + hourMs;
/** The method's own time, of a card as of the wallet used here. */
const openMs = 14 * minuteMs;

type Model = {
  readonly captureMode: "AUTOMATIC" | "MANUAL";
  now: number;
  /** NONE: nobody has tried to pay. */
  status: PaymentStatus | "NONE";
  /** The attempt that may still pay, and what its payer has done that nobody has heard of. */
  open: "ask" | "confirm-later" | undefined;
  unseen: "approve" | "decline" | undefined;
  expiresAt: number;
  paidAt: number;
  captured: number;
  readonly told: string[];
};

type Real = {
  readonly fixture: PaymentFixture;
  readonly session: Session;
  attemptId: string | undefined;
  captures: number;
};

function decide(model: Model, status: PaymentStatus): void {
  model.status = status;
  model.open = undefined;
  model.unseen = undefined;
  model.told.push(status);
}

function modelPaid(model: Model): void {
  model.paidAt = model.now;
  model.captured = model.captureMode === "AUTOMATIC" ? amount : 0;
  decide(model, "SUCCESS");
}

function modelDeclined(model: Model): void {
  if (model.status === "PENDING" || model.now >= sessionEnd) return decide(model, "FAIL");
  model.open = undefined;
  model.unseen = undefined;
  model.expiresAt = sessionEnd;
}

/** The gateway has asked the acquirer. */
function modelSettled(model: Model): void {
  if (model.unseen === "approve") modelPaid(model);
  else if (model.unseen === "decline") modelDeclined(model);
}

type Command = fc.AsyncCommand<Model, Real>;

const submit = (turn: Turn): Command => ({
  check: () => true,
  toString: () => `submit ${turn}`,
  async run(model, real) {
    if (model.open === "ask") modelSettled(model);
    const refusal = modelRefusal(model);
    real.fixture.acquirer.script(...(refusal === undefined ? [turn] : []));
    const request = toSubmitRequest(real.fixture.merchant, real.session);
    const answer = await real.fixture.payments.submit(request);
    expect(answer.ok ? undefined : answer.resultCode).toBe(refusal);
    if (!answer.ok) return;
    real.attemptId = answer.value.attempt.attemptId;
    modelSubmitted(model, turn);
    expect(answer.value.payment.status).toBe(model.status);
  },
});

function modelRefusal({ status, now, expiresAt }: Model): string | undefined {
  if (status === "SUCCESS") return "PROCESS_FAIL";
  if (status === "CANCELLED") return "ORDER_IS_CANCELED";
  if (status === "FAIL" || now >= expiresAt) return "ORDER_IS_CLOSED";
  if (status === "PENDING") return "PAYMENT_IN_PROCESS";
  return now >= sessionEnd ? "ORDER_IS_CLOSED" : undefined;
}

function modelSubmitted(model: Model, turn: Turn): void {
  model.status = "PROCESSING";
  model.open = undefined;
  model.unseen = undefined;
  model.expiresAt = Math.max(sessionEnd, model.now + openMs);
  if (turn === "approve") return modelPaid(model);
  if (turn === "decline") return modelDeclined(model);
  if (turn === "fail-authentication") return decide(model, "FAIL");
  if (turn === "confirm-later") {
    decide(model, "PENDING");
    model.expiresAt = model.now + 7 * dayMs;
  }
  model.open = turn === "confirm-later" ? "confirm-later" : "ask";
}

const payerActs = (turn: "approve" | "decline"): Command => ({
  check: (model) => model.open !== undefined && model.unseen === undefined,
  toString: () => `payer ${turn}s`,
  async run(model, { fixture, attemptId }) {
    fixture.acquirer.turn(attemptId ?? "", turn);
    model.unseen = turn;
  },
});

const settle: Command = {
  check: (model) => model.open !== undefined,
  toString: () => "settle",
  async run(model, { fixture, attemptId = "" }) {
    const { clientId } = fixture.merchant;
    modelSettled(model);
    const view = await fixture.payments.settle({ clientId, attemptId });
    expect(view?.payment.status).toBe(model.status);
  },
};

const cancel: Command = {
  check: () => true,
  toString: () => "cancel",
  async run(model, { fixture, session }) {
    const refusal = modelCancelRefusal(model);
    const { paymentRequestId } = session;
    const answer = await fixture.payments.cancel(fixture.merchant, { paymentRequestId });
    expect(answer.ok ? undefined : answer.resultCode).toBe(refusal);
    if (refusal !== undefined || model.status === "CANCELLED") return;
    const isUnpaidPayment = model.status === "PROCESSING" || model.status === "PENDING";
    decide(model, "CANCELLED");
    if (!isUnpaidPayment) model.told.pop();
    model.captured = 0;
  },
};

function modelCancelRefusal(model: Model): string | undefined {
  if (model.status === "FAIL") return "ORDER_STATUS_INVALID";
  if (model.status !== "SUCCESS") return undefined;
  if (model.captureMode === "MANUAL" && model.captured > 0) return "ORDER_STATUS_INVALID";
  const dayEnd = (Math.floor((model.paidAt + 8 * hourMs) / dayMs) + 1) * dayMs - 8 * hourMs + 15 * minuteMs;
  const end = model.captureMode === "MANUAL" ? model.paidAt + 7 * dayMs : dayEnd;
  return model.now < end ? undefined : "CANCEL_WINDOW_EXCEED";
}

const capture = (minor: number): Command => ({
  check: (model) => model.status !== "NONE",
  toString: () => `capture ${minor}`,
  async run(model, real) {
    const { fixture, session } = real;
    const { payment } = await fixture.payments.view(fixture.merchant.clientId, session.paymentSessionId);
    const refusal = modelCaptureRefusal(model, minor, payment !== undefined);
    const answer = await fixture.payments.capture(fixture.merchant, {
      captureRequestId: `C${real.captures++}`,
      paymentId: payment?.paymentId ?? "none",
      captureAmount: { currency: "SGD", value: String(minor) },
    });
    expect(answer.ok ? undefined : answer.resultCode).toBe(refusal);
    if (answer.ok) model.captured += minor;
  },
});

function modelCaptureRefusal(model: Model, minor: number, isPayment: boolean): string | undefined {
  if (!isPayment) return "AUTH_NOT_FOUND";
  const isAuthorization = model.paidAt > 0 && model.captureMode === "MANUAL";
  if (isAuthorization && model.now >= model.paidAt + 7 * dayMs) return "AUTH_EXPIRED";
  if (model.status === "CANCELLED") return "AUTH_CANCELLED";
  if (model.status !== "SUCCESS" || !isAuthorization) return "ORDER_STATUS_INVALID";
  return model.captured + minor > amount ? "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" : undefined;
}

const wait = (durationMs: number): Command => ({
  check: () => true,
  toString: () => `wait ${durationMs / minuteMs} min`,
  async run(model, { fixture, attemptId }) {
    model.now += durationMs;
    fixture.clock.advance(durationMs);
    if (model.open !== undefined) {
      await fixture.payments.settle({ clientId: fixture.merchant.clientId, attemptId: attemptId ?? "" });
      modelSettled(model);
    }
    await fixture.runDue();
    const isOpen = model.status === "PROCESSING" || model.status === "PENDING";
    if (isOpen && model.now >= model.expiresAt) decide(model, "FAIL");
    const isAuthorization = model.status === "SUCCESS" && model.captureMode === "MANUAL" && model.captured === 0;
    if (isAuthorization && model.now >= model.paidAt + 7 * dayMs) model.status = "CANCELLED";
  },
});

/** A payer whose attempt was given up pays all the same, if the acquirer still lets them. */
const latePayer: Command = {
  check: (model) => model.open === undefined && (model.status === "CANCELLED" || model.status === "FAIL"),
  toString: () => "late payer",
  async run(_, { fixture, attemptId }) {
    if (attemptId !== undefined) fixture.acquirer.turn(attemptId, "approve");
  },
};

const commands = fc.commands(
  [
    fc.constantFrom<Turn>("approve", "decline", "ask", "confirm-later", "fail-authentication").map(submit),
    fc.constantFrom<"approve" | "decline">("approve", "decline").map(payerActs),
    fc.constant(settle),
    fc.constant(cancel),
    fc.constantFrom(1, 4000, 6050, 10050).map(capture),
    fc.constantFrom(minuteMs, 20 * minuteMs, hourMs, dayMs, 7 * dayMs).map(wait),
    fc.constant(latePayer),
  ],
  { maxCommands: 14 },
);

describe.each(engines)("random walks over one order, on %s", (engine) => {
  const db = useDb(engine);

  test.each(["AUTOMATIC", "MANUAL"] as const)("with captureMode %s go as the model says", async (captureMode) => {
    const numRuns = engine === "sqlite" ? 120 : 30;
    await fc.assert(
      fc.asyncProperty(commands, async (walk) => {
        const fixture = makePaymentFixture(db());
        const session = await fixture.session({ paymentFactor: { isAuthorization: "true", captureMode } });
        const model: Model = {
          captureMode,
          now: fixtureStart,
          status: "NONE",
          open: undefined,
          unseen: undefined,
          expiresAt: sessionEnd,
          paidAt: 0,
          captured: 0,
          told: [],
        };
        const real: Real = { fixture, session, attemptId: undefined, captures: 0 };
        await fc.asyncModelRun(() => ({ model, real }), walk);
        await expectEnd(model, real);
      }),
      { numRuns },
    );
  });

  async function expectEnd(model: Model, { fixture, session }: Real): Promise<void> {
    const { merchant, acquirer, payments, told } = fixture;
    const { payment } = await payments.view(merchant.clientId, session.paymentSessionId);
    if (payment) expect(payment.status).toBe(model.status);
    const outcomes = (await told()).filter(({ notifyType }) => notifyType !== "CAPTURE_RESULT").map(toStatus);
    expect(outcomes.toSorted()).toEqual(model.told.toSorted());
    for (const pauseMs of [20 * dayMs, dayMs]) {
      fixture.clock.advance(pauseMs);
      await fixture.runDue();
    }
    const { keptMinor, openCount } = await readPaymentBooks(db(), merchant.clientId);
    expect(acquirer.keptMinor(merchant.clientId)).toBe(keptMinor);
    // What waits for a channel that never says anything is asked about for ever.
    const isChannelSilent = acquirer.waitingCount(merchant.clientId) > 0;
    if (!isChannelSilent) expect(openCount).toBe(0);
  }
});

function toStatus(body: Record<string, unknown>): string {
  const { resultCode, resultStatus } = body["result"] as { resultCode: string; resultStatus: string };
  if (body["notifyType"] === "PAYMENT_PENDING") return "PENDING";
  if (resultCode === "ORDER_IS_CANCELED") return "CANCELLED";
  return resultStatus === "S" ? "SUCCESS" : "FAIL";
}
