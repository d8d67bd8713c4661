/**
 * Runs what has to be done by time rather than by a request. One loop a job, so that a slow or broken one holds up no
 * other; every job claims its work in the store, so any number of replicas may run the same.
 */
export type Job = {
  readonly name: string;
  /** One round; answers how much there was to do. Asked again at once while there is some. */
  readonly run: () => Promise<number>;
  /** Between rounds that found nothing. */
  readonly everyMs: number;
};

export type JobRunner = {
  /** Runs every job now rather than at its time. */
  readonly nudge: () => void;
  /** Begins no further round; resolves when the rounds under way are over. */
  readonly stop: () => Promise<void>;
};

export type JobRunnerOptions = {
  readonly jobs: readonly Job[];
  readonly log: { readonly error: (details: object, message: string) => void };
};

const failurePauseMs = 5_000;

export function startJobs({ jobs, log }: JobRunnerOptions): JobRunner {
  const loops = jobs.map((job) => startLoop(job, log));
  return {
    nudge: () => loops.forEach((loop) => loop.nudge()),
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function startLoop(job: Job, log: JobRunnerOptions["log"]) {
  let isStopped = false;
  let isNudged = false;
  let wake: (() => void) | undefined;
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const round = async (): Promise<number> => {
    try {
      return (await job.run()) > 0 ? 0 : job.everyMs;
    } catch (error) {
      log.error({ err: error, job: job.name }, "a job failed; it is tried again");
      return failurePauseMs;
    }
  };
  const loop = (async () => {
    while (!isStopped) {
      isNudged = false;
      const pauseMs = await round();
      if (!isStopped && !isNudged && pauseMs > 0) await pause(pauseMs);
    }
  })();
  return {
    nudge() {
      isNudged = true;
      wake?.();
    },
    async stop() {
      isStopped = true;
      wake?.();
      await loop;
    },
  };
}
