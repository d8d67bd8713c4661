import type {
  ConsoleNotification,
  ConsoleNotificationRow,
  ConsolePage,
  ConsoleProbe,
  ConsoleRequest,
} from "@opencashier/protocol/console";
import { toInstant } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import {
  findNotification,
  listDeliveryAttempts,
  listNotificationsPage,
  type Notification,
  resendNotification,
  resendSince,
} from "../notifications/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";

const pageSize = 100;
/** Above every id. */
const newest = "~";

export async function listNotifications(
  { db }: ConsoleDeps,
  clientId: string,
  { status, cursor }: ConsoleRequest<"listNotifications">,
): Promise<ConsolePage<ConsoleNotificationRow>> {
  const page = { clientId, before: cursor ?? newest, countMax: pageSize + 1, status };
  const found = await listNotificationsPage(db.connection, page);
  const rows = found.slice(0, pageSize).map(toRow);
  const last = rows.at(-1);
  return { rows, ...(found.length > pageSize && last && { cursor: last.notificationId }) };
}

const toRow = (notification: Notification): ConsoleNotificationRow => ({
  notificationId: notification.notificationId,
  kind: notification.kind,
  outcome: notification.outcome,
  paymentId: notification.paymentId,
  status: notification.status,
  url: notification.url,
  attemptCount: notification.attemptCount,
  nextTryAt: notification.dueAt,
  createdAt: notification.createdAt,
  deliveredAt: notification.deliveredAt,
});

export async function readNotification(
  { db }: ConsoleDeps,
  clientId: string,
  id: string,
): Promise<ConsoleNotification> {
  const found = await findNotification(db.connection, clientId, id);
  if (!found) throw new ConsoleError("NOT_FOUND", "There is no such notification.");
  return { ...toRow(found), body: found.body, attempts: await listDeliveryAttempts(db.connection, clientId, id) };
}

/**
 * Sends them again: those named, whatever became of them, or all since a time that were not acknowledged. Those without any
 * address are left out of the count.
 */
export async function resendNotifications(
  deps: ConsoleDeps,
  { user }: Member,
  merchant: Merchant,
  wanted: ConsoleRequest<"resend">,
): Promise<{ readonly count: number }> {
  const { clientId } = merchant;
  const now = deps.wallClock.now();
  const entry = { actor: user.email, action: "notification.resend", clientId, details: wanted, now };
  await deps.db.transaction((tx) => appendAudit(tx, entry));
  if ("since" in wanted) return { count: await resendSince(deps, merchant, toInstant(wanted.since)) };
  let count = 0;
  for (const id of wanted.notificationIds) if (await resendNotification(deps, merchant, id)) count += 1;
  return { count };
}

/** One made-up notification to an address, signed as all are, or badly on purpose. */
export async function probeAddress(
  { probe }: ConsoleDeps,
  clientId: string,
  { url, isBadlySigned = false }: ConsoleRequest<"probe">,
): Promise<ConsoleProbe> {
  const attempt = await probe({ clientId, url, isBadlySigned });
  const { outcome, error, responseStatus, responseBody, durationMs } = attempt;
  return { isAcknowledged: outcome === "ACKNOWLEDGED", outcome, error, responseStatus, responseBody, durationMs };
}
