import { execute, type Tx } from "../db/index.ts";
import { assert, type Instant } from "../kernel/index.ts";

/** Minor units of the payment's currency, above zero. */
type CaptureMove = { readonly clientId: string; readonly paymentId: string; readonly minor: bigint };

/**
 * Reserves an amount for a capture, and holds the payment until the transaction ends. False when less is left of the
 * authorization, or it has ended or is being cancelled.
 */
export async function reserveCapture(tx: Tx, move: CaptureMove, now: Instant): Promise<boolean> {
  assert(move.minor > 0n, "a capture moves money");
  const changed = await execute(tx)`
    update payments set capturing_minor = capturing_minor + ${move.minor}
     where client_id = ${move.clientId} and payment_id = ${move.paymentId} and status = 'SUCCESS' and cancel_id is null
       and capture_mode = 'MANUAL' and auth_expires_at > ${now}
       and captured_minor + capturing_minor + ${move.minor} <= authorized_minor`;
  return changed === 1;
}

/** Turns a reservation into captured money, or back into authorized. Once for each reservation. */
export async function releaseCapture(tx: Tx, move: CaptureMove & { readonly isCaptured: boolean }): Promise<void> {
  const captured = move.isCaptured ? move.minor : 0n;
  const changed = await execute(tx)`
    update payments
       set capturing_minor = capturing_minor - ${move.minor}, captured_minor = captured_minor + ${captured}
     where client_id = ${move.clientId} and payment_id = ${move.paymentId} and capturing_minor >= ${move.minor}`;
  assert(changed === 1, "what is released was reserved");
}
