/**
 * Delivers what the outbox holds, on as many replicas as there are.
 *
 *   due ──claim (lease)──▶ signed and sent ──▶ acknowledged? recorded DELIVERED, else WAITING with the next time, or EXHAUSTED
 *
 * A worker that dies leaves its lease to run out; the notification is then sent again, with the same id. Nothing is recorded
 * as delivered before the merchant's acknowledgement was read.
 */
import { createGroupCommit, type Db } from "../db/index.ts";
import { assert } from "../kernel/index.ts";
import { type AttemptDeps, attemptDelivery, toDelivery } from "./attempt-delivery.ts";
import { createClaimer } from "./claim.ts";
import { createClaimLoop } from "./claim-loop.ts";
import { type Delivery, insertAttempts, recordStates, releaseNotifications } from "./delivery-store.ts";
import type { DeliveryAttempt, DeliveryOutcome, Notification } from "./notification.ts";
import { createPacer } from "./pacer.ts";
import { createPlaces, type Pace, type Places } from "./places.ts";
import type { Sender } from "./send.ts";

export type DelivererDeps = AttemptDeps & {
  readonly db: Db;
  readonly sender: Sender;
  readonly observe: (delivered: {
    readonly outcome: DeliveryOutcome;
    readonly durationMs: number;
    /** From the time it was due; undefined for a later try. */
    readonly firstTryDelayMs: number | undefined;
  }) => void;
  readonly log: { readonly warn: (details: object, message: string) => void };
  /** Whether requests are being answered just now; then a backlog takes its time. Never unless told. */
  readonly isBusy?: () => boolean;
  /** How long a stop waits for receivers; 2 s unless told. */
  readonly stopGraceMs?: number;
};

export type Deliverer = {
  /** Starts what is due and there is room for; answers how many were begun. */
  readonly deliverDue: () => Promise<number>;
  /** Something became due just now. */
  readonly nudge: () => void;
  /** Deliveries under way. */
  readonly underWayCount: () => number;
  /** Begins nothing more, waits a little for what is under way, and gives the rest back to the outbox. */
  readonly stop: () => Promise<void>;
};

/** By real time, so that a sandbox clock that is moved ends no lease. Twice the longest exchange; a crash delays by as much. */
const leaseMs = 20_000;
/** A claim costs a transaction, so it waits until it can bring several, but not for long. */
const claimMin = 16;
const claimWaitMs = 10;
const stopGraceMsDefault = 2_000;
/** Beside other work: a backlog of 100,000 in under five minutes. */
const backlogIntervalMs = 2.9;
/** Evenly spread deliveries would each be recorded, and their successors claimed, by commits of their own: 700 a second. */
const backlogGatherMs = 50;
/** News that has waited for longer is part of a backlog, as every further try is. */
const freshMs = 5_000;

export function createDeliverer(deps: DelivererDeps): Deliverer {
  const places = createPlaces();
  const underWay = new Set<Promise<void>>();
  const record = createRecorder(deps.db);
  const { isBusy = () => false } = deps;
  const pacer = createPacer({
    isBusy,
    nowMs: () => performance.now(),
    intervalMs: backlogIntervalMs,
    gatherMs: backlogGatherMs,
  });
  const claimer = createClaimer({ ...deps, places, leaseMs, enough: claimMin });
  const loop = createClaimLoop({ claim, againMin: claimMin, log: deps.log });
  const claimAgain = createGatherer({ countMin: claimMin, waitMs: claimWaitMs, act: loop.nudge });
  let isCut = false;

  async function claim(): Promise<number> {
    if (places.room() < claimMin) return 0;
    const { notifications, isRoundOver } = await claimer.claim();
    for (const notification of notifications) start(notification);
    const { length } = notifications;
    return length < claimMin && !isRoundOver ? length + (await claim()) : length;
  }

  function start(notification: Notification): void {
    places.begin(destinationOf(notification), deps.wallClock.now());
    const run = deliver(notification)
      .catch((error: unknown) => deps.log.warn({ err: error }, "a delivery could not be recorded; its lease runs out"))
      .finally(() => {
        underWay.delete(run);
        claimAgain(underWay.size === 0);
      });
    underWay.add(run);
  }

  async function deliver(notification: Notification): Promise<void> {
    const { dueAt, attemptCount } = notification;
    const isFresh = attemptCount === 0 && dueAt !== null && deps.clock.now() - dueAt < freshMs;
    if (!isFresh) await pacer.turn();
    const attempt = await attemptInPlace(deps, places, notification);
    if (isCut && attempt.outcome !== "ACKNOWLEDGED") {
      await releaseNotifications(deps.db.connection, [notification]);
      return;
    }
    const firstTryDelayMs = attemptCount === 0 && dueAt !== null ? attempt.startedAt - dueAt : undefined;
    deps.observe({ outcome: attempt.outcome, durationMs: attempt.durationMs, firstTryDelayMs });
    const delivery = toDelivery(deps.clock, notification, attempt);
    if (!isFresh) await pacer.gather();
    await record(delivery);
  }

  async function stop(): Promise<void> {
    await loop.stop();
    const cut = (): void => {
      isCut = true;
      deps.sender.close();
    };
    const timer = setTimeout(cut, deps.stopGraceMs ?? stopGraceMsDefault);
    await Promise.all(underWay);
    clearTimeout(timer);
    deps.sender.close();
  }

  const deliverDue = (): Promise<number> => (claimer.lookAgain(), loop.ask());
  const nudge = (): void => (claimer.lookAfresh(), loop.nudge());
  return { deliverDue, nudge, underWayCount: () => underWay.size, stop };
}

type Gathering = { readonly countMin: number; readonly waitMs: number; readonly act: () => void };

/** Acts once for several events: when `countMin` have come, with the last there is, or `waitMs` after the first. */
function createGatherer({ countMin, waitMs, act }: Gathering): (isLast: boolean) => void {
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const actNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    count = 0;
    act();
  };
  return (isLast) => {
    count += 1;
    if (isLast || count >= countMin) actNow();
    else timer ??= setTimeout(actNow, waitMs);
  };
}

function destinationOf({ destination }: Notification): string {
  assert(destination !== null, "only an addressed notification is due");
  return destination;
}

/** The place is given back however the try ends, and with it what the try showed of the destination. */
async function attemptInPlace(deps: AttemptDeps, places: Places, notification: Notification): Promise<DeliveryAttempt> {
  let pace: Exclude<Pace, "untried"> = "failing";
  try {
    const attempt = await attemptDelivery(deps, notification);
    pace = paceOf(attempt);
    return attempt;
  } finally {
    places.end(destinationOf(notification), pace);
  }
}

/** A receiver that takes longer is given fewer places, so that its time is not everybody's. */
const quickMs = 1_000;

function paceOf({ outcome, durationMs }: DeliveryAttempt): Exclude<Pace, "untried"> {
  if (outcome !== "ACKNOWLEDGED") return "failing";
  return durationMs < quickMs ? "quick" : "slow";
}

const recordsPerCommitMax = 64;

/** The results of many deliveries in one commit. */
function createRecorder(db: Db): (delivery: Delivery) => Promise<undefined> {
  return createGroupCommit<Delivery, undefined>({
    countMax: recordsPerCommitMax,
    async commit(deliveries) {
      await db.transaction(async (tx) => {
        await insertAttempts(tx, deliveries);
        await recordStates(tx, deliveries);
      });
      return deliveries.map(() => undefined);
    },
  });
}
