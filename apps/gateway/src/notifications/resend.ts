import type { Db } from "../db/index.ts";
import type { Clock, Instant } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { requeueNotification, requeueSince } from "./store.ts";

type Deps = { readonly db: Db; readonly clock: Clock; readonly nudgeNotifications: () => void };

/** Sends one notification again, whatever became of it; false when the merchant has none of that id, or no address. */
export async function resendNotification(deps: Deps, merchant: Merchant, notificationId: string): Promise<boolean> {
  const isFound = await requeueNotification(deps.db.connection, toScope(deps, merchant), notificationId);
  if (isFound) deps.nudgeNotifications();
  return isFound;
}

/** Sends everything again that was created since then and not acknowledged; answers how many. */
export async function resendSince(deps: Deps, merchant: Merchant, since: Instant): Promise<number> {
  const count = await requeueSince(deps.db.connection, toScope(deps, merchant), since);
  if (count > 0) deps.nudgeNotifications();
  return count;
}

const toScope = ({ clock }: Deps, { clientId, notifyUrl }: Merchant) => ({
  clientId,
  now: clock.now(),
  url: notifyUrl,
});
