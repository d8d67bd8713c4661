import { afterAll, beforeAll, expect, test } from "vitest";
import { newMessage } from "../conformance/sample-messages.ts";
import { createTestStore, type TestStore } from "../support/engines.ts";
import {
  createHome,
  type GatewayHome,
  openAccount,
  readGatewayKey,
  removeHome,
  withStore,
} from "../support/gateway-process.ts";
import { type Replicas, startReplicas } from "../support/replicas.ts";
import { findReplyFault, readMessage, sandboxPath, signedBytes } from "../support/signed-request.ts";
import { report } from "./battery-run.ts";

const replicaCount = 5;

let store: TestStore;
let home: GatewayHome;
let replicas: Replicas;
let startedMs: number;

beforeAll(async () => {
  store = await createTestStore("postgres", "empty");
  home = createHome(store.url);
  const startedAt = performance.now();
  replicas = await startReplicas(home, { count: replicaCount, connectionsMax: 2 });
  startedMs = performance.now() - startedAt;
});

afterAll(async () => {
  await replicas.stop();
  removeHome(home);
  await store.close();
});

test("five replicas that start at once on an empty PostgreSQL all come up, and migrate it once", async () => {
  report(`replicas: ${replicaCount} started at once on an empty database in ${(startedMs / 1000).toFixed(1)} s`);
  expect(replicas.gateways.map((gateway) => gateway.isRunning())).toEqual(Array(replicaCount).fill(true));
  const applied = await withStore(home, ({ connection }) =>
    connection.selectFrom("schema_migrations").select("number").orderBy("number").execute(),
  );
  const numbers = applied.map((migration) => Number(migration.number));
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
});

test("every replica signs with the one key, and answers for what any other began", async () => {
  // Throws unless exactly one is stored.
  const gatewayKey = await readGatewayKey(home);
  const merchant = await withStore(home, (db) => openAccount(db, "SANDBOX_5YREPLICA000000001"));
  const bytes = await signedBytes(merchant, "createPaymentSession", newMessage());
  const call = { method: "POST", path: sandboxPath("createPaymentSession"), clientId: merchant.clientId };
  const bodies = new Set<string>();
  for (let replica = 0; replica < replicaCount; replica++) {
    const reply = await replicas.send(replica, bytes);
    expect(findReplyFault(call, reply, gatewayKey)).toBeUndefined();
    expect(readMessage(reply).result.resultCode).toBe("SUCCESS");
    bodies.add(reply.body.toString());
  }
  expect(bodies.size).toBe(1);
});
