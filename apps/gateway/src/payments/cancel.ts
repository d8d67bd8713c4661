import type { CancelReply, CancelRequest } from "@opencashier/protocol";
import type { Db } from "../db/index.ts";
import { assert, type Clock, failed, type Outcome, succeeded, toIsoText } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { cancelOpenSession, findSessionByRequestId, type Session } from "../sessions/index.ts";
import { findReferencedSession, missingOrderMessage } from "./find-session.ts";
import { newPaymentId } from "./payment-id.ts";

type Deps = { readonly db: Db; readonly clock: Clock };

/**
 * Closes a payment session nobody has paid; repeated, it answers with the same `paymentId` and `cancelTime`.
 * The condition on the old state in the database decides against a second cancel.
 * Source: Antom, cancel, read 2026-11-22.
 */
export async function cancel(
  deps: Deps,
  merchant: Merchant,
  request: CancelRequest,
): Promise<Outcome<Omit<CancelReply, "result">, "ORDER_NOT_EXIST">> {
  const found = await findReferencedSession(deps.db, merchant, request);
  if (!found) return failed("ORDER_NOT_EXIST", missingOrderMessage(request));
  const closed = found.status === "CANCELLED" ? found : await close(deps, found);
  const { paymentId, paymentRequestId, closedAt, expiryOffsetMinutes } = closed;
  assert(paymentId !== null && closedAt !== null, "a cancelled session has a paymentId and a closing time");
  return succeeded({ paymentId, paymentRequestId, cancelTime: toIsoText(closedAt, expiryOffsetMinutes) });
}

async function close(deps: Deps, open: Session): Promise<Session> {
  const { clientId, paymentSessionId } = open;
  const closedAt = deps.clock.now();
  const paymentId = newPaymentId(closedAt);
  const isOurs = await cancelOpenSession(deps.db.connection, { clientId, paymentSessionId, paymentId, closedAt });
  if (isOurs) return { ...open, status: "CANCELLED", paymentId, closedAt };
  const winner = await findSessionByRequestId(deps.db.connection, clientId, open.paymentRequestId);
  assert(winner?.status === "CANCELLED", "a session that is not open was cancelled");
  return winner;
}
