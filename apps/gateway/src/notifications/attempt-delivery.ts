import { assert, type Clock } from "../kernel/index.ts";
import { judge } from "./acknowledgement.ts";
import type { Delivery } from "./delivery-store.ts";
import type { DeliveryAttempt, Notification } from "./notification.ts";
import { nextTryAt } from "./schedule.ts";
import type { Sender } from "./send.ts";
import { type SigningDeps, signNotification, withoutSignatures } from "./sign-notification.ts";

export type AttemptDeps = SigningDeps & {
  /** Due times: the sandbox clock may be ahead. */
  readonly clock: Clock;
  readonly sender: Pick<Sender, "post">;
};

const keptBodyChars = 4_096;

/** One try. Records nothing. */
export async function attemptDelivery(deps: AttemptDeps, notification: Notification): Promise<DeliveryAttempt> {
  const { url } = notification;
  assert(url !== null, "only an addressed notification is due");
  const startedAt = deps.clock.now();
  const began = performance.now();
  const body = Buffer.from(notification.body);
  const headers = await signNotification(deps, notification, { url, body });
  const sent = await deps.sender.post(url, headers, body);
  const verdict = judge(sent);
  return {
    url,
    requestHeaders: withoutSignatures(headers),
    responseStatus: sent.status,
    responseBody: sent.body === undefined ? null : toKeptText(sent.body),
    outcome: verdict.outcome,
    error: verdict.error === null ? null : toKeptText(verdict.error),
    startedAt,
    durationMs: Math.round(performance.now() - began),
  };
}

/** PostgreSQL keeps no NUL in a text; a receiver that sends one must not keep its try from being recorded. */
const toKeptText = (text: string): string => text.slice(0, keptBodyChars).replaceAll("\0", "\uFFFD");

/** What the try means for its notification. */
export function toDelivery(clock: Clock, notification: Notification, attempt: DeliveryAttempt): Delivery {
  const tried = { notification, attempt, finishedAt: clock.now() };
  if (attempt.outcome === "ACKNOWLEDGED") return { ...tried, status: "DELIVERED", nextTryAt: null };
  const next = nextTryAt(attempt.startedAt, notification.attemptCount + 1);
  return next === undefined
    ? { ...tried, status: "EXHAUSTED", nextTryAt: null }
    : { ...tried, status: "WAITING", nextTryAt: next };
}
