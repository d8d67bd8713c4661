import { randomUUID } from "node:crypto";
import { createSandboxAcquirer } from "../../../apps/gateway/src/acquirers/index.ts";
import { type Db, many, one } from "../../../apps/gateway/src/db/index.ts";
import {
  assert,
  type Instant,
  movableClock,
  newSortableId,
  type Outcome,
  Secret,
} from "../../../apps/gateway/src/kernel/index.ts";
import { createPayments, type PaymentDeps, type Payments } from "../../../apps/gateway/src/payments/index.ts";
import { refund, type RefundDeps } from "../../../apps/gateway/src/refunds/index.ts";
import { openSession, type Session } from "../../../apps/gateway/src/sessions/index.ts";
import { insertNewSessions } from "../../../apps/gateway/src/sessions/store.ts";
import { toSubmitRequest } from "../../support/payment-fixture.ts";
import { cardSessionRequest, merchantWith } from "../../support/payment-session-bodies.ts";
import type { Call } from "../../support/serial-order.ts";
import { amountMinor, type Answer, type Operation, type State } from "./model.ts";

export type Plan = {
  readonly isManual: boolean;
  /** Each round's operations begin together, on replicas in turn; a round begins when the one before has ended. */
  readonly rounds: readonly (readonly Operation[])[];
  readonly start: Instant;
};

export type History = {
  readonly calls: readonly Call<Operation, Answer>[];
  readonly found: State;
  /** What is wrong beside the answers: money at the acquirer, notifications. Empty when nothing is. */
  readonly faults: readonly string[];
};

const approvedNumber = "4054695723100768";
const declinedNumber = "4054692760174822";
const hourMs = 60 * 60_000;

type Replica = { readonly payments: Payments; readonly deps: PaymentDeps & RefundDeps };

/** Plays a plan on replicas over one store, with the sandbox acquirer as the other side, and reads what came of it. */
export async function playHistory(dbs: readonly Db[], plan: Plan): Promise<History> {
  const clock = movableClock(plan.start);
  const merchant = merchantWith({ clientId: `SANDBOX_${randomUUID()}` });
  const replicas = dbs.map((db) => createReplica(db, clock));
  const [first] = replicas;
  assert(first, "a history needs a replica");
  const session = await openOrder(first.deps, merchant, plan);
  const calls: Call<Operation, Answer>[] = [];
  let count = 0;
  for (const round of plan.rounds) {
    await Promise.all(
      round.map(async (operation, index) => {
        const startedAt = count++;
        const replica = replicas[index % replicas.length] ?? first;
        const answer = await perform({ replica, session, merchant, clock }, operation);
        calls.push({ operation, answer, startedAt, endedAt: count++ });
      }),
    );
  }
  await settleAll(first, session);
  return { calls, ...(await inspect(first.deps.db, session)) };
}

/**
 * Runs what is due until nothing of this payment is. Other histories share the store, so one of them may be at work on it:
 * then there is only to wait.
 */
