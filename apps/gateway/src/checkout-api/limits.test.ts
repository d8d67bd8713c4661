import { describe, expect, test } from "vitest";
import { createAskLimit } from "./ask-limit.ts";
import { createDeclineLimit } from "./decline-limit.ts";

function fakeTime() {
  let now = 0;
  return { monotonicMs: () => now, pass: (durationMs: number) => (now += durationMs) };
}

describe("asking an acquirer about an attempt", () => {
  test("is let through once in a pause, for each attempt by itself", () => {
    const { monotonicMs, pass } = fakeTime();
    const mayAsk = createAskLimit({ monotonicMs, pauseMs: 3_000, countMax: 10 });
    expect([mayAsk("AT1"), mayAsk("AT1"), mayAsk("AT2")]).toEqual([true, false, true]);
    pass(2_999);
    expect(mayAsk("AT1")).toBe(false);
    pass(1);
    expect(mayAsk("AT1")).toBe(true);
  });

  test("forgets the attempt asked about longest ago when it knows too many", () => {
    const { monotonicMs } = fakeTime();
    const mayAsk = createAskLimit({ monotonicMs, pauseMs: 3_000, countMax: 2 });
    for (const name of ["AT1", "AT2", "AT3"]) mayAsk(name);
    expect([mayAsk("AT3"), mayAsk("AT2"), mayAsk("AT1")]).toEqual([false, false, true]);
  });
});

describe("declined cards", () => {
  const options = { burst: 3, perSecond: 2, merchantsMax: 2 };

  test("stop further tries once the merchant's bucket is empty, until a token is back", () => {
    const { monotonicMs, pass } = fakeTime();
    const limit = createDeclineLimit({ ...options, monotonicMs });
    for (let declines = 0; declines < 3; declines++) {
      expect(limit.waitMs("SANDBOX_A")).toBe(0);
      limit.count("SANDBOX_A");
    }
    expect(limit.waitMs("SANDBOX_A")).toBe(500);
    pass(250);
    expect(limit.waitMs("SANDBOX_A")).toBe(250);
    pass(250);
    expect(limit.waitMs("SANDBOX_A")).toBe(0);
  });

  test("of one merchant leave every other alone", () => {
    const limit = createDeclineLimit({ ...options, monotonicMs: () => 0 });
    for (let declines = 0; declines < 9; declines++) limit.count("SANDBOX_A");
    expect(limit.waitMs("SANDBOX_B")).toBe(0);
  });

  test("never owe more than one token, however many came at once", () => {
    const limit = createDeclineLimit({ ...options, monotonicMs: () => 0 });
    for (let declines = 0; declines < 100; declines++) limit.count("SANDBOX_A");
    expect(limit.waitMs("SANDBOX_A")).toBe(500);
  });
});
