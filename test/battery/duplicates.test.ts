import { afterAll, beforeAll, expect, test } from "vitest";
import { newMessage, type SampleMessage } from "../conformance/sample-messages.ts";
import { createTestStore, type TestStore } from "../support/engines.ts";
import { createHome, prepareHome, type PreparedHome, removeHome, withStore } from "../support/gateway-process.ts";
import type { RawReply } from "../support/raw-http.ts";
import { type Replicas, startReplicas } from "../support/replicas.ts";
import { findReplyFault, readMessage, sandboxPath, signedBytes } from "../support/signed-request.ts";
import { forEachConcurrently, report } from "./battery-run.ts";

const replicaCount = 3;
const connectionsPerReplica = 64;
const operation = "createPaymentSession";

let store: TestStore;
let home: PreparedHome;
let replicas: Replicas;

beforeAll(async () => {
  store = await createTestStore("postgres", "empty");
  home = await prepareHome(createHome(store.url));
  replicas = await startReplicas(home, { count: replicaCount, connectionsMax: connectionsPerReplica });
});

afterAll(async () => {
  await replicas.stop();
  removeHome(home);
  await store.close();
});

type Asked = { readonly requestId: string; readonly bytes: Buffer; readonly amount: string };
type Answered = Asked & { readonly reply: RawReply };

/** Sends all of it, each to the next replica, as many at once as there are connections. */
async function sendAll(asked: readonly Asked[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  await forEachConcurrently(asked.length, replicaCount * connectionsPerReplica, async (index) => {
    const one = asked[index] as Asked;
    answered.push({ ...one, reply: await replicas.send(index, one.bytes) });
  });
  const call = { method: "POST", path: sandboxPath(operation), clientId: home.merchant.clientId };
  const faults = answered.flatMap(({ reply }) => findReplyFault(call, reply, home.gatewayKey) ?? []);
  expect(faults).toEqual([]);
  return answered;
}

async function toAsked(message: SampleMessage, amount: string): Promise<Asked> {
  const priced = { ...message, paymentAmount: { currency: "SGD", value: amount } };
  return { requestId: message.paymentRequestId, amount, bytes: await signedBytes(home.merchant, operation, priced) };
}

const groupById = (answered: readonly Answered[]): Answered[][] => [
  ...Map.groupBy(answered, ({ requestId }) => requestId).values(),
];

/** How many rows each of these ids has; an id without a row is missing. */
const countRows = (requestIds: ReadonlySet<string>): Promise<Map<string, number>> =>
  withStore(home, async ({ connection }) => {
    const rows = await connection.selectFrom("payment_sessions").select("payment_request_id").execute();
    const counts = new Map<string, number>();
    for (const { payment_request_id: id } of rows) if (requestIds.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  });

test("10,000 concurrent duplicates over three replicas open one session for each id and get one answer", async () => {
  const idCount = 500;
  const copies = 20;
  const originals = await Promise.all(Array.from({ length: idCount }, () => toAsked(newMessage(), "10050")));
  const startedAt = performance.now();
  const answered = await sendAll(originals.flatMap((asked) => Array.from({ length: copies }, () => asked)));
  const seconds = (performance.now() - startedAt) / 1000;
  const groups = groupById(answered);
  const different = groups.filter((group) => new Set(group.map(({ reply }) => reply.body.toString())).size !== 1);
  report(
    `duplicates: ${answered.length} in ${seconds.toFixed(1)} s over ${replicaCount} replicas, ` +
      `${groups.length} ids, ${different.length} of them with more than one answer`,
  );
  expect(answered).toHaveLength(idCount * copies);
  expect(different).toEqual([]);
  expect(new Set(answered.map(({ reply }) => readMessage(reply).result.resultCode))).toEqual(new Set(["SUCCESS"]));
  expect(new Set(answered.map(({ reply }) => readMessage(reply)["paymentSessionId"])).size).toBe(idCount);
  const counts = await countRows(new Set(originals.map(({ requestId }) => requestId)));
  expect([counts.size, new Set(counts.values())]).toEqual([idCount, new Set([1])]);
});

test("of 10,000 concurrent requests that share an id but not an amount, one amount wins and all others are refused", async () => {
  const idCount = 500;
  const amounts = ["10001", "10002", "10003", "10004"];
  const copies = 5;
  const asked: Asked[] = [];
  for (let id = 0; id < idCount; id++) {
    const message = newMessage();
    const variants = await Promise.all(amounts.map((amount) => toAsked(message, amount)));
    for (let copy = 0; copy < copies; copy++) asked.push(...variants);
  }
  const answered = await sendAll(asked);
  const groups = groupById(answered);
  const broken = groups.filter((group) => !isOneWinner(group));
  report(
    `conflicts: ${answered.length} requests for ${groups.length} ids, ${broken.length} without exactly one winner`,
  );
  expect(broken.map((group) => group.map(describeAnswer))).toEqual([]);
  const counts = await countRows(new Set(asked.map(({ requestId }) => requestId)));
  expect([counts.size, new Set(counts.values())]).toEqual([idCount, new Set([1])]);
});

/** Everybody with the winning amount has the same session, everybody else PROCESS_FAIL. */
function isOneWinner(group: readonly Answered[]): boolean {
  const winners = group.filter(({ reply }) => readMessage(reply).result.resultCode === "SUCCESS");
  const [first] = winners;
  if (!first) return false;
  return group.every(({ amount, reply }) =>
    amount === first.amount
      ? reply.body.equals(first.reply.body)
      : readMessage(reply).result.resultCode === "PROCESS_FAIL",
  );
}

const describeAnswer = ({ amount, reply }: Answered): string =>
  `${amount}: ${readMessage(reply).result.resultCode} ${String(readMessage(reply)["paymentSessionId"])}`;