async function settleAll({ payments, deps }: Replica, { clientId }: Session): Promise<void> {
  for (let round = 0; round < settleRoundsMax; round++) {
    while ((await payments.runDue()) > 0);
    const left = await one(deps.db.connection, (row: { count: bigint }) => row.count)`
      select count(*) as count from payment_attempts where client_id = ${clientId} and status = 'REVERSING'`;
    if (left === 0n) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const settleRoundsMax = 1_000;

function createReplica(db: Db, clock: PaymentDeps["clock"]): Replica {
  const { connector } = createSandboxAcquirer({
    db,
    clock,
    publicUrl: () => "https://gateway.example",
    onUpdate: () => {},
  });
  const deps: Replica["deps"] = {
    db,
    clock,
    connectorFor: () => connector,
    connectorNamed: () => connector,
    returnUrlOf: () => "https://gateway.example/checkout/return/token",
    hostedPageUrl: () => "https://gateway.example/checkout/page/token",
    nudgeNotifications: () => {},
    log: { warn: () => {} },
    crashPoint: () => {},
  };
  return { deps, payments: createPayments(deps) };
}

async function openOrder(deps: PaymentDeps, merchant: ReturnType<typeof merchantWith>, plan: Plan): Promise<Session> {
  const captureMode = plan.isManual ? "MANUAL" : "AUTOMATIC";
  const request = cardSessionRequest({
    paymentRequestId: randomUUID(),
    paymentFactor: { isAuthorization: "true", captureMode },
  });
  const now = deps.clock.now();
  const opened = openSession(merchant, request, { paymentSessionId: newSortableId("PS", now), now });
  assert(opened.ok, "the history's session can be opened");
  await insertNewSessions(deps.db.connection, [opened.value.session]);
  return opened.value.session;
}

type Stage = {
  readonly replica: Replica;
  readonly session: Session;
  readonly merchant: ReturnType<typeof merchantWith>;
  readonly clock: ReturnType<typeof movableClock>;
};

async function perform(stage: Stage, operation: Operation): Promise<Answer> {
  const { replica, session, merchant, clock } = stage;
  const { payments, deps } = replica;
  const { paymentRequestId } = session;
  switch (operation.name) {
    case "approve":
      return attempt(stage, approvedNumber);
    case "decline":
      return attempt(stage, declinedNumber);
    case "cancel":
      return codeOf(await payments.cancel(merchant, { paymentRequestId }));
    case "inquiry": {
      const found = await payments.inquiryPayment(merchant, { paymentRequestId });
      return found.ok ? (found.value.paymentStatus ?? "") : found.resultCode;
    }
    case "capture": {
      const captureAmount = { currency: "SGD", value: String(operation.minor) };
      const paymentId = await paymentIdOf(deps.db, session);
      return codeOf(await payments.capture(merchant, { captureRequestId: randomUUID(), paymentId, captureAmount }));
    }
    case "refund": {
      const refundAmount = { currency: "SGD", value: String(operation.minor) };
      const paymentId = await paymentIdOf(deps.db, session);
      return codeOf(await refund(deps, merchant, { refundRequestId: randomUUID(), paymentId, refundAmount }));
    }
    case "expire":
      clock.advance(2 * hourMs);
      while ((await payments.runDue()) > 0);
      return "";
  }
}

const codeOf = (outcome: Outcome<unknown>): Answer => (outcome.ok ? "SUCCESS" : outcome.resultCode);

async function attempt({ replica, session, merchant }: Stage, number: string): Promise<Answer> {
  const card = new Secret({ number, expiryMonth: "12", expiryYear: "39", cvc: "123", brand: "VISA" });
  const outcome = await replica.payments.submit(toSubmitRequest(merchant, session, { card }));
  if (!outcome.ok) return outcome.resultCode;
  const { status } = outcome.value.attempt;
  return { SUCCEEDED: "PAID", FAILED: "DECLINED" }[status as string] ?? "GIVEN_BACK";
}

/** The merchant learns the id by notification; before there is one it can only guess. */
async function paymentIdOf(db: Db, { clientId, paymentSessionId }: Session): Promise<string> {
  const [found = "none"] = await many(db.connection, (row: { payment_id: string }) => row.payment_id)`
    select payment_id from payments where client_id = ${clientId} and payment_session_id = ${paymentSessionId}`;
  return found;
}

type PaymentRow = {
  readonly status: State["status"];
  readonly capture_mode: string;
  readonly captured_minor: bigint;
  readonly refunded_minor: bigint;
  readonly capturing_minor: bigint;
  readonly refunding_minor: bigint;
};

async function inspect(db: Db, { clientId, paymentSessionId }: Session): Promise<Omit<History, "calls">> {
  const [row] = await many(db.connection, (found: PaymentRow) => found)`
    select status, capture_mode, captured_minor, refunded_minor, capturing_minor, refunding_minor
      from payments where client_id = ${clientId} and payment_session_id = ${paymentSessionId}`;
  const session = await one(db.connection, (found: { status: string }) => found.status)`
    select status from payment_sessions where client_id = ${clientId} and payment_session_id = ${paymentSessionId}`;
  const found: State = {
    status: row?.status ?? (session === "CANCELLED" ? "CANCELLED" : "NONE"),
    isManual: row?.capture_mode === "MANUAL",
    captured: Number(row?.captured_minor ?? 0n),
    refunded: Number(row?.refunded_minor ?? 0n),
    isExpired: false,
    isTried: row !== undefined,
  };
  const faults = [...(await findMoneyFaults(db, clientId, found)), ...(await findToldFaults(db, clientId, found))];
  if (row && row.capturing_minor + row.refunding_minor > 0n) faults.push("an amount stays reserved");
  return { found, faults };
}

/** What the acquirer holds for the merchant must be what the payment says: no amount taken twice, none given back twice. */
async function findMoneyFaults(db: Db, clientId: string, { status, isManual, captured, refunded }: State) {
  const moves = await many(db.connection, (row: { kind: string; amount_minor: bigint; state: string }) => row)`
    select kind, amount_minor, state from sandbox_operations where client_id = ${clientId}`;
  const sum = (kind: string): number =>
    moves
      .filter((move) => move.kind === kind && JSON.parse(move.state).answer?.kind === "succeeded")
      .reduce((total, move) => total + Number(move.amount_minor), 0);
  const taken = isManual ? sum("CAPTURE") : sum("AUTHORIZATION") - sum("VOID");
  const kept = taken - sum("REFUND");
  const expected = status === "SUCCESS" ? captured - refunded : 0;
  const held = sum("AUTHORIZATION") - sum("VOID") - (isManual ? 0 : sum("REFUND"));
  const faults: string[] = [];
  if (kept !== expected) faults.push(`the acquirer keeps ${kept}, the payment says ${expected}`);
  if (isManual && status !== "SUCCESS" && held !== 0)
    faults.push(`${held} stays authorized for a payment that is ${status}`);
  if (held > amountMinor) faults.push(`${held} is held, more than was asked for`);
  return faults;
}

/** One notification for each outcome, none for what did not happen. */
async function findToldFaults(db: Db, clientId: string, { status }: State): Promise<string[]> {
  const told = await many(db.connection, (row: { outcome: string }) => row.outcome)`
    select outcome from notifications where client_id = ${clientId} and kind = 'notifyPayment'`;
  const finals = told.filter((outcome) => outcome !== "PENDING");
  if (new Set(finals).size !== finals.length) return ["an outcome was told twice"];
  if ((status === "SUCCESS" || status === "FAIL") && !finals.includes(status)) return [`${status} was not told`];
  return finals.length > 1 ? [`two outcomes were told: ${finals.join(", ")}`] : [];
}
