export type ClaimLoop = {
  /** Claims now, or joins the claim under way, which is then followed by another; answers how many it brought. */
  readonly ask: () => Promise<number>;
  /** Claims until a claim brings fewer than `againMin`. */
  readonly nudge: () => void;
  /** Resolves when no claim is under way and none will follow. */
  readonly stop: () => Promise<void>;
};

export type ClaimLoopOptions = {
  /** Answers how many it has brought. */
  readonly claim: () => Promise<number>;
  /** A claim that brings fewer has found nothing more to bring, or no place for it. */
  readonly againMin: number;
  readonly log: { readonly warn: (details: object, message: string) => void };
};

/** One claim at a time in this process, however many ask: what they ask for is the same work. */
export function createClaimLoop({ claim, againMin, log }: ClaimLoopOptions): ClaimLoop {
  let isStopped = false;
  let claiming: Promise<number> | undefined;
  let isAskedAgain = false;

  function ask(): Promise<number> {
    if (isStopped) return Promise.resolve(0);
    isAskedAgain = claiming !== undefined;
    claiming ??= claim().finally(() => {
      claiming = undefined;
      if (isAskedAgain) nudge();
    });
    return claiming;
  }

  async function claimAll(): Promise<void> {
    try {
      while ((await ask()) >= againMin);
    } catch (error) {
      log.warn({ err: error }, "due notifications could not be claimed");
    }
  }

  function nudge(): void {
    if (claiming) isAskedAgain = true;
    else void claimAll();
  }

  return {
    ask,
    nudge,
    async stop() {
      isStopped = true;
      await claiming?.catch(() => 0);
    },
  };
}
