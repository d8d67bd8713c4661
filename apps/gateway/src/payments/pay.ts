import { cardBrandOf, findPaymentMethod, type PayReply, type PayRequest } from "@opencashier/protocol";
import type { InstallmentPlan, PayerAction, PayerEnvironment } from "../acquirers/index.ts";
import {
  addMs,
  assert,
  type CardDetails,
  failed,
  type Instant,
  newSortableId,
  type Outcome,
  parseIsoText,
  Secret,
  toAmount,
  toIsoText,
  toMoney,
  succeeded,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { findSessionByRequestId, insertPaySession, openSession, type Session } from "../sessions/index.ts";
import { type AttemptView, viewSession } from "./attempt-view.ts";
import type { PaymentDeps } from "./deps.ts";
import { paidMembers } from "./notification-bodies.ts";
import type { Attempt, Payment } from "./payment.ts";
import { payAttemptKey } from "./record-answer.ts";
import { openPayment, submit } from "./submit.ts";

type Reply = Omit<PayReply, "result">;
type Answer = Outcome<Reply>;

const minuteMs = 60_000;

/**
 * Takes a payment without the browser SDK: the merchant's own page sends the payer where the reply says. A wallet or bank
 * answers with the links that lead to it; a card with its data sent along is authorized at once or goes through 3-D Secure
 * on the gateway's page; a card without data is typed there. A repeat with the same `paymentRequestId` is answered with how
 * the payment stands and starts nothing.
 * Result codes: those of createPaymentSession's rules, PAYMENT_IN_PROCESS (U, with the links), REPEAT_REQ_INCONSISTENT, and
 * what the acquirer declines with.
 * Source: Antom, pay and idempotency, read 2026-11-22.
 */
export async function pay(deps: PaymentDeps, merchant: Merchant, request: PayRequest): Promise<Answer> {
  const now = deps.clock.now();
  const earlier = await findSessionByRequestId(deps.db.connection, merchant.clientId, request.paymentRequestId);
  if (earlier) return answerRepeat(deps, earlier, { merchant, request });
  const end = chooseEnd(request, now);
  if (!end.ok) return end;
  const opened = openSession(merchant, request, { paymentSessionId: newSortableId("PS", now), now });
  if (!opened.ok) return opened;
  const session: Session = { ...opened.value.session, ...end.value };
  if (!(await insertPaySession(deps.db.connection, session))) {
    const winner = await findSessionByRequestId(deps.db.connection, merchant.clientId, request.paymentRequestId);
    assert(winner, "a paymentRequestId that could not be inserted is there to be read");
    return answerRepeat(deps, winner, { merchant, request });
  }
  return begin(deps, session, { merchant, request });
}

type Call = { readonly merchant: Merchant; readonly request: PayRequest };

/** Unpaid payments close by the method's own time; a given `paymentExpiryTime` may only be earlier. */
function chooseEnd(
  request: PayRequest,
  now: Instant,
): Outcome<Pick<Session, "expiresAt" | "expiryOffsetMinutes">, "PARAM_ILLEGAL"> {
  const method = findPaymentMethod(request.paymentMethod?.paymentMethodType ?? "");
  const latest = addMs(now, method?.unpaidLifetimeMs ?? 14 * minuteMs);
  if (request.paymentExpiryTime === undefined) return succeeded({ expiresAt: latest, expiryOffsetMinutes: 0 });
  const wanted = parseIsoText(request.paymentExpiryTime);
  if (wanted && wanted.instant > now && wanted.instant <= latest) {
    return succeeded({ expiresAt: wanted.instant, expiryOffsetMinutes: wanted.offsetMinutes });
  }
  const rule = `must lie after ${toIsoText(now)} and no later than ${toIsoText(latest)}`;
  return failed(
    "PARAM_ILLEGAL",
    `Illegal parameter: paymentExpiryTime ${rule}; received "${request.paymentExpiryTime}"`,
  );
}

async function begin(deps: PaymentDeps, session: Session, { merchant, request }: Call): Promise<Answer> {
  const card = toCard(request);
  const paymentMethodType = request.paymentMethod?.paymentMethodType ?? "CARD";
  if (paymentMethodType === "CARD" && !card) {
    const payment = await deps.db.transaction((tx) => openPayment(deps, tx, session));
    return "ok" in payment ? payment : answerOpen(deps, session, { payment, attempt: undefined });
  }
  const submitted = await submit(deps, {
    session,
    merchant,
    attemptKey: payAttemptKey,
    paymentMethodType,
    card,
    installmentPlan: toInstallmentPlan(request),
    bankIdentifierCode: undefined,
    interaction: findPaymentMethod(paymentMethodType)?.flows.includes("qr") ? "code" : "redirect",
    payer: toPayer(request),
  });
  return submitted.ok ? toAnswer(deps, session, submitted.value) : submitted;
}

/** Card data the merchant sent along; it lives from here to the acquirer's call. */
function toCard(request: PayRequest): Secret<CardDetails> | undefined {
  const data = (request.paymentMethod?.paymentMethodMetaData ?? {}) as Readonly<Record<string, unknown>>;
  const { cardNo, cvv, expiryMonth, expiryYear, cardholderName, selectedCardBrand } = data;
  if (typeof cardNo !== "string" || typeof expiryMonth !== "string" || typeof expiryYear !== "string") return undefined;
  const name = (cardholderName ?? {}) as { firstName?: string; lastName?: string; fullName?: string };
  const fullName = name.fullName ?? [name.firstName, name.lastName].filter(Boolean).join(" ");
  return new Secret({
    number: cardNo.replaceAll(/[ -]/g, ""),
    expiryMonth: expiryMonth.padStart(2, "0"),
    expiryYear: expiryYear.slice(-2),
    ...(typeof cvv === "string" && { cvc: cvv }),
    ...(fullName !== "" && { cardholderName: fullName }),
    brand: typeof selectedCardBrand === "string" ? selectedCardBrand : (cardBrandOf(cardNo) ?? "UNKNOWN"),
  });
}

function toInstallmentPlan({ creditPayPlan }: PayRequest): InstallmentPlan | undefined {
  if (!creditPayPlan) return undefined;
  const feePercentage = creditPayPlan.feePercentage === undefined ? undefined : Number(creditPayPlan.feePercentage);
  return {
    installmentNum: Number(creditPayPlan.installmentNum),
    interval: "MONTH",
    ...(feePercentage !== undefined && { creditPayFeeType: "PERCENTAGE", feePercentage }),
  };
}

function toPayer({ env }: PayRequest): PayerEnvironment {
  const browser = env?.browserInfo;
  return {
    terminalType: (env?.terminalType ?? "WEB") as PayerEnvironment["terminalType"],
    ...(env?.clientIp !== undefined && { clientIp: env.clientIp }),
    ...(browser?.userAgent !== undefined && { userAgent: browser.userAgent }),
    ...(browser?.acceptHeader !== undefined && { acceptHeader: browser.acceptHeader }),
    ...(browser?.language !== undefined && { language: browser.language }),
  };
}

/** Compared are amount and method. Source: Antom, idempotency of pay, read 2026-11-22. */
async function answerRepeat(deps: PaymentDeps, session: Session, call: Call): Promise<Answer> {
  const { request } = call;
  const { currency, minor } = toMoney(request.paymentAmount);
  const isSame =
    session.origin === "PAY" &&
    session.amount.currency === currency &&
    session.amount.minor === minor &&
    session.request.paymentMethod?.paymentMethodType === request.paymentMethod?.paymentMethodType;
  if (!isSame) {
    const message = `paymentRequestId "${request.paymentRequestId}" was used before with other content.`;
    return failed("REPEAT_REQ_INCONSISTENT", message);
  }
  const { payment, attempt } = await viewSession(deps.db, session.clientId, session.paymentSessionId);
  if (payment) return toAnswer(deps, session, { payment, attempt });
  // The first call stored the session and got no further; the acquirer has heard nothing.
  return session.status === "OPEN" ? begin(deps, session, call) : failed("ORDER_IS_CANCELED");
}

type Seen = { readonly payment: Payment; readonly attempt: Attempt | undefined } | AttemptView;

function toAnswer(deps: PaymentDeps, session: Session, seen: Seen): Answer {
  const { payment } = seen;
  if (payment.status === "SUCCESS") return succeeded({ ...commonMembers(payment), ...paidMembers(payment) } as Reply);
  if (payment.status === "FAIL" || payment.status === "CANCELLED") {
    return failed(payment.resultCode, payment.resultMessage);
  }
  return answerOpen(deps, session, seen);
}

const commonMembers = (payment: Payment): object => ({
  paymentId: payment.paymentId,
  paymentRequestId: payment.paymentRequestId,
  paymentAmount: toAmount(payment.amount),
  paymentCreateTime: toIsoText(payment.createdAt, payment.timeOffsetMinutes),
});

function answerOpen(deps: PaymentDeps, session: Session, { payment, attempt }: Seen): Answer {
  const links = attempt?.action ? toLinks(attempt.action, payment) : undefined;
  const hosted = { normalUrl: deps.hostedPageUrl(session) };
  return { ...failed("PAYMENT_IN_PROCESS"), members: { ...commonMembers(payment), ...(links ?? hosted) } };
}

/** How the payer goes on. A 3-D Secure step needs a frame, so it goes on on the gateway's own page. */
function toLinks(action: PayerAction, payment: Payment): object | undefined {
  if (action.type === "redirect") {
    const { method, url, parameters, appLinkUrl, schemeUrl } = action;
    const form = {
      method,
      redirectUrl: url,
      actionFormType: "RedirectActionForm",
      ...(parameters && { parameters: JSON.stringify(parameters) }),
    };
    return {
      ...(method === "GET" && { normalUrl: url }),
      ...(appLinkUrl !== undefined && { applinkUrl: appLinkUrl }),
      ...(schemeUrl !== undefined && { schemeUrl }),
      redirectActionForm: form,
    };
  }
  if (action.type !== "code") return undefined;
  const { codeType: codeValueType, value: codeValue, expiresAt, url } = action;
  return {
    ...(url !== undefined && { normalUrl: url }),
    orderCodeForm: {
      paymentMethodType: payment.paymentMethodType ?? "",
      expireTime: toIsoText(expiresAt, payment.timeOffsetMinutes),
      codeDetails: [{ codeValueType, codeValue, displayType: "TEXT" }],
    },
  };
}
