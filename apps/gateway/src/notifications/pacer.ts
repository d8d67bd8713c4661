export type Pacer = {
  /** Resolves when the next delivery of the backlog may begin: at once while merchants ask nothing. */
  readonly turn: () => Promise<void>;
  /** Resolves together with all others that wait, so that one commit records them; at once while merchants ask nothing. */
  readonly gather: () => Promise<void>;
};

export type PacerOptions = {
  /** Whether merchants or buyers are being answered just now. */
  readonly isBusy: () => boolean;
  /** Real time in ms that never goes back. */
  readonly nowMs: () => number;
  readonly intervalMs: number;
  /** How long the first of a gathering waits for more. */
  readonly gatherMs: number;
};

/**
 * Spreads a backlog evenly while there are requests to answer: a delivery costs as much as an answer, so a whole day's
 * notifications, all due at once, would else make every merchant wait.
 */
export function createPacer({ isBusy, nowMs, intervalMs, gatherMs }: PacerOptions): Pacer {
  let nextAt = Number.NEGATIVE_INFINITY;
  let gathering: Promise<void> | undefined;
  return {
    turn() {
      if (!isBusy()) return Promise.resolve();
      const now = nowMs();
      nextAt = Math.max(now, nextAt + intervalMs);
      const waitMs = nextAt - now;
      return waitMs <= 0 ? Promise.resolve() : pause(waitMs);
    },
    gather() {
      if (!isBusy()) return Promise.resolve();
      gathering ??= pause(gatherMs).finally(() => {
        gathering = undefined;
      });
      return gathering;
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
