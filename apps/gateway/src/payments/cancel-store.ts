import { execute, type Tx } from "../db/index.ts";
import { assert, type Instant } from "../kernel/index.ts";
import type { Payment } from "./payment.ts";
import type { PaymentEnd } from "./payment-store.ts";

export type CancelIntent = {
  /** Ours, and the acquirer's `operationId`. */
  readonly cancelId: string;
  /** When the job runner takes over, should this process die. */
  readonly takeOverAt: Instant;
};

/**
 * Begins to give a paid payment back in full: from here nothing else moves its money. False when something else has moved
 * it or is about to, or the payment is over.
 */
export async function beginCancel(
  tx: Tx,
  { clientId, paymentId }: Pick<Payment, "clientId" | "paymentId">,
  { cancelId, takeOverAt }: CancelIntent,
): Promise<boolean> {
  const changed = await execute(tx)`
    update payments set cancel_id = ${cancelId}, due_at = ${takeOverAt}
     where client_id = ${clientId} and payment_id = ${paymentId} and status = 'SUCCESS' and cancel_id is null
       and capturing_minor = 0 and refunding_minor = 0 and refunded_minor = 0
       and (capture_mode = 'AUTOMATIC' or captured_minor = 0)`;
  return changed === 1;
}

/** The acquirer gave it back. False when another worker has recorded that. */
export async function finishCancel(
  tx: Tx,
  payment: Payment,
  end: PaymentEnd & { readonly at: Instant },
): Promise<boolean> {
  assert(payment.cancelId !== null, "a cancellation that ends has begun");
  const changed = await execute(tx)`
    update payments
       set status = 'CANCELLED', result_code = ${end.resultCode}, result_message = ${end.resultMessage},
           cancelled_at = ${end.at}, due_at = null
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status = 'SUCCESS'
       and cancel_id = ${payment.cancelId}`;
  return changed === 1;
}

/** The acquirer refused: the payment is as it was. False when another worker has recorded that. */
export async function undoCancel(tx: Tx, payment: Payment, dueAt: Instant | null): Promise<boolean> {
  const changed = await execute(tx)`
    update payments set cancel_id = null, due_at = ${dueAt}
     where client_id = ${payment.clientId} and payment_id = ${payment.paymentId} and status = 'SUCCESS'
       and cancel_id = ${payment.cancelId}`;
  return changed === 1;
}
