import { expect, test, vi } from "vitest";
import { createPacer } from "./pacer.ts";

test("turns are evenly spaced while there are requests to answer, and come at once when there are none", async () => {
  vi.useFakeTimers();
  try {
    let isBusy = true;
    const startedAt = performance.now();
    const pacer = createPacer({ isBusy: () => isBusy, nowMs: () => performance.now(), intervalMs: 10, gatherMs: 0 });
    const begunAfterMs: number[] = [];
    const turns = [1, 2, 3, 4].map(() => pacer.turn().then(() => begunAfterMs.push(performance.now() - startedAt)));
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(turns);
    expect(begunAfterMs).toEqual([0, 10, 20, 30]);
    isBusy = false;
    await pacer.turn();
    expect(performance.now() - startedAt).toBe(100);
  } finally {
    vi.useRealTimers();
  }
});

test("while there are requests to answer, those who gather go on together, and nobody waits when there are none", async () => {
  vi.useFakeTimers();
  try {
    let isBusy = true;
    const startedAt = performance.now();
    const pacer = createPacer({ isBusy: () => isBusy, nowMs: () => performance.now(), intervalMs: 0, gatherMs: 50 });
    const goneOnAfterMs: number[] = [];
    const gatherNow = (): Promise<number> =>
      pacer.gather().then(() => goneOnAfterMs.push(performance.now() - startedAt));
    const waits = [gatherNow()];
    await vi.advanceTimersByTimeAsync(49);
    waits.push(gatherNow());
    await vi.advanceTimersByTimeAsync(10);
    waits.push(gatherNow());
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(waits);
    expect(goneOnAfterMs).toEqual([50, 50, 109]);
    isBusy = false;
    await pacer.gather();
    expect(performance.now() - startedAt).toBe(159);
  } finally {
    vi.useRealTimers();
  }
});
