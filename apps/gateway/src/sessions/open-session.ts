import { type CreatePaymentSessionRequest, findPaymentMethod } from "@opencashier/protocol";
import {
  addMs,
  type Failed,
  failed,
  type Instant,
  type Outcome,
  parseIsoText,
  succeeded,
  toIsoText,
  toMoney,
} from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { takeCardNumbers, type CardNumbers } from "./card-data.ts";
import { checkPaymentMethods } from "./payment-options.ts";
import { type Session, type SessionEnd, sessionLifetimeMsMax } from "./session.ts";

/** A session as it would be stored, and the card numbers that still have to be sealed. */
export type OpenedSession = { readonly session: Session; readonly cardNumbers: CardNumbers | undefined };

export type OpenSessionCode = "PARAM_ILLEGAL" | "PROCESS_FAIL" | "NO_PAY_OPTIONS" | "CARD_NOT_SUPPORTED" | PayCode;

/** What `pay` answers where a session, whose list of codes is closed, has only a general one. */
type PayCode = "CURRENCY_NOT_SUPPORT" | "PAYMENT_AMOUNT_EXCEED_LIMIT" | "SETTLE_CONTRACT_NOT_MATCH";

type Identity = {
  readonly paymentSessionId: string;
  readonly now: Instant;
  /** SESSION unless told. */
  readonly origin?: Session["origin"];
};

/**
 * Decides what the merchant's request may become. Pure: the request has passed its schema and the rules that need no
 * merchant; here are the rules that need one, and the clock.
 * `order.orderAmount` is never compared with `paymentAmount`: it moves no money.
 */
export function openSession(
  merchant: Merchant,
  request: CreatePaymentSessionRequest,
  identity: Identity,
): Outcome<OpenedSession, OpenSessionCode> {
  const { now, paymentSessionId, origin = "SESSION" } = identity;
  const end = chooseEnd(request.paymentSessionExpiryTime, now);
  if (!end.ok) return end;
  const refusal =
    checkMerchantRegion(merchant, request) ??
    checkRedirectHost(merchant, request) ??
    checkSettlement(merchant, request, origin) ??
    (origin === "PAY" ? checkPayAmount(merchant, request) : undefined) ??
    checkPaymentMethods(merchant, request);
  if (refusal) return refusal;
  const { request: storable, cardNumbers } = takeCardNumbers(request);
  const session: Session = {
    clientId: merchant.clientId,
    paymentSessionId,
    paymentRequestId: request.paymentRequestId,
    status: "OPEN",
    amount: toMoney(request.paymentAmount),
    request: storable,
    cardSealed: null,
    notifyUrl: request.paymentNotifyUrl ?? merchant.notifyUrl,
    paymentId: null,
    ...end.value,
    createdAt: now,
    closedAt: null,
    origin,
  };
  return succeeded({ session, cardNumbers });
}

const illegal = (field: string, rule: string, received?: string): Failed<"PARAM_ILLEGAL"> =>
  failed("PARAM_ILLEGAL", `Illegal parameter: ${field} ${rule}${received ? `; received "${received}"` : ""}`);

function chooseEnd(text: string | undefined, now: Instant): Outcome<SessionEnd, "PARAM_ILLEGAL"> {
  const latest = addMs(now, sessionLifetimeMsMax);
  if (text === undefined) return succeeded({ expiresAt: latest, expiryOffsetMinutes: 0 });
  const field = "paymentSessionExpiryTime";
  const wanted = parseIsoText(text);
  if (!wanted) return illegal(field, "must be an ISO 8601 date and time with an offset", text);
  if (wanted.instant <= now || wanted.instant > latest) {
    const rule = `must lie after ${toIsoText(now)} and no later than ${toIsoText(latest)}`;
    return illegal(field, `${rule} (0 to 1 hour after creation)`, text);
  }
  return succeeded({ expiresAt: wanted.instant, expiryOffsetMinutes: wanted.offsetMinutes });
}

function checkMerchantRegion(
  merchant: Merchant,
  request: CreatePaymentSessionRequest,
): Failed<"PARAM_ILLEGAL"> | undefined {
  const isRequired = merchant.products.includes("GAGW");
  if (!isRequired || request.merchantRegion !== undefined) return undefined;
  return illegal("merchantRegion", "is required for GAGW merchants");
}

function checkRedirectHost(
  merchant: Merchant,
  request: CreatePaymentSessionRequest,
): Failed<"PARAM_ILLEGAL"> | undefined {
  const url = request.paymentRedirectUrl;
  if (merchant.redirectHosts === null || url === undefined) return undefined;
  const host = URL.parse(url)?.host ?? "";
  if (merchant.redirectHosts.includes(host)) return undefined;
  return illegal("paymentRedirectUrl", `must point to a registered host (${merchant.redirectHosts.join(", ")})`, host);
}

/** Source: Antom, `settlementStrategy.settlementCurrency`: several contracted currencies make the choice the merchant's. */
function checkSettlement(
  merchant: Merchant,
  request: CreatePaymentSessionRequest,
  origin: Session["origin"],
): Failed<"PROCESS_FAIL" | "SETTLE_CONTRACT_NOT_MATCH"> | undefined {
  const contracted = merchant.settlementCurrencies;
  if (contracted.length === 0) return undefined;
  const wanted = request.settlementStrategy?.settlementCurrency;
  if (wanted === undefined ? contracted.length === 1 : contracted.includes(wanted)) return undefined;
  const resultCode = origin === "PAY" ? "SETTLE_CONTRACT_NOT_MATCH" : "PROCESS_FAIL";
  const field = "settlementStrategy.settlementCurrency";
  const list = contracted.join(", ");
  if (wanted === undefined) return failed(resultCode, `${field} is required: this merchant settles in ${list}.`);
  return failed(resultCode, `${field} must be one of ${list}; received "${wanted}".`);
}

/** Source: Antom, result codes of pay, read 2026-11-22. */
function checkPayAmount(
  merchant: Merchant,
  { paymentAmount: { currency, value }, paymentMethod }: CreatePaymentSessionRequest,
): Failed<"CURRENCY_NOT_SUPPORT" | "PAYMENT_AMOUNT_EXCEED_LIMIT"> | undefined {
  if (merchant.currencies && !merchant.currencies.includes(currency)) {
    const rule = `paymentAmount.currency must be one of ${merchant.currencies.join(", ")}`;
    return failed("CURRENCY_NOT_SUPPORT", `${rule}; received "${currency}".`);
  }
  const method = findPaymentMethod(paymentMethod?.paymentMethodType ?? "");
  if (method?.mostValue === undefined || BigInt(value) <= BigInt(method.mostValue)) return undefined;
  const rule = `paymentAmount.value must be at most ${method.mostValue} for ${method.paymentMethodType}`;
  return failed("PAYMENT_AMOUNT_EXCEED_LIMIT", `${rule}; received "${value}".`);
}
