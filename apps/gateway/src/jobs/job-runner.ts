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
  /** Runs this job, or every one, now rather than at its time. */
  readonly nudge: (name?: string) => void;
  /** Begins no further round; resolves when the rounds under way are over. */
  readonly stop: () => Promise<void>;
};

export type JobRunnerOptions = {
  readonly jobs: readonly Job[];
  readonly log: { readonly error: (details: object, message: string) => void };
  /** After a first failure; doubled with each further one, up to a minute. 1 s unless told. */
  readonly failurePauseMs?: number;
};

const failurePauseMsDefault = 1_000;
const failurePauseMsMax = 60_000;

export function startJobs({ jobs, log, failurePauseMs = failurePauseMsDefault }: JobRunnerOptions): JobRunner {
  const loops = jobs.map((job) => startLoop(job, { log, failurePauseMs }));
  return {
    nudge(name) {
      for (const loop of loops) if (name === undefined || loop.name === name) loop.nudge();
    },
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

type LoopOptions = Required<Pick<JobRunnerOptions, "log" | "failurePauseMs">>;

function startLoop(job: Job, { log, failurePauseMs }: LoopOptions) {
  const sleep = createSleep();
  let isStopped = false;
  let failures = 0;

  /** Answers how long to pause. */
  async function round(): Promise<number> {
    try {
      const count = await job.run();
      failures = 0;
      return count > 0 ? 0 : job.everyMs;
    } catch (error) {
      const pauseMs = Math.min(failurePauseMs * 2 ** failures, failurePauseMsMax);
      failures += 1;
      log.error({ err: error, job: job.name, pauseMs }, "a job failed; it is tried again");
      return pauseMs;
    }
  }

  async function loop(): Promise<void> {
    for (;;) {
      const pauseMs = await round();
      if (isStopped) return;
      if (pauseMs > 0) await sleep.pause(pauseMs);
      if (isStopped) return;
    }
  }

  const running = loop();
  return {
    name: job.name,
    nudge: () => sleep.wake(),
    async stop() {
      isStopped = true;
      sleep.wake();
      await running;
    },
  };
}

/** A pause that ends early when woken; a wake while nobody pauses ends the next pause at once. */
function createSleep() {
  let wakePauser: (() => void) | undefined;
  let isWoken = false;
  return {
    wake() {
      isWoken = true;
      wakePauser?.();
    },
    async pause(ms: number): Promise<void> {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms).unref();
          wakePauser = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wakePauser = undefined;
      isWoken = false;
    },
  };
}
