import { expect, test } from "vitest";
import { createGroupCommit, GroupQueueFullError } from "./group-commit.ts";

/** A commit that a test lets through by hand. */
function createGate() {
  const groups: (readonly number[])[] = [];
  const passes: (() => void)[] = [];
  const commit = async (items: readonly number[]): Promise<string[]> => {
    groups.push(items);
    await new Promise<void>((resolve) => passes.push(resolve));
    return items.map((item) => `done ${item}`);
  };
  // Two: a commit that ends plans the next one within the first.
  const turn = async (): Promise<void> => {
    for (let turns = 0; turns < 2; turns++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { groups, commit, turn, pass: () => passes.shift()?.() };
}

test("items of one turn of the event loop, and those that arrive during a commit, go together in order", async () => {
  const gate = createGate();
  const add = createGroupCommit({ countMax: 10, commit: gate.commit });
  const first = [add(1), add(2)];
  await gate.turn();
  const second = [add(3), add(4), add(5)];
  await gate.turn();
  expect(gate.groups).toEqual([[1, 2]]);
  expect(add.queueSize()).toBe(3);
  gate.pass();
  expect(await Promise.all(first)).toEqual(["done 1", "done 2"]);
  await gate.turn();
  gate.pass();
  expect(await Promise.all(second)).toEqual(["done 3", "done 4", "done 5"]);
  expect(gate.groups).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
  expect(add.queueSize()).toBe(0);
});

test("no commit holds more than countMax items, and lanes bound how many are in flight", async () => {
  const gate = createGate();
  const add = createGroupCommit({ countMax: 2, laneCount: 2, commit: gate.commit });
  const results = [1, 2, 3, 4, 5].map((item) => add(item));
  await gate.turn();
  expect(gate.groups).toEqual([
    [1, 2],
    [3, 4],
  ]);
  gate.pass();
  gate.pass();
  await Promise.all(results.slice(0, 4));
  await gate.turn();
  gate.pass();
  expect(await results[4]).toBe("done 5");
});

test("an item that makes its group fail is refused alone; the others are committed", async () => {
  const add = createGroupCommit({
    countMax: 10,
    commit: async (items: readonly string[]) => {
      if (items.includes("poison")) throw new Error("refused");
      return items.map((item) => item.toUpperCase());
    },
  });
  const results = await Promise.allSettled(["a", "poison", "b"].map((item) => add(item)));
  expect(results).toEqual([
    { status: "fulfilled", value: "A" },
    { status: "rejected", reason: new Error("refused") },
    { status: "fulfilled", value: "B" },
  ]);
});

test("a store that is away rejects exactly the items it was asked for, and the next group is tried again", async () => {
  let isAway = true;
  const add = createGroupCommit({
    countMax: 2,
    commit: async (items: readonly number[]) => {
      if (isAway) throw new Error("away");
      return items;
    },
  });
  const lost = await Promise.allSettled([add(1), add(2)]);
  expect(lost.map((result) => result.status)).toEqual(["rejected", "rejected"]);
  isAway = false;
  expect(await Promise.all([add(3), add(4), add(5)])).toEqual([3, 4, 5]);
});

test("a full queue refuses at once and takes items again when it has room", async () => {
  const gate = createGate();
  const add = createGroupCommit({ countMax: 1, queueMax: 2, commit: gate.commit });
  const inFlight = add(1);
  await gate.turn();
  const waiting = [add(2), add(3)];
  await expect(add(4)).rejects.toBeInstanceOf(GroupQueueFullError);
  gate.pass();
  await inFlight;
  await gate.turn();
  const late = add(5);
  for (let passed = 0; passed < 3; passed++) {
    gate.pass();
    await gate.turn();
  }
  expect(await Promise.all([...waiting, late])).toEqual(["done 2", "done 3", "done 5"]);
});

test("a commit that answers too few results rejects its items instead of mixing them up", async () => {
  const add = createGroupCommit({ countMax: 5, commit: async () => [] as string[] });
  const results = await Promise.allSettled([add("a"), add("b")]);
  for (const result of results)
    expect(result).toMatchObject({ status: "rejected", reason: { name: "AssertionError" } });
});
