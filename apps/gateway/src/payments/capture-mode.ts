import { findPaymentMethod } from "@opencashier/protocol";
import type { Payment } from "./payment.ts";

/**
 * Only cards can be authorized first and captured later; everything else takes the money at once, whatever
 * `paymentFactor.captureMode` asks for. Source: Antom, paymentFactor, read 2026-11-22.
 */
export function captureModeOf(
  { captureMode }: Pick<Payment, "captureMode">,
  paymentMethodType: string,
): Payment["captureMode"] {
  const isCard = paymentMethodType === "CARD" || findPaymentMethod(paymentMethodType)?.category === "card wallet";
  return isCard ? captureMode : "AUTOMATIC";
}
