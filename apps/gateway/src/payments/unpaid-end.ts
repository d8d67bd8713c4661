import { findPaymentMethod } from "@opencashier/protocol";
import { addMs, type Instant, parseIsoText, toInstant } from "../kernel/index.ts";
import type { Session } from "../sessions/index.ts";

/** A card's form belongs to the session; what may outlast it is a 3-D Secure challenge. */
const challengeMsMax = 14 * 60 * 1000;

/**
 * When an unpaid payment closes while an attempt by this method is the open one: a wallet page or a code for a till that
 * was shown within the session is still good for the method's own time. A `paymentExpiryTime` of the merchant's is the end
 * whatever the method; `pay` has it in its session's end.
 * Source: Antom, payment expiry and order close time, read 2026-11-22.
 */
export function unpaidEndOf(session: Session, paymentMethodType: string, now: Instant): Instant {
  if (session.origin === "PAY") return session.expiresAt;
  const given = parseIsoText(session.request.paymentExpiryTime ?? "");
  if (given) return given.instant;
  const lifetimeMs = findPaymentMethod(paymentMethodType)?.unpaidLifetimeMs ?? 0;
  const openMs = paymentMethodType === "CARD" ? challengeMsMax : lifetimeMs;
  return toInstant(Math.max(session.expiresAt, addMs(now, openMs)));
}

/** When it closes while nothing is open. */
export const idleEndOf = (session: Session, now: Instant): Instant => unpaidEndOf(session, "", now);
