import type { Db } from "../db/index.ts";
import { addMs, assert, type Clock, type Instant, systemClock } from "../kernel/index.ts";
import { addClockOffset, clearClockOffset, readClockOffset } from "./store.ts";

/**
 * The clock of the sandbox: the real one, moved ahead by what the store says, the same for every replica. Expiry, retries,
 * capture windows and late settlements follow it; signatures and their time windows never do.
 */
export type SandboxClock = Clock & {
  readonly show: () => { readonly now: Instant; readonly offsetMs: number };
  /** Never back: what has happened by the clock has happened. */
  readonly advance: (durationMs: number) => Promise<void>;
  /** Back to real time. */
  readonly reset: () => Promise<void>;
  /** Reads what others have moved; the timer does so by itself. */
  readonly refresh: () => Promise<void>;
  readonly stop: () => void;
};

export type SandboxClockOptions = {
  readonly db: Db;
  /** How stale it may be, ms; 0 reads only when asked. */
  readonly refreshMs: number;
  /** Told when the clock was moved, here or elsewhere. */
  readonly onMoved?: () => void;
};

export async function createSandboxClock({ db, refreshMs, onMoved }: SandboxClockOptions): Promise<SandboxClock> {
  let offsetMs = await readClockOffset(db.connection);
  const refresh = async (): Promise<void> => {
    const read = await readClockOffset(db.connection);
    if (read === offsetMs) return;
    offsetMs = read;
    onMoved?.();
  };
  // A store that is away shows elsewhere; the clock goes on as it was.
  const timer = refreshMs > 0 ? setInterval(() => void refresh().catch(() => undefined), refreshMs).unref() : undefined;
  const now = (): Instant => addMs(systemClock.now(), offsetMs);
  return {
    now,
    show: () => ({ now: now(), offsetMs }),
    async advance(durationMs) {
      assert(Number.isSafeInteger(durationMs) && durationMs > 0, "the clock is moved ahead by whole milliseconds");
      await addClockOffset(db.connection, durationMs);
      await refresh();
    },
    async reset() {
      await clearClockOffset(db.connection);
      await refresh();
    },
    refresh,
    stop: () => clearInterval(timer),
  };
}
