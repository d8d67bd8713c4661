import { parseDurationText } from "../clock/index.ts";
import { UsageError } from "./usage-error.ts";

/** `30m`, `24h`, `7d` or `0` in milliseconds. Throws UsageError. */
export function parseDuration(text: string): number {
  const durationMs = parseDurationText(text);
  if (durationMs !== undefined) return durationMs;
  throw new UsageError(`${JSON.stringify(text)} is no duration. Write a number and s, m, h or d: 24h.`);
}
