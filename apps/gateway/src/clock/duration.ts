const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `24h`, `7d` or `0` in milliseconds; undefined when it is none of the kind. */
export function parseDurationText(text: string): number | undefined {
  if (text === "0") return 0;
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  return match ? Number(match[1]) * unitMs[match[2] as keyof typeof unitMs] : undefined;
}
