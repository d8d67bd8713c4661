import { describe, expect, test } from "vitest";
import { createTestStore, engines, useDb } from "../../../../test/support/engines.ts";
import { movableClock, toInstant } from "../kernel/index.ts";
import { createMerchant, updateMerchant } from "./accounts.ts";
import { createMerchantDirectory } from "./directory.ts";

describe.each(engines)("the merchant directory on %s", (engine) => {
  const db = useDb(engine);

  async function open(clientId: string, options: { readonly countMax?: number } = {}) {
    const clock = movableClock(toInstant(1_795_000_000_000));
    const deps = { db: db(), clock };
    await createMerchant(deps, { clientId, displayName: "before", region: "US" });
    const rename = () => updateMerchant(deps, clientId, { displayName: "after" });
    return { clock, deps, rename, directory: createMerchantDirectory({ ...deps, ...options }) };
  }

  test("answers without the store once it has asked", async () => {
    const { directory } = await open("CACHED");
    expect(directory.cached("CACHED")).toBeUndefined();
    const [found, shared] = await Promise.all([directory.find("CACHED"), directory.find("CACHED")]);
    expect(found?.displayName).toBe("before");
    expect(shared).toBe(found);
    expect(directory.cached("CACHED")).toBe(found);
    expect(await directory.find("CACHED")).toBe(found);
  });

  test("never answers what is older than its staleness", async () => {
    const { clock, directory, rename } = await open("STALE");
    await directory.find("STALE");
    await rename();
    clock.advance(2_499);
    expect(directory.cached("STALE")?.displayName).toBe("before");
    clock.advance(2_501);
    expect(directory.cached("STALE")).toBeUndefined();
    expect((await directory.find("STALE"))?.displayName).toBe("after");
  });

  test("past half its staleness answers at once and learns of changes meanwhile", async () => {
    const { clock, directory, rename } = await open("HALF");
    await directory.find("HALF");
    await rename();
    clock.advance(2_500);
    expect(directory.cached("HALF")?.displayName).toBe("before");
    await expect.poll(() => directory.cached("HALF")?.displayName).toBe("after");
    clock.advance(2_600);
    expect(directory.cached("HALF")?.displayName).toBe("after");
  });

  test("asks again when the clock was set back, since it cannot know how old its answer is", async () => {
    const { clock, directory } = await open("BACK");
    await directory.find("BACK");
    clock.advance(-60_000);
    expect(directory.cached("BACK")).toBeUndefined();
  });

  test("forgets at once what is invalidated, an answer on its way included", async () => {
    const { directory, rename } = await open("FORGET");
    await directory.find("FORGET");
    const asked = directory.find("FORGET");
    directory.invalidate("FORGET");
    const late = directory.find("FORGET");
    directory.invalidate("FORGET");
    await Promise.all([asked, late]);
    expect(directory.cached("FORGET")).toBeUndefined();
    await rename();
    expect((await directory.find("FORGET"))?.displayName).toBe("after");
  });

  test("remembers for a second that a client id is unknown", async () => {
    const { clock, deps, directory } = await open("KNOWN");
    expect(await directory.find("UNKNOWN")).toBeUndefined();
    await createMerchant(deps, { clientId: "UNKNOWN", displayName: "new", region: "US" });
    expect(await directory.find("UNKNOWN")).toBeUndefined();
    clock.advance(1_000);
    expect((await directory.find("UNKNOWN"))?.displayName).toBe("new");
  });

  test("keeps a merchant through a flood of unknown and impossible client ids", async () => {
    const { directory } = await open("FLOODED", { countMax: 3 });
    await directory.find("FLOODED");
    for (let index = 0; index < 10; index++) await directory.find(`FLOOD${index}`);
    for (const impossible of ["", "a b", "\u0000", "x".repeat(10_000)]) {
      expect(await directory.find(impossible)).toBeUndefined();
    }
    expect(directory.cached("FLOODED")).toBeDefined();
  });

  test("holds no more merchants than its bound, and drops what it read longest ago", async () => {
    const { deps, directory } = await open("BOUND1", { countMax: 2 });
    for (const clientId of ["BOUND2", "BOUND3"])
      await createMerchant(deps, { clientId, displayName: "x", region: "US" });
    for (const clientId of ["BOUND1", "BOUND2", "BOUND3"]) await directory.find(clientId);
    expect(["BOUND1", "BOUND2", "BOUND3"].map((clientId) => directory.cached(clientId) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("with the store away answers what is fresh, and then passes the error on", async () => {
    const store = await createTestStore(engine, "migrated");
    const own = await store.open();
    const clock = movableClock(toInstant(1_795_000_000_000));
    await createMerchant({ db: own, clock }, { clientId: "AWAY", displayName: "here", region: "US" });
    const directory = createMerchantDirectory({ db: own, clock });
    await directory.find("AWAY");
    await store.close();
    clock.advance(3_000);
    expect((await directory.find("AWAY"))?.displayName).toBe("here");
    clock.advance(3_000);
    await expect(directory.find("AWAY")).rejects.toThrow("destroyed");
  });
});
