import type { Db, Tx } from "../db/index.ts";
import { addMs, type Clock, type Instant, toInstant } from "../kernel/index.ts";
import {
  type DueNotification,
  leaseNotifications,
  listDue,
  listDueOf,
  listWaitingDestinations,
  type Times,
} from "./delivery-store.ts";
import type { Notification } from "./notification.ts";
import type { Places } from "./places.ts";

export type ClaimerDeps = {
  readonly db: Db;
  /** Due times: the sandbox clock may be ahead. */
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly places: Pick<Places, "choose" | "room" | "roomFor">;
  readonly leaseMs: number;
  /** A claim along the oldest that brings fewer is followed by one that looks afresh. */
  readonly enough: number;
};

export type Claimed = {
  readonly notifications: readonly Notification[];
  /** False while something may be due that this claim and those before it have not looked at. */
  readonly isRoundOver: boolean;
};

export type Claimer = {
  /**
   * Takes due notifications for which there are places, and holds them for `leaseMs`. Two workers never hold the same one
   * within a lease. One claim at a time.
   */
  readonly claim: () => Promise<Claimed>;
  /** Something may have become due before the place where the last claim stopped. */
  readonly lookAfresh: () => void;
  /** The same by a timer, which comes at once while there is more: now and then, as long as claims bring something. */
  readonly lookAgain: () => void;
};

/**
 *   oldest first ──more are due than places are open for──▶ walk ──a round took all that was due──▶ oldest first
 *                                                          │  ▲
 *                              some destinations have more ▼  │ they have no more, or something new became due
 *                                                         backlogs
 *
 * When many of the oldest belong to destinations that have no place, whatever waits behind them must not wait for them: the
 * walk goes from destination to destination, 64 a claim, and takes the oldest of each. What a claim took stays in the indexes
 * until a vacuum, so a claim that knows where the last one stopped goes on from there: from the start, each would pass by
 * everything that was delivered since.
 */
type Course =
  /** What is due before `from` was taken a moment ago. */
  | { readonly along: "oldest"; readonly from: Instant }
  /** After the last destination that the walk came to; blank begins it. */
  | { readonly along: "walk"; readonly after: string }
  /** In their turns. */
  | { readonly along: "backlogs"; readonly backlogs: readonly Backlog[] };

/** A destination that has more than was taken; before `from` nothing was left. */
type Backlog = { readonly destination: string; readonly from: Instant };

type Found = {
  /** For each there is a place. */
  readonly due: readonly DueNotification[];
  readonly next: Course;
  readonly isRoundOver: boolean;
};

const nothing: Claimed = { notifications: [], isRoundOver: true };
const start = toInstant(0);
const oldestFirst: Course = { along: "oldest", from: start };
const newWalk: Course = { along: "walk", after: "" };
const destinationsMax = 64;
/** What becomes due behind the place where a backlog is being delivered waits no longer. */
const freshLookMs = 50;
/** Of one destination at a time, so that a claim holds several; more come with the next. */
const perDestinationMax = 64;

export function createClaimer(deps: ClaimerDeps): Claimer {
  const { db, places, leaseMs } = deps;
  let course = oldestFirst;
  let isAskedAfresh = false;
  let lookedAfreshMs = 0;
  let lastCount = 0;
  const lookAfresh = (): void => {
    isAskedAfresh = true;
    lookedAfreshMs = performance.now();
    course = afresh(course);
  };
  return {
    async claim() {
      isAskedAfresh = false;
      if (course.along === "backlogs" && places.choose(course.backlogs, deps.wallClock.now()).length === 0) {
        lastCount = 0;
        return nothing;
      }
      const look = { ...deps, now: deps.clock.now(), wallNow: deps.wallClock.now(), room: places.room() };
      const claimed = await db.transaction(async (tx) => {
        const { due, next, isRoundOver } = await findDue(tx, look, course);
        const leasedUntil = addMs(look.wallNow, leaseMs);
        const notifications = due.length === 0 ? [] : await leaseNotifications(tx, due, leasedUntil);
        return { notifications, next, isRoundOver };
      });
      course = isAskedAfresh ? afresh(claimed.next) : claimed.next;
      lastCount = claimed.notifications.length;
      return claimed;
    },
    lookAfresh,
    lookAgain() {
      if (lastCount === 0 || performance.now() - lookedAfreshMs >= freshLookMs) lookAfresh();
    },
  };
}

