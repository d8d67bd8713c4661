import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "../../apps/gateway/src/db/index.ts";
import { toInstant } from "../../apps/gateway/src/kernel/index.ts";
import { createTestStore, type TestStore } from "../support/engines.ts";
import { findSerialOrder } from "../support/serial-order.ts";
import { chooseSeed, countFromEnv, forEachConcurrently, report } from "./battery-run.ts";
import { type History, type Plan, playHistory } from "./histories/history.ts";
import { amountMinor, keyOf, model, type Operation, type State } from "./histories/model.ts";

/*
 * Random histories of operations on one payment at once, on three replicas over one PostgreSQL: pay against pay, cancel
 * against pay, expiry against pay, capture against capture and cancel, refund against refund and cancel. Each must be
 * explained by some order in which the operations could have run one after another, and the acquirer's books must agree.
 *
 *   OPENCASHIER_HISTORIES   how many; 1,000,000 for a night
 */

const historiesDefault = 20_000;
const concurrency = 12;
const dayMs = 24 * 60 * 60_000;

let store: TestStore;
let dbs: readonly Db[];

beforeAll(async () => {
  store = await createTestStore("postgres", "migrated");
  dbs = await Promise.all([store.open(), store.open(), store.open()]);
});

afterAll(() => store.close());

const amounts = fc.constantFrom(1, 50, 4_000, 5_025, 6_050, amountMinor);
const moves = fc.oneof(
  fc.record({ name: fc.constantFrom("capture" as const, "refund" as const), minor: amounts }),
  fc.constantFrom<Operation>({ name: "cancel" }, { name: "inquiry" }),
);
const tries = fc.constantFrom<Operation>(
  { name: "approve" },
  { name: "approve" },
  { name: "decline" },
  { name: "cancel" },
);
const paid: readonly (readonly Operation[])[] = [[{ name: "approve" }]];

/** Either the race is about who pays, or about what follows a payment. */
const plansOf = (withExpiry: boolean): fc.Arbitrary<Omit<Plan, "start">> => {
  const race = withExpiry
    ? fc
        .array(tries, { minLength: 1, maxLength: 3 })
        .map((found): readonly Operation[] => [{ name: "expire" }, ...found])
    : fc.array(tries, { minLength: 2, maxLength: 4 });
  const following = fc.array(moves, { minLength: 2, maxLength: 5 });
  return fc.record({
    isManual: fc.boolean(),
    rounds: fc.oneof(
      race.map((round) => [round]),
      fc.tuple(race, following).map((rounds) => [...rounds]),
      fc.tuple(following, following).map((rounds) => [...paid, ...rounds]),
    ),
  });
};

function explain({ calls, found, faults }: History, { isManual }: Plan): string | undefined {
  if (faults.length > 0) return faults.join("; ");
  const start: State = { status: "NONE", isManual, captured: 0, refunded: 0, isExpired: false, isTried: false };
  const isEnd = ({ status, captured, refunded }: State): boolean =>
    status === found.status && captured === found.captured && refunded === found.refunded;
  return findSerialOrder(calls, model, { start, isEnd, keyOf }) ? undefined : "no order explains it";
}

async function play(plan: Plan): Promise<void> {
  const history = await playHistory(dbs, plan);
  const complaint = explain(history, plan);
  if (complaint === undefined) return;
  throw new Error(`${complaint}\n${JSON.stringify({ plan, history }, undefined, 1)}`);
}

test(
  "every history of concurrent operations is explained by a legal serial order, and no money moves twice",
  async () => {
    const count = countFromEnv("OPENCASHIER_HISTORIES", historiesDefault);
    const seed = chooseSeed();
    const expiryCount = Math.ceil(count / 20);
    const start = toInstant(Date.UTC(2026, 10, 22));
    const quiet = fc.sample(plansOf(false), { numRuns: count - expiryCount, seed });
    const began = performance.now();
    await forEachConcurrently(quiet.length, concurrency, async (index) => {
      const plan = quiet[index];
      if (plan) await play({ ...plan, start });
    });
    // A clock that moves brings other payments' ends with it, so these run alone, each later than the one before.
    const moving = fc.sample(plansOf(true), { numRuns: expiryCount, seed });
    for (const [index, plan] of moving.entries())
      await play({ ...plan, start: toInstant(start + (index + 30) * dayMs) });
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    report(
      `${count} histories on three replicas explained, ${expiryCount} of them with an expiry, ${seconds} s, seed ${seed}`,
    );
    expect(count).toBeGreaterThan(0);
  },
  24 * 60 * 60_000,
);
