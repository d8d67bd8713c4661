import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createTestStore, engines, type TestStore } from "../../../../test/support/engines.ts";
import { systemClock } from "../kernel/index.ts";
import { parseDurationText } from "./duration.ts";
import { createSandboxClock } from "./sandbox-clock.ts";

const hourMs = 3_600_000;

describe.each(engines)("the sandbox clock on %s", (engine) => {
  let store: TestStore;
  beforeEach(async () => {
    store = await createTestStore(engine, "migrated");
  });
  afterEach(() => store.close());

  test("runs with the real one until it is moved, and then ahead of it by as much", async () => {
    const clock = await createSandboxClock({ db: await store.open(), refreshMs: 0 });
    expect(clock.show().offsetMs).toBe(0);
    await clock.advance(hourMs);
    await clock.advance(1);
    expect(clock.show().offsetMs).toBe(hourMs + 1);
    const aheadMs = clock.now() - systemClock.now();
    expect(aheadMs).toBeGreaterThan(hourMs - 1_000);
    expect(aheadMs).toBeLessThanOrEqual(hourMs + 1);
    await clock.reset();
    expect(clock.show().offsetMs).toBe(0);
  });

  test("is the same for every process on the store, and tells each once that it was moved", async () => {
    const db = await store.open();
    const onMoved = vi.fn<() => void>();
    const here = await createSandboxClock({ db, refreshMs: 0 });
    const there = await createSandboxClock({ db, refreshMs: 0, onMoved });
    await here.advance(hourMs);
    await there.refresh();
    await there.refresh();
    expect(there.show().offsetMs).toBe(hourMs);
    expect(onMoved).toHaveBeenCalledTimes(1);
    const later = await createSandboxClock({ db, refreshMs: 0 });
    expect(later.show().offsetMs).toBe(hourMs);
  });

  test("adds up what several move at once", async () => {
    const db = await store.open();
    const clocks = await Promise.all([1, 2, 3, 4].map(() => createSandboxClock({ db, refreshMs: 0 })));
    await Promise.all(clocks.map((clock) => clock.advance(hourMs)));
    await Promise.all(clocks.map((clock) => clock.refresh()));
    expect(clocks.map((clock) => clock.show().offsetMs)).toEqual([1, 2, 3, 4].map(() => 4 * hourMs));
  });

  test("follows another process by itself", async () => {
    const db = await store.open();
    const moved = Promise.withResolvers<void>();
    const follower = await createSandboxClock({ db, refreshMs: 5, onMoved: moved.resolve });
    const mover = await createSandboxClock({ db, refreshMs: 0 });
    await mover.advance(hourMs);
    await moved.promise;
    expect(follower.show().offsetMs).toBe(hourMs);
    follower.stop();
  });

  test.each([0, -1, 1.5, Number.NaN])("is not moved by %d ms", async (durationMs) => {
    const clock = await createSandboxClock({ db: await store.open(), refreshMs: 0 });
    await expect(clock.advance(durationMs)).rejects.toThrow("ahead by whole milliseconds");
  });
});

test.each([
  ["0", 0],
  ["30s", 30_000],
  ["5m", 300_000],
  ["24h", 86_400_000],
  ["7d", 604_800_000],
  ["-1h", undefined],
  ["1 h", undefined],
  ["1.5h", undefined],
  ["h", undefined],
  ["", undefined],
])("the duration %j is %s ms", (text, durationMs) => {
  expect(parseDurationText(text)).toBe(durationMs);
});
