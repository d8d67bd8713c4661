export type AskLimitOptions = {
  /** Monotonic milliseconds: a sandbox clock that is moved must not open or close the gate. */
  readonly monotonicMs: () => number;
  readonly pauseMs: number;
  /** Names remembered; the one asked for longest ago is forgotten first. */
  readonly countMax: number;
};

/**
 * Whether a thing may be asked for again, by its name; a yes counts as asked. Each waiting buyer's browser polls, and an
 * acquirer should not feel that.
 */
export function createAskLimit({ monotonicMs, pauseMs, countMax }: AskLimitOptions): (name: string) => boolean {
  const askedAt = new Map<string, number>();
  return (name) => {
    const now = monotonicMs();
    const before = askedAt.get(name);
    if (before !== undefined && now - before < pauseMs) return false;
    askedAt.delete(name);
    askedAt.set(name, now);
    const [oldest] = askedAt.keys();
    if (askedAt.size > countMax && oldest !== undefined) askedAt.delete(oldest);
    return true;
  };
}
