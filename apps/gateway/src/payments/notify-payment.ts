import type { Tx } from "../db/index.ts";
import { assert, type Instant } from "../kernel/index.ts";
import { enqueueNotification } from "../notifications/index.ts";
import { addPaymentEvent } from "./event-store.ts";
import { toPaymentNotification } from "./notification-bodies.ts";
import type { Payment } from "./payment.ts";
import { findPayment } from "./payment-store.ts";

/**
 * Tells the merchant of the payment as it now is, in the transaction that made it so; one notification for each outcome,
 * however often it is asked for.
 */
export async function notifyPayment(
  tx: Tx,
  { clientId, paymentId }: Pick<Payment, "clientId" | "paymentId">,
  now: Instant,
): Promise<void> {
  const decided = await findPayment(tx, clientId, paymentId);
  assert(decided && decided.status !== "PROCESSING", "what is told of a payment is an outcome");
  const { status, resultCode, notifyUrl: url } = decided;
  const about = { kind: "notifyPayment", subjectId: paymentId, outcome: status } as const;
  await enqueueNotification(tx, { clientId, paymentId, ...about, url, body: toPaymentNotification(decided), now });
  const kind = status === "SUCCESS" ? "payment-paid" : `payment-${status.toLowerCase()}`;
  await addPaymentEvent(tx, { clientId, paymentId, kind, data: { resultCode }, now });
}
