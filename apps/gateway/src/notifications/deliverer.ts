/**
 * Delivers what the outbox holds, on as many replicas as there are.
 *
 *   due ──claim (lease)──▶ signed and sent ──▶ acknowledged? recorded DELIVERED, else WAITING with the next time, or EXHAUSTED
 *
 * A worker that dies leaves its lease to run out; the notification is then sent again, with the same id. Nothing is recorded
 * as delivered before the merchant's acknowledgement was read.
 */
import { contentToSign, formatSignatureHeader, signContent } from "@opencashier/protocol";
import type { KeyObject } from "node:crypto";
import { createGroupCommit, type Db } from "../db/index.ts";
import { assert, type Clock, toIsoText } from "../kernel/index.ts";
import { judge } from "./acknowledgement.ts";
import type { DeliveryAttempt, DeliveryOutcome, Notification } from "./notification.ts";
import { nextTryAt } from "./schedule.ts";
import type { Sender } from "./send.ts";
import { claimDueNotifications, type Delivery, recordDeliveries } from "./store.ts";

export type DelivererDeps = {
  readonly db: Db;
  /** Due times: the sandbox clock may be ahead. */
  readonly clock: Clock;
  /** `request-time` and lease: merchants compare it with their own clocks. */
  readonly wallClock: Clock;
  readonly currentKey: () => { readonly keyVersion: number; readonly privateKey: KeyObject };
  readonly sender: Sender;
  readonly observe: (delivered: {
    readonly outcome: DeliveryOutcome;
    readonly durationMs: number;
    readonly firstTryDelayMs: number | undefined;
  }) => void;
  readonly log: { readonly warn: (details: object, message: string) => void };
};

export type Deliverer = {
  /** Starts what is due and there is room for; answers how many were begun. */
  readonly deliverDue: () => Promise<number>;
  /** Something became due just now. */
  readonly nudge: () => void;
  /** Deliveries under way. */
  readonly underWayCount: () => number;
  /** Begins nothing more and waits for what is under way. */
  readonly stop: () => Promise<void>;
};

const underWayMax = 128;
const perDestinationMax = 32;
const slowPerDestinationMax = 4;
const leaseMs = 60_000;
const recordsPerCommitMax = 64;

export function createDeliverer(deps: DelivererDeps): Deliverer {
  const underWay = new Map<string, number>();
  const running = new Set<Promise<void>>();
  // A destination that fails or answers slowly gets few places, so that its waiting holds up nobody else.
  const slow = new Set<string>();
  let isStopped = false;
  let claiming: Promise<number> | undefined;
  const record = createGroupCommit<Delivery, undefined>({
    countMax: recordsPerCommitMax,
    async commit(deliveries) {
      await deps.db.transaction((tx) => recordDeliveries(tx, deliveries));
      return deliveries.map(() => undefined);
    },
  });
  const placesOf = (destination: string): number => (slow.has(destination) ? slowPerDestinationMax : perDestinationMax);

  async function claim(): Promise<number> {
    const room = underWayMax - running.size;
    if (isStopped || room <= 0) return 0;
    const busyDestinations = [...underWay].filter(([name, count]) => count >= placesOf(name)).map(([name]) => name);
    const now = deps.clock.now();
    const claimed = await claimDueNotifications(deps.db.connection, {
      now,
      leaseMs,
      countMax: Math.min(room, 64),
      perDestinationMax: slow.size > 0 ? slowPerDestinationMax : perDestinationMax,
      busyDestinations,
    });
    for (const notification of claimed) start(notification);
    return claimed.length;
  }

  function start(notification: Notification): void {
    const destination = notification.destination ?? "";
    underWay.set(destination, (underWay.get(destination) ?? 0) + 1);
    const run = deliver(notification, destination)
      .catch((error: unknown) => deps.log.warn({ err: error }, "a delivery could not be recorded; its lease runs out"))
      .finally(() => {
        running.delete(run);
        const left = (underWay.get(destination) ?? 1) - 1;
        if (left === 0) underWay.delete(destination);
        else underWay.set(destination, left);
        nudge();
      });
    running.add(run);
  }

  async function deliver(notification: Notification, destination: string): Promise<void> {
    const attempt = await attemptDelivery(deps, notification);
    const isQuick = attempt.outcome === "ACKNOWLEDGED" && attempt.durationMs < slowMs;
    if (isQuick) slow.delete(destination);
    else slow.add(destination);
    const isFirst = notification.attemptCount === 0;
    const firstTryDelayMs = isFirst ? attempt.startedAt - notification.createdAt : undefined;
    deps.observe({ outcome: attempt.outcome, durationMs: attempt.durationMs, firstTryDelayMs });
    await record(toDelivery(deps, notification, attempt));
  }

  /** One claim at a time in this process; whoever asks meanwhile gets one more afterwards. */
  let isAskedAgain = false;
  function deliverDue(): Promise<number> {
    if (claiming) {
      isAskedAgain = true;
      return claiming;
    }
    claiming = claim().finally(() => {
      claiming = undefined;
      if (!isAskedAgain || isStopped) return;
      isAskedAgain = false;
      nudge();
    });
    return claiming;
  }

  function nudge(): void {
    if (isStopped) return;
    deliverDue().then(
      (count) => {
        if (count > 0) nudge();
      },
      (error: unknown) => deps.log.warn({ err: error }, "due notifications could not be claimed"),
    );
  }

  return {
    deliverDue,
    nudge,
    underWayCount: () => running.size,
    async stop() {
      isStopped = true;
      await claiming?.catch(() => 0);
      while (running.size > 0) await Promise.all(running);
    },
  };
}

