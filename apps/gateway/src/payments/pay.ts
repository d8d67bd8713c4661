import { findPaymentMethod, type PayRequest } from "@opencashier/protocol";
import { assert, failed, newSortableId, toMoney } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { findSessionByRequestId, insertPaySession, openSession, type Session } from "../sessions/index.ts";
import { viewSession } from "./attempt-view.ts";
import type { PaymentDeps } from "./deps.ts";
import { openPayment } from "./open-payment.ts";
import { type PayAnswer, toPayAnswer } from "./pay-answer.ts";
import { choosePayEnd, toInstallmentPlan, toPayCard, toPayer } from "./pay-request.ts";
import { payAttemptKey } from "./record-answer.ts";
import { submit } from "./submit.ts";

/**
 * Takes a payment without the browser SDK: the merchant's own page sends the payer where the reply says. A wallet or bank
 * answers with the links that lead to it; a card with its data sent along is authorized at once or goes through 3-D Secure
 * on the gateway's page; a card without data is typed there. A repeat with the same `paymentRequestId` is answered with how
 * the payment stands and starts nothing.
 * Result codes: those of a session's rules, with SETTLE_CONTRACT_NOT_MATCH and CURRENCY_NOT_SUPPORT; PAYMENT_IN_PROCESS (U,
 * with the links), REPEAT_REQ_INCONSISTENT, ORDER_IS_CLOSED, ORDER_IS_CANCELED, and what the acquirer declines with.
 * Source: Antom, pay and idempotency, read 2026-11-22.
 */
export async function pay(deps: PaymentDeps, merchant: Merchant, request: PayRequest): Promise<PayAnswer> {
  const call = { merchant, request };
  const earlier = await findSessionByRequestId(deps.db.connection, merchant.clientId, request.paymentRequestId);
  if (earlier) return answerRepeat(deps, earlier, call);
  const now = deps.clock.now();
  const end = choosePayEnd(request, now);
  if (!end.ok) return end;
  const opened = openSession(merchant, request, { paymentSessionId: newSortableId("PS", now), now, origin: "PAY" });
  if (!opened.ok) return opened;
  const session: Session = { ...opened.value.session, ...end.value };
  if (await insertPaySession(deps.db.connection, session)) return begin(deps, session, call);
  const winner = await findSessionByRequestId(deps.db.connection, merchant.clientId, request.paymentRequestId);
  assert(winner, "a paymentRequestId that could not be inserted is there to be read");
  return answerRepeat(deps, winner, call);
}

type Call = { readonly merchant: Merchant; readonly request: PayRequest };

async function begin(deps: PaymentDeps, session: Session, { merchant, request }: Call): Promise<PayAnswer> {
  const card = toPayCard(request);
  const { paymentMethodType } = request.paymentMethod;
  if (paymentMethodType === "CARD" && !card) {
    const payment = await deps.db.transaction((tx) => openPayment(tx, session, deps.clock.now()));
    return "ok" in payment ? payment : toPayAnswer(deps, session, { payment, attempt: undefined });
  }
  const submitted = await submit(deps, {
    session,
    merchant,
    attemptKey: payAttemptKey,
    paymentMethodType,
    card,
    installmentPlan: toInstallmentPlan(request),
    bankIdentifierCode: undefined,
    interaction: interactionOf(request),
    payer: toPayer(request),
  });
  return submitted.ok ? toPayAnswer(deps, session, submitted.value) : submitted;
}

/** On a desktop's page a code can be scanned from; on the payer's own device only a link leads to the wallet. */
function interactionOf({ paymentMethod, env }: PayRequest): "redirect" | "code" {
  const flows = findPaymentMethod(paymentMethod.paymentMethodType)?.flows ?? [];
  const hasLink = flows.includes("redirect") || flows.includes("app");
  if (!hasLink) return "code";
  return flows.includes("qr") && (env.terminalType ?? "WEB") === "WEB" ? "code" : "redirect";
}

/** Compared are amount and method. Source: Antom, idempotency of pay, read 2026-11-22. */
async function answerRepeat(deps: PaymentDeps, session: Session, call: Call): Promise<PayAnswer> {
  const { request } = call;
  const { currency, minor } = toMoney(request.paymentAmount);
  const isSame =
    session.origin === "PAY" &&
    session.amount.currency === currency &&
    session.amount.minor === minor &&
    session.request.paymentMethod?.paymentMethodType === request.paymentMethod.paymentMethodType &&
    session.request.paymentMethod.paymentMethodId === request.paymentMethod.paymentMethodId;
  if (!isSame) {
    const message = `paymentRequestId "${request.paymentRequestId}" was used before with other content.`;
    return failed("REPEAT_REQ_INCONSISTENT", message);
  }
  const { payment, attempt } = await viewSession(deps.db, session.clientId, session.paymentSessionId);
  if (payment) return toPayAnswer(deps, session, { payment, attempt });
  // The first call stored the session and got no further; the acquirer has heard nothing.
  return session.status === "OPEN" ? begin(deps, session, call) : failed("ORDER_IS_CANCELED");
}
