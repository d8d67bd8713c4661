import type { Spread } from "./statistics.ts";

/** One line of the result: what it is, what it came to, and what it should be. */
export type Figure = {
  readonly name: string;
  readonly spread: Spread;
  readonly target?: string;
  /** By the median. Absent without a target. */
  readonly isMet?: boolean;
};

export type Target = { readonly text: string; readonly isMet: (median: number) => boolean };

export const atLeast = (bound: number): Target => ({
  text: `≥ ${bound.toLocaleString("en")}`,
  isMet: (median) => median >= bound,
});

export const atMost = (bound: number, unit = ""): Target => ({
  text: `≤ ${bound.toLocaleString("en")}${unit}`,
  isMet: (median) => median <= bound,
});

export const toFigure = (name: string, spread: Spread, target?: Target): Figure => ({
  name,
  spread,
  ...(target && { target: target.text, isMet: target.isMet(spread.median) }),
});

const nameWidth = 66;
const medianWidth = 8;
const rangeWidth = 18;

/** `name   median [least–greatest]   ✓ target`; the range is left out where there was one run. */
export function toLine({ name, spread, target, isMet }: Figure): string {
  const { median, min, max } = spread;
  const range = min === max ? "" : `[${toText(min)}–${toText(max)}]`;
  const verdict = target === undefined ? "" : `${isMet ? "✓" : "✗"} ${target}`;
  return `${name.padEnd(nameWidth)} ${toText(median).padStart(medianWidth)} ${range.padEnd(rangeWidth)} ${verdict}`.trimEnd();
}

/** Three digits or so: more would claim what a shared machine cannot say. */
function toText(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(value >= 10 ? 1 : 2);
}
