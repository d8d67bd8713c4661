import type { Model } from "../model.ts";
import { endingOf } from "./endings.ts";
import { showDecline } from "./show-decline.ts";
import { pausePolling } from "./waiting.ts";

const pauseMs = 10_000;
/** Longer than anybody looks at a screen that says "you need not wait". */
const askedMax = 180;

/**
 * Keeps asking while the buyer is left with "not decided yet", so that the screen tells the outcome once there is one. The page
 * has had its event for this attempt and hears no second one; its server is told by notification.
 */
export async function watchOutcome(model: Model): Promise<void> {
  const { phase, gateway } = model;
  const never = new AbortController().signal;
  const isUndecided = (): boolean => phase.peek() === "pending" || phase.peek() === "processing";
  for (let asked = 0; asked < askedMax && isUndecided(); asked++) {
    await pausePolling(pauseMs, never);
    const reply = await gateway().state({});
    if (!reply.isOk || !isUndecided() || ["PROCESSING", "ACTION"].includes(reply.value.status)) continue;
    const next = endingOf(reply.value).phase;
    if (phase.peek() === "pending" && (next === "ready" || next === "expired")) continue;
    model.state.value = reply.value;
    model.move(next);
    if (next === "ready") showDecline(model, { state: reply.value, hasLeftChallenge: false });
  }
}
