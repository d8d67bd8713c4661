import { expect, test } from "vitest";
import { type Job, startJobs } from "./job-runner.ts";

const hourMs = 3_600_000;

/** A job whose rounds the test answers; `rounds` resolves once so many have begun. */
function makeJob(name: string, run: (round: number) => number | Promise<number>) {
  let count = 0;
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const job: Job = {
    name,
    everyMs: hourMs,
    run: async () => {
      count += 1;
      for (const waiter of waiting) if (count >= waiter.count) waiter.resolve();
      return run(count);
    },
  };
  const rounds = (wanted: number): Promise<void> =>
    new Promise((resolve) => (count >= wanted ? resolve() : waiting.push({ count: wanted, resolve })));
  return { job, rounds, count: () => count };
}

function makeLog() {
  const lines: object[] = [];
  return { lines, error: (details: object) => void lines.push(details) };
}

test("a job that has found something is asked again at once, and then rests", async () => {
  const busy = makeJob("busy", (round) => (round < 3 ? 1 : 0));
  const runner = startJobs({ jobs: [busy.job], log: makeLog() });
  await busy.rounds(3);
  await runner.stop();
  expect(busy.count()).toBe(3);
});

test("a job that throws or never ends stops no other, and its failure is logged", async () => {
  const broken = makeJob("broken", () => Promise.reject(new Error("the store is away")));
  const { promise: hang, resolve: end } = Promise.withResolvers<number>();
  const hanging = makeJob("hanging", () => hang);
  const sound = makeJob("sound", (round) => (round < 50 ? 1 : 0));
  const log = makeLog();
  const runner = startJobs({ jobs: [broken.job, hanging.job, sound.job], log });
  await sound.rounds(50);
  expect(log.lines).toMatchObject([{ job: "broken", pauseMs: 1_000, err: { message: "the store is away" } }]);
  end(0);
  await runner.stop();
});

test("a job that goes on failing pauses twice as long each time, until it succeeds", async () => {
  const flaky = makeJob("flaky", (round) => {
    if (round === 4) return 1;
    throw new Error(`round ${round}`);
  });
  const log = makeLog();
  const runner = startJobs({ jobs: [flaky.job], log, failurePauseMs: 1 });
  await flaky.rounds(6);
  await runner.stop();
  expect(log.lines.slice(0, 4)).toMatchObject([{ pauseMs: 1 }, { pauseMs: 2 }, { pauseMs: 4 }, { pauseMs: 1 }]);
});

test("a nudge runs a resting job at once, by its name or all", async () => {
  const first = makeJob("first", () => 0);
  const second = makeJob("second", () => 0);
  const runner = startJobs({ jobs: [first.job, second.job], log: makeLog() });
  await Promise.all([first.rounds(1), second.rounds(1)]);
  runner.nudge("first");
  await first.rounds(2);
  runner.nudge();
  await Promise.all([first.rounds(3), second.rounds(2)]);
  await runner.stop();
  expect([first.count(), second.count()]).toEqual([3, 2]);
});

test("a nudge during a round brings another one after it", async () => {
  const { promise: hang, resolve: end } = Promise.withResolvers<number>();
  const job = makeJob("job", (round) => (round === 1 ? hang : 0));
  const runner = startJobs({ jobs: [job.job], log: makeLog() });
  await job.rounds(1);
  runner.nudge();
  end(0);
  await job.rounds(2);
  await runner.stop();
  expect(job.count()).toBe(2);
});

test("a stop waits for the round under way and begins no other", async () => {
  const { promise: hang, resolve: end } = Promise.withResolvers<number>();
  const job = makeJob("job", () => hang);
  const runner = startJobs({ jobs: [job.job], log: makeLog() });
  await job.rounds(1);
  let isStopped = false;
  const stopped = runner.stop().then(() => (isStopped = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isStopped).toBe(false);
  end(1);
  await stopped;
  expect(job.count()).toBe(1);
});
