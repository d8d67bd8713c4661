import type { Db, Tx } from "../db/index.ts";
import { addMs } from "../kernel/index.ts";
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

export type ClaimDeps = { readonly db: Db; readonly places: Pick<Places, "choose" | "room" | "roomFor"> };

export type Claim = Times & {
  readonly leaseMs: number;
  /** The last destination that the walk came to; blank begins it anew, undefined looks at the oldest first. */
  readonly walkedTo: string | undefined;
};

export type Claimed = {
  readonly notifications: readonly Notification[];
  /** For the next claim. */
  readonly walkedTo: string | undefined;
  /** False while destinations are left that this claim and those before it have not looked at. */
  readonly isRoundOver: boolean;
};

const destinationsMax = 64;
/** Of one destination at a time, so that a claim holds several; more come with the next. */
const perDestinationMax = 64;

/**
 * Takes due notifications for which there are places, and holds them for `leaseMs`. Two workers never hold the same one within
 * a lease.
 *
 *   oldest first ──more are due than places are open for──▶ walk ──a round took all that was due──▶ oldest first
 *
 * When many of the oldest belong to destinations that have no place, whatever waits behind them must not wait for them: the
 * walk goes from destination to destination, 64 a claim, and takes the oldest of each.
 */
export function claimDeliveries(deps: ClaimDeps, claim: Claim): Promise<Claimed> {
  return deps.db.transaction(async (tx) => {
    const found = claim.walkedTo === undefined ? await lookAtOldest(tx, deps, claim) : await walk(tx, deps, claim);
    const due = deps.places.choose(found.due, claim.wallNow);
    const leasedUntil = addMs(claim.wallNow, claim.leaseMs);
    const notifications = due.length === 0 ? [] : await leaseNotifications(tx, due, leasedUntil);
    return { notifications, walkedTo: found.walkedTo, isRoundOver: found.isRoundOver };
  });
}

type Found = Omit<Claimed, "notifications"> & { readonly due: readonly DueNotification[] };

/** Twice as many as there are places: enough to see whether the places are what is short. */
async function lookAtOldest(tx: Tx, deps: ClaimDeps, claim: Claim): Promise<Found> {
  const room = deps.places.room();
  const due = await listDue(tx, claim, room * 2);
  const isBlocked = due.length === room * 2 && deps.places.choose(due, claim.wallNow).length < room;
  return isBlocked ? walk(tx, deps, { ...claim, walkedTo: "" }) : { due, walkedTo: undefined, isRoundOver: true };
}

async function walk(tx: Tx, { places }: ClaimDeps, claim: Claim): Promise<Found> {
  const { walkedTo: after = "", now, wallNow } = claim;
  const waiting = await listWaitingDestinations(tx, { after, now, countMax: destinationsMax });
  const inTurn = waiting.filter(({ isDue }) => isDue);
  const open = places.choose(inTurn, wallNow);
  const due: DueNotification[] = [];
  let stoppedAt: string | undefined;
  let isMoreDue = open.length < inTurn.length;
  for (const { destination } of open) {
    const countMax = Math.min(perDestinationMax, places.roomFor(destination, wallNow));
    const found = await listDueOf(tx, { destination, now, wallNow, countMax });
    due.push(...found);
    isMoreDue ||= found.length === countMax;
    if (due.length < places.room()) continue;
    stoppedAt = destination;
    break;
  }
  if (stoppedAt !== undefined) return { due, walkedTo: stoppedAt, isRoundOver: false };
  if (waiting.length === destinationsMax) return { due, walkedTo: waiting.at(-1)?.destination, isRoundOver: false };
  return { due, walkedTo: after === "" && !isMoreDue ? undefined : "", isRoundOver: true };
}
