import type { Session } from "../sessions/index.ts";
import type { PaymentEcho } from "./payment.ts";

/** What the merchant sent to have it back; null when nothing. */
export function toEcho({ metadata, customizedInfo }: Session["request"]): PaymentEcho | null {
  if (metadata === undefined && customizedInfo === undefined) return null;
  return { ...(metadata !== undefined && { metadata }), ...(customizedInfo !== undefined && { customizedInfo }) };
}
