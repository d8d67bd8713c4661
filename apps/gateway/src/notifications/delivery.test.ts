import { notificationPausesMinutes } from "@opencashier/protocol";
import { verifyNotification } from "../../../../packages/node-client/src/index.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestStore, engines, type TestStore } from "../../../../test/support/engines.ts";
import {
  acknowledgement,
  type Answer,
  type Received,
  type MerchantServer,
  startMerchantServer,
} from "../../../../test/support/merchant-server.ts";
import {
  gatewayKeyVersion,
  gatewayPair,
  makeOutbox,
  type OutboxFixture,
  outboxStart,
} from "../../../../test/support/outbox-fixture.ts";
import type { Db } from "../db/index.ts";
import { addMs } from "../kernel/index.ts";
import { merchantWith } from "../../../../test/support/payment-session-bodies.ts";
import { listDeliveryAttempts, resendNotification, resendSince } from "./index.ts";

const minuteMs = 60_000;

describe.each(engines)("the outbox on %s", (engine) => {
  let store: TestStore;
  let db: Db;
  let receiver: MerchantServer;
  let outbox: OutboxFixture;
  const url = (path = "/notify?shop=7&n=%C3%A9"): string => `http://shop.example:${receiver.port}${path}`;

  beforeEach(async () => {
    store = await createTestStore(engine, "migrated");
    db = await store.open();
    receiver = await startMerchantServer();
    outbox = makeOutbox(db);
  });
  afterEach(async () => {
    receiver.release();
    await outbox.deliverer.stop();
    await receiver.close();
    await store.close();
  });

  const only = async () => {
    const [notification, ...rest] = await outbox.list();
    if (!notification || rest.length > 0) throw new Error("one notification is expected");
    return notification;
  };
  const attempts = async () => listDeliveryAttempts(db.connection, outbox.clientId, (await only()).notificationId);
  const verify = (received: Received) =>
    verifyNotification(received, {
      clientId: outbox.clientId,
      gatewayPublicKeys: {
        [gatewayKeyVersion]: gatewayPair.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      },
      clock: () => outbox.wallClock.now(),
    });

  test("sends what the merchant's own check accepts, and is done with it at the acknowledgement", async () => {
    await outbox.enqueue(url());
    await outbox.drain();
    expect(receiver.received).toHaveLength(1);
    const [received] = receiver.received as [Received];
    expect(verify(received)).toMatchObject({ notifyType: "PAYMENT_RESULT", note: "é — 买" });
    expect(received.headers).toMatchObject({
      "request-time": "2026-11-22T02:15:00+00:00",
      "client-id": outbox.clientId,
    });
    expect(received.headers.host).toBe(`shop.example:${receiver.port}`);
    expect(await only()).toMatchObject({ status: "DELIVERED", attemptCount: 1, dueAt: null, deliveredAt: outboxStart });
    expect(outbox.observed).toMatchObject([{ outcome: "ACKNOWLEDGED", firstTryDelayMs: 0 }]);
  });

  test("keeps each try with its headers, without the signature's value, and 4,096 characters of the answer", async () => {
    await outbox.enqueue(url());
    receiver.answer({ status: 503, body: `busy\0${"x".repeat(4_090)}🦊 cut in two` });
    await outbox.drain();
    const [attempt] = await attempts();
    expect(attempt).toMatchObject({ url: url(), responseStatus: 503, outcome: "WRONG_STATUS", startedAt: outboxStart });
    expect(attempt?.responseBody).toBe(`busy\uFFFD${"x".repeat(4_090)}\uFFFD`);
    expect(attempt?.requestHeaders["signature"]).toBe("algorithm=RSA256,keyVersion=3,signature=…");
    expect(attempt?.requestHeaders["request-time"]).toBe("2026-11-22T02:15:00+00:00");
  });

  test("tries at once and after 2, 10, 10 min, 1, 2, 6 and 15 h, each time signed anew, and then gives up", async () => {
    receiver.answer({ status: 500 });
    await outbox.enqueue(url());
    const move = (ms: number): void => {
      outbox.clock.advance(ms);
      outbox.wallClock.advance(ms);
    };
    for (const [index, pause] of notificationPausesMinutes.entries()) {
      if (pause > 0) {
        move(pause * minuteMs - 1);
        await outbox.drain();
        expect(receiver.received).toHaveLength(index);
        move(1);
      }
      await outbox.drain();
      expect(receiver.received).toHaveLength(index + 1);
      expect(() => verify(receiver.received[index] as Received)).not.toThrow();
    }
    expect(await only()).toMatchObject({ status: "EXHAUSTED", attemptCount: 8, dueAt: null });
    move(365 * 24 * 60 * minuteMs);
    await outbox.drain();
    expect(receiver.received).toHaveLength(8);
    const tries = await attempts();
    expect(tries.map(({ startedAt }) => (startedAt - outboxStart) / minuteMs)).toEqual([
      0, 2, 12, 22, 82, 202, 562, 1462,
    ]);
  });

  const json = (body: object, status = 200): Answer => ({ status, body: JSON.stringify(body) });
  test.each<[string, Answer, string]>([
    ["another status with the right body", { ...acknowledgement, status: 202 }, "WRONG_STATUS"],
    ["status 500", { status: 500 }, "WRONG_STATUS"],
    ["no body", {}, "NOT_ACKNOWLEDGED"],
    ["HTML", { body: "<p>success</p>" }, "NOT_ACKNOWLEDGED"],
    ["the word success", { body: "success" }, "NOT_ACKNOWLEDGED"],
    ["JSON null", { body: "null" }, "NOT_ACKNOWLEDGED"],
    ["no result", json({ resultCode: "SUCCESS" }), "NOT_ACKNOWLEDGED"],
    ["a result of F", json({ result: { resultCode: "SUCCESS", resultStatus: "F" } }), "NOT_ACKNOWLEDGED"],
    ["another code", json({ result: { resultCode: "PROCESS_FAIL", resultStatus: "S" } }), "NOT_ACKNOWLEDGED"],
    ["more than 64 KB", { body: `${acknowledgement.body}${" ".repeat(70_000)}` }, "NOT_ACKNOWLEDGED"],
    ["a broken connection", { isCut: true }, "UNREACHABLE"],
    ["a redirect", { ...acknowledgement, status: 307, headers: { location: "/elsewhere" } }, "REDIRECTED"],
  ])("takes %s for no acknowledgement, and tells why", async (_, answer, outcome) => {
    receiver.answer(answer);
    await outbox.enqueue(url());
    await outbox.drain();
    expect(await only()).toMatchObject({ status: "WAITING", dueAt: addMs(outboxStart, 2 * minuteMs) });
    const [attempt] = await attempts();
    expect(attempt?.outcome).toBe(outcome);
    expect(attempt?.error).toMatch(/\w{4}/);
    expect(receiver.received.map((received) => received.url)).toEqual(["/notify?shop=7&n=%C3%A9"]);
  });

  test("gives a receiver that does not answer up after the time limit", async () => {
    const impatient = makeOutbox(db, { timeoutMs: 50, clientId: outbox.clientId });
    receiver.answer({ isHeld: true });
    await impatient.enqueue(url());
    await impatient.drain();
    expect((await attempts())[0]).toMatchObject({ outcome: "TIMED_OUT", responseStatus: null });
    await impatient.deliverer.stop();
  });

  test("records that nobody listens there, and that an address is no URL", async () => {
    await receiver.close();
    await outbox.enqueue(url());
    await outbox.enqueue("no address");
    await outbox.drain();
    expect(outbox.observed.map(({ outcome }) => outcome).toSorted()).toEqual(["ADDRESS_REFUSED", "UNREACHABLE"]);
  });

  test("sends again at once what met a connection that the receiver had just closed", async () => {
    await outbox.enqueue(url());
    await outbox.drain();
    // The server ends the kept connection while the next notification is on its way to it.
    let isFirst = true;
    receiver.answer(() => {
      const answer = isFirst ? { isCut: true } : acknowledgement;
      isFirst = false;
      return answer;
    });
    await outbox.enqueue(url());
    await outbox.drain();
    expect(receiver.received).toHaveLength(3);
    expect(outbox.observed.map(({ outcome }) => outcome)).toEqual(["ACKNOWLEDGED", "ACKNOWLEDGED"]);
  });

  test("uses a connection again", async () => {
    for (let count = 0; count < 5; count++) {
      await outbox.enqueue(url());
      await outbox.drain();
    }
    expect([receiver.received.length, receiver.connectionCount()]).toEqual([5, 1]);
  });

  test("tells one outcome once, whoever enqueues it again", async () => {
    const subject = { subjectId: "P1", paymentId: "P1" };
    await outbox.enqueue(url(), subject);
    await outbox.enqueue(url(), subject);
    await outbox.enqueue(url(), { ...subject, outcome: "PENDING" });
    await outbox.drain();
    expect((await outbox.list()).map(({ outcome }) => outcome).toSorted()).toEqual(["PENDING", "SUCCESS"]);
    expect(receiver.received).toHaveLength(2);
  });

  test("a worker that died mid-delivery leaves it to another when its lease ends, and late news changes nothing", async () => {
    receiver.answer({ isHeld: true });
    await outbox.enqueue(url());
    expect(await outbox.deliverer.deliverDue()).toBe(1);
    await receiver.arrived(1);
    const { clock, wallClock, clientId } = outbox;
    const other = makeOutbox(db, { clientId, clocks: { clock, wallClock } });
    wallClock.advance(19_999);
    await other.drain();
    clock.advance(24 * 60 * minuteMs); // Moves the sandbox, and no lease.
    await other.drain();
    expect(receiver.received).toHaveLength(1);
    wallClock.advance(1);
    receiver.answer(acknowledgement);
    await other.drain();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[1]?.body).toEqual(receiver.received[0]?.body);
    const delivered = await only();
    expect(delivered).toMatchObject({ status: "DELIVERED", attemptCount: 1 });
    await other.deliverer.stop();
    receiver.release();
    await outbox.drain();
    expect(await only()).toEqual(delivered);
  });

  test("a stop gives back what a receiver holds, so that another process need not wait for the lease", async () => {
    const { clock, wallClock, clientId } = outbox;
    const stopping = makeOutbox(db, { clientId, clocks: { clock, wallClock }, stopGraceMs: 1 });
    receiver.answer({ isHeld: true });
    await stopping.enqueue(url());
    await stopping.deliverer.deliverDue();
    await receiver.arrived(1);
    await stopping.deliverer.stop();
    expect(await only()).toMatchObject({ status: "WAITING", attemptCount: 0 });
    receiver.answer(acknowledgement);
    await outbox.drain();
    expect(await only()).toMatchObject({ status: "DELIVERED", attemptCount: 1 });
  });

  describe("resending", () => {
    const deps = () => ({ db, clock: outbox.clock, nudgeNotifications: () => {} });
    const merchant = (notifyUrl: string | null = null) => merchantWith({ clientId: outbox.clientId, notifyUrl });

    test("sends what was delivered once more, with the same body", async () => {
      await outbox.enqueue(url());
      await outbox.drain();
      const { notificationId } = await only();
      expect(await resendNotification(deps(), merchant(), notificationId)).toBe(true);
      await outbox.drain();
      expect(receiver.received).toHaveLength(2);
      expect(receiver.received[1]?.body).toEqual(receiver.received[0]?.body);
      expect(await only()).toMatchObject({ status: "DELIVERED", attemptCount: 2 });
    });

    test("gives a notification without an address the merchant's own", async () => {
      await outbox.enqueue(null);
      await outbox.drain();
      const { notificationId, status } = await only();
      expect(status).toBe("UNADDRESSED");
      expect(await resendNotification(deps(), merchant(), notificationId)).toBe(false);
      expect(await resendNotification(deps(), merchant(url("/own")), notificationId)).toBe(true);
      await outbox.drain();
      expect(receiver.received.map((received) => received.url)).toEqual(["/own"]);
    });

    test("knows no notification of another merchant", async () => {
      await outbox.enqueue(url());
      const { notificationId } = await only();
      expect(await resendNotification(deps(), merchantWith({ clientId: "ANOTHER" }), notificationId)).toBe(false);
    });

    test("since an instant sends all that was not acknowledged, and nothing older", async () => {
      receiver.answer({ status: 500 });
      await outbox.enqueue(url("/old"));
      await outbox.drain();
      outbox.clock.advance(minuteMs);
      const since = outbox.clock.now();
      await outbox.enqueue(url("/failed"));
      await outbox.drain();
      receiver.answer(acknowledgement);
      await outbox.enqueue(url("/delivered"));
      await outbox.drain();
      expect(await resendSince(deps(), merchant(), since)).toBe(1);
      await outbox.drain();
      expect(receiver.received.map((received) => received.url)).toEqual(["/old", "/failed", "/delivered", "/failed"]);
    });
  });
});
