import { UsageError } from "./usage-error.ts";

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `24h`, `7d` or `0` in milliseconds. Throws UsageError. */
export function parseDuration(text: string): number {
  if (text === "0") return 0;
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  if (!match) throw new UsageError(`${JSON.stringify(text)} is no duration. Write a number and s, m, h or d: 24h.`);
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}
