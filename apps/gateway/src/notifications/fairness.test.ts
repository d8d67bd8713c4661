import { verify } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestStore, engines, type TestStore } from "../../../../test/support/engines.ts";
import {
  acknowledgement,
  type MerchantServer,
  type Received,
  startMerchantServer,
} from "../../../../test/support/merchant-server.ts";
import { makeOutbox, type OutboxFixture } from "../../../../test/support/outbox-fixture.ts";
import type { Db } from "../db/index.ts";
import { placeLimits } from "./places.ts";
import { deriveWebhookKey } from "./webhook-key.ts";

const webhookKey = deriveWebhookKey({ deriveKey: () => Buffer.alloc(32, 7) });

const hostOf = ({ headers }: Received): string => headers.host?.split(":")[0] ?? "";
const idOf = ({ headers }: Received): string => String(headers["webhook-id"]);

describe.each(engines)("many receivers on %s", (engine) => {
  let store: TestStore;
  let db: Db;
  let server: MerchantServer;
  let outbox: OutboxFixture;
  const url = (host: string): string => `http://${host}:${server.port}/notify`;
  const enqueueMany = async (host: string, count: number): Promise<void> => {
    for (let place = 0; place < count; place++) await outbox.enqueue(url(host));
  };
  const countFor = (host: string): number => server.received.filter((received) => hostOf(received) === host).length;

  beforeEach(async () => {
    store = await createTestStore(engine, "migrated");
    db = await store.open();
    server = await startMerchantServer();
    outbox = makeOutbox(db, { webhookKey, stopGraceMs: 1 });
  });
  afterEach(async () => {
    await outbox.deliverer.stop();
    await server.close();
    await store.close();
  });

  const shops = Array.from({ length: 12 }, (_, place) => `shop-${place}.example`);

  test.each([
    ["answers nothing", { isHeld: true }, placeLimits.each.untried, placeLimits.each.untried],
    ["refuses at once", { status: 500 }, placeLimits.each.untried + placeLimits.failingTriesPerSecond, 0],
  ])("one that %s and is flooded holds nobody else up", async (_, bad, badMax, heldCount) => {
    await enqueueMany("dead.example", 400); // All older than the rest, and more than one look at the oldest shows.
    outbox.clock.advance(1_000);
    for (const shop of shops) await enqueueMany(shop, 5);
    server.answer((received) => (hostOf(received) === "dead.example" ? bad : acknowledgement));
    await outbox.drain(heldCount);
    for (const shop of shops) expect(countFor(shop)).toBe(5);
    expect(countFor("dead.example")).toBeGreaterThan(0);
    expect(countFor("dead.example")).toBeLessThanOrEqual(badMax);
  });

  test("one with a long backlog gets all of it, and so does one whose news comes while it is delivered", async () => {
    await enqueueMany("long.example", 600); // More than one look at the oldest shows, so that the walk begins.
    await outbox.deliverer.deliverDue();
    await enqueueMany("late.example", 3);
    await outbox.drain();
    expect(countFor("long.example")).toBe(600);
    expect(countFor("late.example")).toBe(3);
    const placeOfLast = server.received.findLastIndex((received) => hostOf(received) === "late.example");
    expect(placeOfLast).toBeLessThan(400);
  });

  test("one that comes back gets all it has missed", async () => {
    await enqueueMany("shop.example", 100);
    let isBack = false;
    server.answer(() => (isBack ? acknowledgement : { status: 503 }));
    await outbox.drain();
    isBack = true;
    for (let minute = 0; minute < 2; minute++) {
      outbox.clock.advance(60_000);
      outbox.wallClock.advance(60_000);
      await outbox.drain();
    }
    const statuses = (await outbox.list()).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(["DELIVERED"]));
  });

  test("headers of Standard Webhooks verify with the public key, and the id stays over all tries", async () => {
    server.answer({ status: 500 });
    await outbox.enqueue(url("shop.example"));
    await outbox.drain();
    outbox.clock.advance(120_000);
    outbox.wallClock.advance(120_000);
    await outbox.drain();
    const [first, second] = server.received as [Received, Received];
    expect(idOf(second)).toBe(idOf(first));
    expect(second.headers["webhook-timestamp"]).not.toBe(first.headers["webhook-timestamp"]);
    const spki = Buffer.concat([
      Buffer.from("302a300506032b6570032100", "hex"),
      Buffer.from(webhookKey.publicKeyText.replace("whpk_", ""), "base64"),
    ]);
    for (const received of [first, second]) {
      const [version, signature = ""] = String(received.headers["webhook-signature"]).split(",");
      const signed = Buffer.from(`${idOf(received)}.${received.headers["webhook-timestamp"]}.${received.body}`);
      expect(version).toBe("v1a");
      const key = { key: spki, format: "der", type: "spki" } as const;
      expect(verify(null, signed, key, Buffer.from(signature, "base64"))).toBe(true);
    }
  });
});

test("of several workers on PostgreSQL no two ever send the same notification", async () => {
  const store = await createTestStore("postgres", "migrated");
  const server = await startMerchantServer();
  const [first, ...others] = await Promise.all(
    [1, 2, 3].map(async () => makeOutbox(await store.open(), { webhookKey, clientId: "SANDBOX_SHARED" })),
  );
  const workers = [first as OutboxFixture, ...others];
  for (let count = 0; count < 300; count++) {
    await workers[0]?.enqueue(`http://shop-${count % 20}.example:${server.port}/`);
  }
  await Promise.all(workers.map((worker) => worker.drain()));
  expect(server.received).toHaveLength(300);
  expect(new Set(server.received.map(idOf)).size).toBe(300);
  expect(workers.flatMap(({ warnings }) => warnings)).toEqual([]);
  for (const worker of workers) await worker.deliverer.stop();
  await server.close();
  await store.close();
});
