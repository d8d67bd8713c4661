import { randomUUID } from "node:crypto";
import type { CreatePaymentSessionRequest, PayRequest } from "@opencashier/protocol";
import { type Db, many } from "../../apps/gateway/src/db/index.ts";
import {
  assert,
  type CardDetails,
  type Clock,
  movableClock,
  newSortableId,
  type Outcome,
  Secret,
  toInstant,
} from "../../apps/gateway/src/kernel/index.ts";
import type { Merchant } from "../../apps/gateway/src/merchants/index.ts";
import {
  type AttemptView,
  createPayments,
  findPayment,
  listPaymentEvents,
  type Payment,
  type PaymentDeps,
  type Payments,
  type SubmitRequest,
} from "../../apps/gateway/src/payments/index.ts";
import { openSession, type Session } from "../../apps/gateway/src/sessions/index.ts";
import { insertNewSessions } from "../../apps/gateway/src/sessions/store.ts";
import { cardSessionRequest, merchantWith } from "./payment-session-bodies.ts";
import { createScriptedConnector, type ScriptedConnector } from "./scripted-connector.ts";

export const fixtureStart = toInstant(Date.UTC(2026, 10, 22, 2, 15));
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Payments over a scripted acquirer and a clock that stands still; every fixture is a merchant of its own. */
export type PaymentFixture = {
  readonly deps: PaymentDeps;
  readonly payments: Payments;
  readonly acquirer: ScriptedConnector;
  readonly clock: Clock & { readonly advance: (durationMs: number) => void };
  readonly merchant: Merchant;
  /** An open session for SGD 100.50 by card, as createPaymentSession would leave it. */
  readonly session: (members?: Partial<CreatePaymentSessionRequest>) => Promise<Session>;
  /** One attempt of the payer's; by card unless told. */
  readonly submit: (session: Session, changes?: Partial<SubmitRequest>) => Promise<AttemptView>;
  /** A payment of SGD 100.50 that was paid by card. */
  readonly paid: (members?: Partial<CreatePaymentSessionRequest>) => Promise<AttemptView>;
  /** A payment that was authorized and not captured. */
  readonly authorized: () => Promise<AttemptView>;
  readonly read: (paymentId: string) => Promise<Payment>;
  /** Runs what is due until nothing is. */
  readonly runDue: () => Promise<void>;
  /** The bodies of the merchant's notifications, oldest first; of one instant, that of the payment first. */
  readonly told: () => Promise<Record<string, unknown>[]>;
  readonly events: (paymentId: string) => Promise<string[]>;
};

export const manualCapture = { paymentFactor: { isAuthorization: "true", captureMode: "MANUAL" } } as const;

export type FixtureOptions = {
  readonly merchant?: Partial<Merchant>;
  readonly deps?: Partial<PaymentDeps>;
  readonly acquirer?: ScriptedConnector;
  readonly clock?: PaymentFixture["clock"];
};

export function makePaymentFixture(db: Db, options: FixtureOptions = {}): PaymentFixture {
  const { acquirer = createScriptedConnector(), clock = movableClock(fixtureStart) } = options;
  const merchant = merchantWith({ clientId: `SANDBOX_${randomUUID()}`, ...options.merchant });
  const deps: PaymentDeps = {
    db,
    clock,
    connectorFor: () => acquirer.connector,
    connectorNamed: () => acquirer.connector,
    returnUrlOf: ({ attemptId }) => `https://gateway.example/checkout/return/${attemptId}`,
    hostedPageUrl: ({ paymentSessionId }) => `https://gateway.example/checkout/page/${paymentSessionId}`,
    nudgeNotifications: () => {},
    log: { warn: () => {} },
    crashPoint: () => {},
    ...options.deps,
  };
  const payments = createPayments(deps);
  const { clientId } = merchant;
  const session: PaymentFixture["session"] = async (members = {}) => {
    const request = cardSessionRequest({ paymentRequestId: `PR-${randomUUID()}`, ...members });
    const now = clock.now();
    const opened = openSession(merchant, request, { paymentSessionId: newSortableId("PS", now), now });
    assert(opened.ok, "the fixture's session can be opened");
    await insertNewSessions(db.connection, [opened.value.session]);
    return opened.value.session;
  };
  const submit: PaymentFixture["submit"] = async (to, changes = {}) =>
    valueOf(await payments.submit(toSubmitRequest(merchant, to, changes)));
  return {
    deps,
    payments,
    acquirer,
    clock,
    merchant,
    session,
    submit,
    paid: async (members) => submit(await session(members)),
    authorized: async () => submit(await session(manualCapture)),
    read: async (paymentId) => {
      const payment = await findPayment(db.connection, clientId, paymentId);
      assert(payment, "the payment is there");
      return payment;
    },
    runDue: async () => {
      while ((await payments.runDue()) > 0);
    },
    told: () =>
      many(db.connection, ({ body }: { body: string }) => JSON.parse(body) as Record<string, unknown>)`
        select body from notifications where client_id = ${clientId} order by created_at, kind desc, notification_id`,
    events: async (paymentId) => {
      const events = await listPaymentEvents(db.connection, clientId, paymentId);
      return events.map(({ kind }) => kind);
    },
  };
}

export const testCard = (): Secret<CardDetails> =>
  new Secret({ number: "4054695723100768", expiryMonth: "12", expiryYear: "39", cvc: "123", brand: "VISA" });

export function toSubmitRequest(
  merchant: Merchant,
  session: Session,
  changes: Partial<SubmitRequest> = {},
): SubmitRequest {
  const { paymentMethodType = "CARD" } = changes;
  return {
    session,
    merchant,
    attemptKey: randomUUID(),
    paymentMethodType,
    card: paymentMethodType === "CARD" ? testCard() : undefined,
    installmentPlan: undefined,
    bankIdentifierCode: undefined,
    interaction: "redirect",
    payer: { terminalType: "WEB" },
    ...changes,
  };
}

/** A valid pay request, decoded, by a wallet. */
export function payRequest(members: Partial<PayRequest> = {}): PayRequest {
  return {
    productCode: "CASHIER_PAYMENT",
    paymentRequestId: `PR-${randomUUID()}`,
    order: {
      referenceOrderId: "SO-1",
      orderDescription: "Two ceramic mugs",
      orderAmount: { currency: "PHP", value: "129900" },
    },
    paymentAmount: { currency: "PHP", value: "129900" },
    paymentMethod: { paymentMethodType: "GCASH" },
    settlementStrategy: { settlementCurrency: "USD" },
    paymentRedirectUrl: "https://shop.example.com/return",
    env: { terminalType: "WEB" },
    ...members,
  };
}

/** @throws with the code when the outcome is a refusal. */
export function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`${outcome.resultCode}: ${outcome.message ?? ""}`);
  return outcome.value;
}
