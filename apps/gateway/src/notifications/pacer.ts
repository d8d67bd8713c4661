export type Pacer = {
  /** Resolves when the next delivery of the backlog may begin: at once while merchants ask nothing. */
  readonly turn: () => Promise<void>;
};

export type PacerOptions = {
  /** Whether merchants or buyers are being answered just now. */
  readonly isBusy: () => boolean;
  /** Real time in ms that never goes back. */
  readonly nowMs: () => number;
  readonly intervalMs: number;
};

/**
 * Spreads a backlog evenly while there are requests to answer: a delivery costs as much as an answer, so a whole day's
 * notifications, all due at once, would else make every merchant wait.
 */
export function createPacer({ isBusy, nowMs, intervalMs }: PacerOptions): Pacer {
  let nextAt = Number.NEGATIVE_INFINITY;
  return {
    turn() {
      if (!isBusy()) return Promise.resolve();
      const now = nowMs();
      nextAt = Math.max(now, nextAt + intervalMs);
      const waitMs = nextAt - now;
      return waitMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, waitMs));
    },
  };
}
