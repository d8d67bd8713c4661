import { operations } from "@opencashier/protocol";
import type { Logger } from "pino";
import { createConnectorDirectory, createSandboxAcquirer, type SandboxAcquirer } from "../acquirers/index.ts";
import type { CheckoutLinks } from "../checkout-api/index.ts";
import type { Db } from "../db/index.ts";
import { type Handlers, toHandler } from "../http/index.ts";
import type { Clock } from "../kernel/index.ts";
import type { Deliverer } from "../notifications/index.ts";
import { createPayments, type PaymentCrashPoint, type Payments } from "../payments/index.ts";
import { inquiryRefund, refund, type RefundCrashPoint, type RefundDeps } from "../refunds/index.ts";
import { consult, type CreatePaymentSession, retrievePaymentSession } from "../sessions/index.ts";

export type CrashPoint = PaymentCrashPoint | RefundCrashPoint;

type MoneyParts = {
  readonly log: Logger;
  readonly publicUrl: () => string;
  readonly crashPoint?: ((name: CrashPoint) => void) | undefined;
  readonly db: Db;
  readonly clock: Clock;
  readonly links: CheckoutLinks;
  readonly deliverer: Deliverer;
};

export type Money = { readonly payments: Payments; readonly refunds: RefundDeps; readonly sandbox: SandboxAcquirer };

export function composeMoney(parts: MoneyParts): Money {
  const { log, publicUrl, crashPoint = () => undefined, db, clock, links, deliverer } = parts;
  const sandbox = createSandboxAcquirer({
    db,
    clock,
    publicUrl,
    onUpdate(clientId, attemptId) {
      payments.settle({ clientId, attemptId }).catch((error: unknown) => {
        log.warn({ err: error, attemptId }, "an acquirer's news could not be recorded; the job runner asks again");
      });
    },
  });
  const connectors = createConnectorDirectory({ sandbox: sandbox.connector });
  const nudgeNotifications = deliverer.nudge;
  const shared = { db, clock, nudgeNotifications, crashPoint, connectorNamed: connectors.connectorNamed };
  const payments = createPayments({
    ...shared,
    connectorFor: connectors.connectorFor,
    returnUrlOf: links.returnUrl,
    hostedPageUrl: links.hostedPageUrl,
    log,
  });
  return { payments, refunds: shared, sandbox };
}

type HandlerParts = Money & { readonly db: Db; readonly createPaymentSession: CreatePaymentSession };

export function toHandlers({ db, createPaymentSession, payments, refunds }: HandlerParts): Handlers {
  return {
    createPaymentSession: toHandler(operations.createPaymentSession, createPaymentSession.handle),
    pay: toHandler(operations.pay, payments.pay),
    consult: toHandler(operations.consult, consult),
    inquiryPayment: toHandler(operations.inquiryPayment, payments.inquiryPayment),
    cancel: toHandler(operations.cancel, payments.cancel),
    capture: toHandler(operations.capture, payments.capture),
    refund: toHandler(operations.refund, (merchant, request) => refund(refunds, merchant, request)),
    inquiryRefund: toHandler(operations.inquiryRefund, (merchant, request) => inquiryRefund({ db }, merchant, request)),
    retrievePaymentSession: toHandler(operations.retrievePaymentSession, (merchant, request) =>
      retrievePaymentSession({ db }, merchant, request),
    ),
  };
}
