import { execute, type Tx } from "../db/index.ts";
import { assert } from "../kernel/index.ts";

/** Minor units of the payment's currency, above zero. */
export type RefundMove = { readonly clientId: string; readonly paymentId: string; readonly minor: bigint };

/** Reserves an amount for a refund; false when less is left of what was captured, or the payment is being cancelled. */
export async function reserveRefund(tx: Tx, move: RefundMove): Promise<boolean> {
  assert(move.minor > 0n, "a refund moves money");
  const changed = await execute(tx)`
    update payments set refunding_minor = refunding_minor + ${move.minor}
     where client_id = ${move.clientId} and payment_id = ${move.paymentId} and status = 'SUCCESS' and cancel_id is null
       and refunded_minor + refunding_minor + ${move.minor} <= captured_minor`;
  return changed === 1;
}

/** Turns a refund's reservation into refunded money, or releases it. Once for each reservation. */
export async function releaseRefund(tx: Tx, move: RefundMove & { readonly isRefunded: boolean }): Promise<void> {
  const refunded = move.isRefunded ? move.minor : 0n;
  const changed = await execute(tx)`
    update payments
       set refunding_minor = refunding_minor - ${move.minor}, refunded_minor = refunded_minor + ${refunded}
     where client_id = ${move.clientId} and payment_id = ${move.paymentId} and refunding_minor >= ${move.minor}`;
  assert(changed === 1, "what is released was reserved");
}
