import type { ConsoleTimelineEntry } from "@opencashier/protocol/console";
import { resultCodes } from "@opencashier/protocol";
import { listDeliveryAttempts, listNotificationsOfPayment, type Notification } from "../notifications/index.ts";
import { type Attempt, listAttempts, listPaymentEvents, type Payment } from "../payments/index.ts";
import type { Session } from "../sessions/index.ts";
import { type ApiRequest, listApiRequestsOfOrder } from "./api-request-store.ts";
import type { ConsoleDeps } from "./deps.ts";

type Entry = ConsoleTimelineEntry;

/** Everything that happened to one payment session, oldest first: what was asked, tried, moved and told. */
export async function readTimeline(
  { db }: Pick<ConsoleDeps, "db">,
  session: Session,
  payment: Payment | undefined,
): Promise<readonly Entry[]> {
  const tx = db.connection;
  const { clientId, paymentRequestId } = session;
  const entries = [toSessionEntry(session)];
  entries.push(...(await listApiRequestsOfOrder(tx, clientId, paymentRequestId)).map(toRequestEntry));
  if (payment) {
    const { paymentId } = payment;
    const attempts = new Map(
      (await listAttempts(tx, clientId, paymentId)).map((attempt) => [attempt.attemptId, attempt]),
    );
    for (const event of await listPaymentEvents(tx, clientId, paymentId)) entries.push(toEventEntry(event, attempts));
    for (const notification of await listNotificationsOfPayment(tx, clientId, paymentId)) {
      entries.push(...(await toNotificationEntries(db, notification)));
    }
  }
  return entries.toSorted((left, right) => left.at - right.at);
}

function toSessionEntry(session: Session): Entry {
  const { paymentSessionId, expiresAt, createdAt, notifyUrl, origin } = session;
  const { paymentMethod, productScene } = session.request;
  return {
    at: createdAt,
    kind: "session",
    title: origin === "PAY" ? "pay" : "createPaymentSession",
    tone: "calm",
    details: {
      paymentSessionId,
      expiresAt: new Date(expiresAt).toISOString(),
      notifyUrl,
      paymentMethodType: paymentMethod?.paymentMethodType,
      productScene,
    },
  };
}

const toRequestEntry = (request: ApiRequest): Entry => {
  const { status } = resultCodes[request.resultCode as keyof typeof resultCodes] ?? { status: "U" };
  return {
    at: request.at,
    kind: "request",
    title: `${request.operation ?? request.path} ${request.resultCode}`,
    tone: status === "S" ? "good" : status === "F" ? "bad" : "calm",
    details: {
      durationMs: request.durationUs / 1_000,
      requestBody: request.requestBody,
      responseBody: request.responseBody,
    },
    link: { to: "api-log", id: request.requestId },
  };
};

type Event = Awaited<ReturnType<typeof listPaymentEvents>>[number];

const badKinds = /declined|refused|given-up|reversed/;
const goodKinds = /succeeded|finished|paid/;

function toEventEntry({ at, kind, data }: Event, attempts: ReadonlyMap<string, Attempt>): Entry {
  const { attemptId } = data as { readonly attemptId?: string };
  const attempt = attemptId === undefined ? undefined : attempts.get(attemptId);
  return {
    at,
    kind: kind.startsWith("attempt")
      ? "attempt"
      : kind.startsWith("capture")
        ? "capture"
        : kind.startsWith("refund")
          ? "refund"
          : "event",
    title: kind,
    tone: badKinds.test(kind) ? "bad" : goodKinds.test(kind) ? "good" : "calm",
    details: { ...data, ...(attempt && describeAttempt(attempt)) },
  };
}

const describeAttempt = ({
  paymentMethodType,
  status,
  connector,
  acquirerReference,
  resultCode,
  details,
}: Attempt): object => ({
  paymentMethodType,
  status,
  connector,
  acquirerReference,
  resultCode,
  ...details,
});

async function toNotificationEntries({ connection }: ConsoleDeps["db"], notification: Notification): Promise<Entry[]> {
  const { clientId, notificationId, kind, outcome } = notification;
  const attempts = await listDeliveryAttempts(connection, clientId, notificationId);
  const link = { to: "notification", id: notificationId } as const;
  const queued: Entry = {
    at: notification.createdAt,
    kind: "notification",
    title: `${kind} ${outcome}`,
    tone: "calm",
    details: { status: notification.status, url: notification.url, body: notification.body },
    link,
  };
  const tries = attempts.map((attempt, place): Entry => ({
    at: attempt.startedAt,
    kind: "notification",
    title: `${kind}: try ${place + 1}, ${attempt.outcome}`,
    tone: attempt.outcome === "ACKNOWLEDGED" ? "good" : "bad",
    details: {
      url: attempt.url,
      responseStatus: attempt.responseStatus,
      responseBody: attempt.responseBody,
      error: attempt.error,
      durationMs: attempt.durationMs,
    },
    link,
  }));
  return [queued, ...tries];
}
