import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestStore, engines, type TestStore } from "../../../../test/support/engines.ts";
import { makeOutbox, outboxStart } from "../../../../test/support/outbox-fixture.ts";
import { addMs, movableClock } from "../kernel/index.ts";
import { type Claimer, createClaimer } from "./claim.ts";
import { createPlaces, placeLimits } from "./places.ts";

describe.each(engines)("claims from a long backlog on %s", (engine) => {
  let store: TestStore;
  let claimer: Claimer;
  let enqueueAt: (dueAfterMs: number, host?: string) => Promise<void>;
  const backlogCount = placeLimits.all * 2; // More than one look at the oldest shows.

  beforeEach(async () => {
    store = await createTestStore(engine, "migrated");
    const db = await store.open();
    const clock = movableClock(addMs(outboxStart, 60_000));
    claimer = createClaimer({ db, clock, wallClock: clock, places: createPlaces(), leaseMs: 20_000, enough: 16 });
    const outbox = makeOutbox(db);
    enqueueAt = (dueAfterMs, host = "shop.example") =>
      outbox.enqueue(`http://${host}/notify`, { now: addMs(outboxStart, dueAfterMs) });
    for (let place = 0; place < backlogCount; place++) await enqueueAt(1_000 + place);
  });
  afterEach(() => store.close());

  const claimDueTimes = async (): Promise<number[]> => {
    const { notifications } = await claimer.claim();
    return notifications.map(({ dueAt }) => Number(dueAt) - outboxStart).toSorted((a, b) => a - b);
  };
  const each = placeLimits.each.untried;
  const next = (from: number): number[] => Array.from({ length: each }, (_, place) => 1_000 + from + place);

  test("go on where the last one stopped", async () => {
    for (let turn = 0; turn < 4; turn++) expect(await claimDueTimes()).toEqual(next(turn * each));
  });

  test("take what became due before that place once they are asked to look afresh", async () => {
    await claimDueTimes();
    await enqueueAt(0);
    expect(await claimDueTimes()).toEqual(next(each));
    claimer.lookAfresh();
    expect(await claimDueTimes()).toContain(0);
  });

  test("take another destination's news beside the backlog once they are asked to look afresh", async () => {
    await claimDueTimes();
    await enqueueAt(50_000, "other.example");
    claimer.lookAfresh();
    expect(await claimDueTimes()).toContain(50_000);
  });
});