/** A walk comes by everything anyway. */
const afresh = (course: Course): Course =>
  course.along === "oldest" ? oldestFirst : course.along === "backlogs" ? newWalk : course;

/** One look: by which times, and how many places were free when it began. */
type Look = Pick<ClaimerDeps, "places" | "enough"> & Times & { readonly room: number };

function findDue(tx: Tx, look: Look, course: Course): Promise<Found> {
  if (course.along === "oldest") return lookAtOldest(tx, look, course.from);
  return course.along === "walk" ? walk(tx, look, course.after) : followBacklogs(tx, look, course.backlogs);
}

/** Twice as many as there are places: enough to see whether the places are what is short. */
async function lookAtOldest(tx: Tx, look: Look, from: Instant): Promise<Found> {
  const { places, room, wallNow, enough } = look;
  const listed = await listDue(tx, { ...look, from, countMax: room * 2 });
  const due = places.choose(listed, wallNow);
  const isMoreDue = listed.length === room * 2;
  if (isMoreDue && due.length < room) return walk(tx, look, "");
  if (isMoreDue) return { due, next: { along: "oldest", from: firstLeft(listed, due) }, isRoundOver: true };
  return { due, next: oldestFirst, isRoundOver: from === start || due.length >= enough };
}

async function walk(tx: Tx, look: Look, after: string): Promise<Found> {
  const waiting = await listWaitingDestinations(tx, { after, now: look.now, countMax: destinationsMax });
  const inTurn = waiting.filter(({ isDue }) => isDue).map(({ destination }) => ({ destination, from: start }));
  const { due, left, stoppedAt } = await takeInTurns(tx, look, inTurn);
  const seenTo = stoppedAt ?? (waiting.length === destinationsMax ? waiting.at(-1)?.destination : undefined);
  const isWholeRound = after === "" && waiting.length < destinationsMax;
  if (isWholeRound && left.length === 0) return { due, next: oldestFirst, isRoundOver: true };
  if (isWholeRound) return { due, next: { along: "backlogs", backlogs: left }, isRoundOver: stoppedAt === undefined };
  if (seenTo === undefined) return { due, next: newWalk, isRoundOver: true };
  return { due, next: { along: "walk", after: seenTo }, isRoundOver: false };
}

async function followBacklogs(tx: Tx, look: Look, backlogs: readonly Backlog[]): Promise<Found> {
  const { due, left } = await takeInTurns(tx, look, backlogs);
  const isMoreLeft = left.length > 0;
  return { due, next: isMoreLeft ? { along: "backlogs", backlogs: left } : newWalk, isRoundOver: isMoreLeft };
}

type Taken = Pick<Found, "due"> & {
  /** Those that have more than was taken: first the ones that had no turn. */
  readonly left: readonly Backlog[];
  /** The last one, when no places were left for those after it. */
  readonly stoppedAt: string | undefined;
};

async function takeInTurns(tx: Tx, look: Look, backlogs: readonly Backlog[]): Promise<Taken> {
  const { places, room, wallNow } = look;
  const turns: { readonly backlog: Backlog; readonly listed: readonly DueNotification[]; readonly isMore: boolean }[] =
    [];
  let free = room;
  let stoppedAt: string | undefined;
  for (const backlog of places.choose(backlogs, wallNow)) {
    const { destination, from } = backlog;
    const countMax = Math.min(perDestinationMax, free, places.roomFor(destination, wallNow));
    const listed = await listDueOf(tx, { ...look, destination, from, countMax });
    turns.push({ backlog, listed, isMore: listed.length === countMax });
    free -= listed.length;
    if (free > 0) continue;
    stoppedAt = destination;
    break;
  }
  const due = places.choose(
    turns.flatMap(({ listed }) => listed),
    wallNow,
  );
  const withTurn = new Set(turns.map(({ backlog }) => backlog));
  const withMore = turns
    .filter(({ isMore }) => isMore)
    .map(({ backlog, listed }) => ({ ...backlog, from: firstLeft(listed, due) }));
  return { due, left: [...backlogs.filter((backlog) => !withTurn.has(backlog)), ...withMore], stoppedAt };
}

/** When the first was due that was listed and not taken; if all were, the last. */
function firstLeft(listed: readonly DueNotification[], taken: readonly DueNotification[]): Instant {
  const among = new Set(taken);
  return (listed.find((due) => !among.has(due)) ?? listed.at(-1))?.dueAt ?? start;
}
