import { notificationPausesMinutes } from "@opencashier/protocol";
import { addMs, type Instant } from "../kernel/index.ts";

const minuteMs = 60_000;

/**
 * When the next try is due after so many failed ones, or undefined when that was the last.
 * Source: Antom, notifications: at once, then after 2 min, 10 min, 10 min, 1 h, 2 h, 6 h, 15 h, read 2026-11-22.
 */
export function nextTryAt(failedAt: Instant, attemptCount: number): Instant | undefined {
  const pause = notificationPausesMinutes[attemptCount];
  return pause === undefined ? undefined : addMs(failedAt, pause * minuteMs);
}