const slowMs = 3_000;
const keptBodyChars = 4_096;

async function attemptDelivery(deps: DelivererDeps, notification: Notification): Promise<DeliveryAttempt> {
  const { url } = notification;
  assert(url !== null, "only an addressed notification is due");
  const startedAt = deps.clock.now();
  const began = performance.now();
  const body = Buffer.from(notification.body);
  const headers = await signHeaders(deps, notification, { url, body });
  const sent = await deps.sender.post(url, headers, body);
  const verdict = judge(sent);
  return {
    url,
    requestHeaders: { ...headers, signature: headers["signature"]?.replace(/signature=.*/, "signature=…") ?? "" },
    responseStatus: sent.status,
    responseBody: sent.body?.slice(0, keptBodyChars) ?? null,
    outcome: verdict.outcome,
    error: verdict.error,
    startedAt,
    durationMs: Math.round(performance.now() - began),
  };
}

type Message = { readonly url: string; readonly body: Buffer };

/**
 * A fresh time and signature for each try, because merchants refuse an old one; over the path and query of the URL.
 * Source: Antom, notifications, read 2026-11-22.
 */
async function signHeaders(
  deps: DelivererDeps,
  { clientId }: Notification,
  { url, body }: Message,
): Promise<Record<string, string>> {
  const time = toIsoText(deps.wallClock.now()).replace("Z", "+00:00");
  const parsed = URL.parse(url);
  const path = parsed ? `${parsed.pathname}${parsed.search}` : "/";
  const { keyVersion, privateKey } = deps.currentKey();
  const signature = await signContent(contentToSign({ method: "POST", path, clientId, time, body }), privateKey);
  return {
    "content-type": "application/json; charset=UTF-8",
    "client-id": clientId,
    "request-time": time,
    signature: formatSignatureHeader({ keyVersion, signature }),
    "user-agent": "OpenCashier",
  };
}

function toDelivery(deps: DelivererDeps, notification: Notification, attempt: DeliveryAttempt): Delivery {
  const finishedAt = deps.clock.now();
  if (attempt.outcome === "ACKNOWLEDGED") {
    return { notification, attempt, status: "DELIVERED", nextTryAt: null, finishedAt };
  }
  const next = nextTryAt(attempt.startedAt, notification.attemptCount + 1);
  if (next === undefined) return { notification, attempt, status: "EXHAUSTED", nextTryAt: null, finishedAt };
  return { notification, attempt, status: "WAITING", nextTryAt: next, finishedAt };
}
