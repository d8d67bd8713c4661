import { assert } from "../kernel/index.ts";

/**
 * Turns many small commits into few. Items that arrive while a commit is in flight wait and go together in the next:
 *
 *   idle ──item──▶ planned ──end of this turn of the event loop──▶ in flight ──done──▶ planned (items wait) or idle
 *
 * No timed window: a 2 ms one was measured to gain nothing over HTTP and to cost its length when traffic is light. The
 * turn's end is waited for because requests that one poll of the sockets brought are then all here.
 */
export type GroupCommit<Item, Result> = {
  /**
   * Resolves with the item's result once it is committed. Rejects with what its own commit threw, or with
   * `GroupQueueFullError` at once.
   */
  (item: Item): Promise<Result>;
  /** Items waiting, those in flight left out. */
  readonly queueSize: () => number;
};

export type GroupCommitOptions<Item, Result> = {
  /** Items in one commit, at most. */
  readonly countMax: number;
  /** Items that may wait; 32 full groups unless told. */
  readonly queueMax?: number;
  /** Commits in flight at once; 1 unless told. */
  readonly laneCount?: number;
  /** Commits all items or none, and answers their results in the same order. May be asked again for an item that failed. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>;
};

/** More is waiting than the store keeps up with; the caller is told at once instead of timing out later. */
export class GroupQueueFullError extends Error {
  override readonly name = "GroupQueueFullError";
}

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
};

export function createGroupCommit<Item, Result>(options: GroupCommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const { countMax, queueMax = countMax * 32, laneCount = 1, commit } = options;
  const queue: Waiting<Item, Result>[] = [];
  let lanesFree = laneCount;
  let isPlanned = false;

  function plan(): void {
    if (isPlanned || lanesFree === 0 || queue.length === 0) return;
    isPlanned = true;
    setImmediate(start);
  }

  function start(): void {
    isPlanned = false;
    while (lanesFree > 0 && queue.length > 0) {
      lanesFree -= 1;
      void commitGroup(commit, queue.splice(0, countMax)).then(free);
    }
  }

  function free(): void {
    lanesFree += 1;
    plan();
  }

  const add = (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (queue.length >= queueMax) return reject(new GroupQueueFullError(`${queueMax} items wait to be committed`));
      queue.push({ item, resolve, reject });
      plan();
    });
  return Object.assign(add, { queueSize: () => queue.length });
}

/**
 * Settles every item of the group; never rejects. When a group fails, each item is tried alone, so that one bad item
 * harms only itself; together, so that a store that is away costs one timeout and not one per item.
 */
async function commitGroup<Item, Result>(
  commit: GroupCommitOptions<Item, Result>["commit"],
  group: readonly Waiting<Item, Result>[],
): Promise<void> {
  try {
    const results = await commit(group.map((waiting) => waiting.item));
    assert(results.length === group.length, "a group commit answers one result per item");
    for (const [index, waiting] of group.entries()) waiting.resolve(results[index] as Result);
  } catch (error) {
    const [only] = group;
    if (group.length === 1) only?.reject(error);
    else await Promise.all(group.map((waiting) => commitGroup(commit, [waiting])));
  }
}
