import { createSandboxClock, type SandboxClock } from "../clock/index.ts";
import { loadConfig } from "../config/index.ts";
import { toIsoText } from "../kernel/index.ts";
import { type CommonOptions, createContext, withStore } from "./command-context.ts";
import { parseDuration } from "./duration.ts";
import type { ExitCode } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";

export const runClockShow = (options: CommonOptions): Promise<ExitCode> => onClock(options, async () => undefined);

export async function runClockAdvance(duration: string, options: CommonOptions): Promise<ExitCode> {
  const durationMs = parseDuration(duration);
  if (durationMs === 0) throw new UsageError("Say how far: opencashier clock advance 1h.");
  return onClock(options, (clock) => clock.advance(durationMs));
}

export const runClockReset = (options: CommonOptions): Promise<ExitCode> => onClock(options, (clock) => clock.reset());

async function onClock(options: CommonOptions, change: (clock: SandboxClock) => Promise<void>): Promise<ExitCode> {
  const context = createContext(options);
  if (loadConfig(context.sources).mode === "production") {
    throw new UsageError("Production has no movable clock: real payments would expire and settle by it.");
  }
  const { now, offsetMs } = await withStore(context, async ({ db }) => {
    const clock = await createSandboxClock({ db, refreshMs: 0 });
    await change(clock);
    return clock.show();
  });
  context.output.result({ now: toIsoText(now), offsetMs }, () =>
    offsetMs === 0
      ? `The sandbox clock shows ${toIsoText(now)}, the real time.`
      : `The sandbox clock shows ${toIsoText(now)}, ${describe(offsetMs)} ahead. Gateways that run follow at once.`,
  );
  return 0;
}

const unitsMs = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** `1d 2h`. */
function describe(durationMs: number): string {
  let rest = durationMs;
  const parts = unitsMs.flatMap(([unit, unitMs]) => {
    const count = Math.floor(rest / unitMs);
    rest %= unitMs;
    return count > 0 ? [`${count}${unit}`] : [];
  });
  return parts.join(" ") || `${durationMs} ms`;
}
