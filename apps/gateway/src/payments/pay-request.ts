import { cardBrandOf, findPaymentMethod, type PayRequest } from "@opencashier/protocol";
import type { InstallmentPlan, PayerEnvironment } from "../acquirers/index.ts";
import {
  addMs,
  type CardDetails,
  failed,
  type Instant,
  type Outcome,
  parseIsoText,
  Secret,
  succeeded,
  toIsoText,
} from "../kernel/index.ts";
import type { Session } from "../sessions/index.ts";

/** Methods of which no figure is known. Source: Antom, pay `paymentExpiryTime`, read 2026-11-22. */
const usualLifetimeMs = 14 * 60_000;

/** Unpaid payments close by the method's own time; a given `paymentExpiryTime` may only be earlier. */
export function choosePayEnd(
  { paymentExpiryTime, paymentMethod }: PayRequest,
  now: Instant,
): Outcome<Pick<Session, "expiresAt" | "expiryOffsetMinutes">, "PARAM_ILLEGAL"> {
  const latest = addMs(now, findPaymentMethod(paymentMethod.paymentMethodType)?.unpaidLifetimeMs ?? usualLifetimeMs);
  if (paymentExpiryTime === undefined) return succeeded({ expiresAt: latest, expiryOffsetMinutes: 0 });
  const wanted = parseIsoText(paymentExpiryTime);
  if (wanted && wanted.instant > now && wanted.instant <= latest) {
    return succeeded({ expiresAt: wanted.instant, expiryOffsetMinutes: wanted.offsetMinutes });
  }
  const rule = `must lie after ${toIsoText(now)} and no later than ${toIsoText(latest)}`;
  return failed("PARAM_ILLEGAL", `Illegal parameter: paymentExpiryTime ${rule}; received "${paymentExpiryTime}"`);
}

/** Card data the merchant sent along; it lives from here to the acquirer's call. */
export function toPayCard({ paymentMethod }: PayRequest): Secret<CardDetails> | undefined {
  if (paymentMethod.paymentMethodType !== "CARD") return undefined;
  const data = (paymentMethod.paymentMethodMetaData ?? {}) as Readonly<Record<string, unknown>>;
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

export function toInstallmentPlan({ creditPayPlan }: PayRequest): InstallmentPlan | undefined {
  if (!creditPayPlan) return undefined;
  const feePercentage = creditPayPlan.feePercentage === undefined ? undefined : Number(creditPayPlan.feePercentage);
  return {
    installmentNum: Number(creditPayPlan.installmentNum),
    interval: "MONTH",
    ...(feePercentage !== undefined && { creditPayFeeType: "PERCENTAGE", feePercentage }),
  };
}

export function toPayer({ env }: PayRequest): PayerEnvironment {
  const { clientIp, browserInfo: browser, colorDepth, screenWidth, screenHeight, timeZoneOffset } = env;
  const userAgent = browser?.userAgent ?? env.userAgent;
  return {
    terminalType: env.terminalType ?? "WEB",
    ...(clientIp !== undefined && { clientIp }),
    ...(userAgent !== undefined && { userAgent }),
    ...(browser?.acceptHeader !== undefined && { acceptHeader: browser.acceptHeader }),
    ...(browser?.language !== undefined && { language: browser.language }),
    ...(browser?.javaEnabled !== undefined && { javaEnabled: browser.javaEnabled === "true" }),
    ...(colorDepth !== undefined && { colorDepth: Number(colorDepth) }),
    ...(screenWidth !== undefined && { screenWidth: Number(screenWidth) }),
    ...(screenHeight !== undefined && { screenHeight: Number(screenHeight) }),
    ...(timeZoneOffset !== undefined && { timeZoneOffset: Number(timeZoneOffset) }),
  };
}
