/** A UTC instant: whole milliseconds since 1970-01-01T00:00:00Z. Text only at the edge, always with an offset. */
export type Instant = number & { readonly __brand: "Instant" };

/** The only source of "now". Sandbox clocks can be moved; nothing compares with the database's own clock. */
export type Clock = { readonly now: () => Instant };

export const systemClock: Clock = { now: () => Date.now() as Instant };

export const toInstant = (epochMs: number): Instant => epochMs as Instant;

export const addMs = (instant: Instant, durationMs: number): Instant => (instant + durationMs) as Instant;

/** A clock for tests and the sandbox: stands still until moved. */
export function movableClock(start: Instant): Clock & { advance: (durationMs: number) => void } {
  let current = start;
  return { now: () => current, advance: (durationMs) => (current = addMs(current, durationMs)) };
}

const minuteMs = 60_000;

/**
 * ISO 8601 with second precision and an offset, as the original prints it: `2026-11-22T03:15:00Z`
 * for offset 0, else `2026-11-22T11:15:00+08:00`.
 */
export function toIsoText(instant: Instant, offsetMinutes = 0): string {
  const local = new Date(instant + offsetMinutes * minuteMs).toISOString().slice(0, 19);
  if (offsetMinutes === 0) return `${local}Z`;
  const size = Math.abs(offsetMinutes);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${local}${offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const isoPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/** An ISO 8601 date-time and the offset its writer chose, or undefined when it is not one. */
export function parseIsoText(text: string): { instant: Instant; offsetMinutes: number } | undefined {
  const match = isoPattern.exec(text);
  if (!match) return undefined;
  const [, date, time, fraction = "", sign, hours = "0", minutes = "0"] = match;
  const utc = Date.parse(`${date}T${time}${fraction.slice(0, 4)}Z`);
  const offsetMinutes = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (Number.isNaN(utc) || Math.abs(offsetMinutes) > 14 * 60 || Number(minutes) > 59) return undefined;
  // Date.parse rolls 31 February over to March; a date that does not print back was never real.
  if (new Date(utc).toISOString().slice(0, 10) !== date) return undefined;
  return { instant: toInstant(utc - offsetMinutes * minuteMs), offsetMinutes: offsetMinutes || 0 };
}
