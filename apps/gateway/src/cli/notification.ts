import { createSandboxClock } from "../clock/index.ts";
import { type Clock, type Instant, parseIsoText, toInstant, toIsoText } from "../kernel/index.ts";
import {
  type DeliveryAttempt,
  findNotification,
  listDeliveryAttempts,
  listNotifications,
  listNotificationsOfPayment,
  type Notification,
  resendNotification,
  resendSince,
} from "../notifications/index.ts";
import { type CommandContext, type CommonOptions, createContext, type Store, withStore } from "./command-context.ts";
import { parseDuration } from "./duration.ts";
import type { ExitCode } from "./exit-code.ts";
import { toTable } from "./output.ts";
import { requireMerchant } from "./require-merchant.ts";
import { UsageError } from "./usage-error.ts";

type OfMerchant = CommonOptions & { readonly merchant: string };

export type NotificationListOptions = OfMerchant & { readonly payment?: string; readonly count?: string };
export type NotificationShowOptions = OfMerchant;
export type NotificationResendOptions = OfMerchant & { readonly since?: string };

const countDefault = "50";

/** Newest first, or those of one payment in their order. */
export async function runNotificationList(options: NotificationListOptions): Promise<ExitCode> {
  const context = createContext(options);
  const { merchant: clientId, payment, count = countDefault } = options;
  if (!/^[1-9]\d{0,3}$/.test(count)) throw new UsageError("--count takes a number from 1 to 9999.");
  const notifications = await withStore(context, async (store) => {
    await requireMerchant(context, store, clientId);
    const { connection } = store.db;
    return payment === undefined
      ? listNotifications(connection, clientId, Number(count))
      : listNotificationsOfPayment(connection, clientId, payment);
  });
  context.output.result({ notifications: notifications.map(toJson) }, () =>
    notifications.length === 0
      ? "There is no notification."
      : toTable(
          ["id", "kind", "outcome", "status", "tries", "next try", "created"],
          notifications.map((notification) => [
            notification.notificationId,
            notification.kind,
            notification.outcome,
            notification.status,
            String(notification.attemptCount),
            toIsoOrNull(notification.dueAt) ?? "-",
            toIsoText(notification.createdAt),
          ]),
        ),
  );
  return 0;
}

/** The notification with its body, and every try. */
export async function runNotificationShow(id: string, options: NotificationShowOptions): Promise<ExitCode> {
  const context = createContext(options);
  const { merchant: clientId } = options;
  const { notification, attempts } = await withStore(context, async ({ db }) => {
    const found = await findNotification(db.connection, clientId, id);
    if (!found) throw unknownNotification(clientId, id);
    return { notification: found, attempts: await listDeliveryAttempts(db.connection, clientId, id) };
  });
  const body = JSON.parse(notification.body) as object;
  context.output.result(
    { notification: { ...toJson(notification), body }, attempts: attempts.map(toAttemptJson) },
    () =>
      [
        `${notification.kind} of payment ${notification.paymentId}: ${notification.outcome}`,
        `${notification.status} ${notification.url ?? "(no address)"}`,
        JSON.stringify(body, undefined, 2),
        ...(attempts.length === 0 ? ["Not tried yet."] : [toAttemptTable(attempts)]),
      ].join("\n"),
  );
  return 0;
}

/** One by its id, or all since a time that were not acknowledged. A gateway that runs sends them within a second. */
export async function runNotificationResend(
  id: string | undefined,
  options: NotificationResendOptions,
): Promise<ExitCode> {
  const { since } = options;
  if ((id === undefined) === (since === undefined)) {
    throw new UsageError("Say what to send again: either the id of a notification or --since.");
  }
  const context = createContext(options);
  const count = await withStore(context, async (store) => {
    const merchant = await requireMerchant(context, store, options.merchant);
    const clock = await readClock(context, store);
    const deps = { db: store.db, clock, nudgeNotifications: () => undefined };
    if (since !== undefined) return resendSince(deps, merchant, parseSince(since, clock));
    if (id !== undefined && (await resendNotification(deps, merchant, id))) return 1;
    throw unknownNotification(merchant.clientId, id ?? "");
  });
  context.output.result(
    { resent: count },
    () => `To be sent again: ${count}. A gateway that runs begins within a second.`,
  );
  return 0;
}

const unknownNotification = (clientId: string, id: string): UsageError =>
  new UsageError(
    `Merchant ${clientId} has no notification ${id}, or no address to send it to: \`merchant set --notify-url\` gives one.`,
  );

/** What the notifications were created by. */
const readClock = async ({ clock }: CommandContext, { db, config }: Store): Promise<Clock> =>
  config.mode === "embedded" ? createSandboxClock({ db, refreshMs: 0 }) : clock;

function parseSince(text: string, clock: Clock): Instant {
  const parsed = parseIsoText(text);
  return parsed ? parsed.instant : toInstant(clock.now() - parseDuration(text));
}

const toIsoOrNull = (instant: Instant | null): string | null => (instant === null ? null : toIsoText(instant));

const toJson = ({ destination: _destination, body: _body, ...rest }: Notification) => ({
  ...rest,
  dueAt: toIsoOrNull(rest.dueAt),
  createdAt: toIsoText(rest.createdAt),
  deliveredAt: toIsoOrNull(rest.deliveredAt),
});

const toAttemptJson = (attempt: DeliveryAttempt) => ({ ...attempt, startedAt: toIsoText(attempt.startedAt) });

const toAttemptTable = (attempts: readonly DeliveryAttempt[]): string =>
  toTable(
    ["try", "started", "ms", "outcome", "status", "why"],
    attempts.map(({ startedAt, durationMs, outcome, responseStatus, error }, place) => [
      String(place + 1),
      toIsoText(startedAt),
      String(durationMs),
      outcome,
      String(responseStatus ?? "-"),
      error ?? "",
    ]),
  );
