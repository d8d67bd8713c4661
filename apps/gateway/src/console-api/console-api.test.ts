import { createClient } from "@opencashier/node-client";
import { generateKeyPairText } from "@opencashier/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConsoleGateway, startConsoleGateway } from "../../../../test/support/console-gateway.ts";
import { createTestStore, engines, type TestStore } from "../../../../test/support/engines.ts";
import { type NotificationReceiver, startReceiver } from "../../../../test/support/notification-receiver.ts";
import { cardSessionRequest } from "../../../../test/support/payment-session-bodies.ts";
import { execute } from "../db/index.ts";
import { systemClock } from "../kernel/index.ts";
import { createMerchant } from "../merchants/index.ts";
import { type AuditEntry, hashEntry } from "./audit-store.ts";

const account = "SANDBOX_CONSOLE0000000002";
const at = `/accounts/${account}`;
const card = { number: "4054695723100768", expiryMonth: "12", expiryYear: "39", cvc: "123", cardholderName: "Mei Tan" };

const newRequest = () => ({ ...cardSessionRequest(), paymentRequestId: `PR-${crypto.randomUUID()}` });

describe.each(engines)("on %s", (engine) => {
  let store: TestStore;
  let gateway: ConsoleGateway;
  let receiver: NotificationReceiver;
  let client: ReturnType<typeof createClient>;
  let privateKey = "";

  beforeAll(async () => {
    store = await createTestStore(engine, "empty");
    [gateway, receiver] = await Promise.all([startConsoleGateway(store.url), startReceiver()]);
    const pair = await generateKeyPairText();
    ({ privateKey } = pair);
    const deps = { db: gateway.gateway.db, clock: systemClock };
    await createMerchant(deps, { clientId: account, displayName: "Shop", region: "SG", publicKeyText: pair.publicKey });
    client = clientWith(privateKey);
  });
  afterAll(async () => {
    await gateway?.remove();
    await receiver?.close();
    await store?.close();
  });

  const clientWith = (merchantPrivateKey: string) => {
    const gatewayPublicKeys = gateway.gateway.pipeline
      .currentKey()
      .publicKey.export({ type: "spki", format: "pem" })
      .toString();
    return createClient({
      gatewayUrl: gateway.httpUrl,
      clientId: account,
      keyVersion: 1,
      merchantPrivateKey,
      gatewayPublicKeys,
    });
  };

  /** Asks until it says so: the API log and notifications come a moment later. */
  async function eventually<Value>(read: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
    for (let tries = 0; tries < 100; tries++) {
      const value = await read();
      if (isThere(value)) return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("It never came.");
  }

  async function pay(
    paymentNotifyUrl = receiver.url,
  ): Promise<{ readonly paymentRequestId: string; readonly paymentSessionId: string }> {
    const request = { ...newRequest(), paymentNotifyUrl };
    const reply = await client.createPaymentSession(request);
    await fetch(`${gateway.httpUrl}/checkout/api/submit`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "checkout-session": reply.paymentSessionData ?? "",
        "checkout-origin": gateway.httpUrl,
        "sec-fetch-site": "same-origin",
      },
      body: JSON.stringify({
        attemptKey: crypto.randomUUID(),
        paymentMethodType: "CARD",
        interaction: "redirect",
        card,
        browser: { terminalType: "WEB" },
      }),
    });
    return { paymentRequestId: request.paymentRequestId, paymentSessionId: reply.paymentSessionId ?? "" };
  }

  const rowsOf = async (path: string): Promise<Record<string, string>[]> =>
    (await gateway.owner.get(`${at}${path}`)).body["rows"] as unknown as Record<string, string>[];

  test("a payment is found by any of its ids, and its timeline tells everything, without a card number", async () => {
    const { paymentRequestId, paymentSessionId } = await pay();
    const [found] = await rowsOf(`/payments?q=${paymentRequestId}`);
    expect(found).toMatchObject({ paymentSessionId, status: "SUCCESS", paymentMethodType: "CARD" });
    expect(await rowsOf(`/payments?q=${paymentSessionId}`)).toEqual([found]);
    expect(await rowsOf(`/payments?q=${found?.["paymentId"]}`)).toEqual([found]);
    const read = async () => (await gateway.owner.get(`${at}/payments/${paymentSessionId}`)).body;
    const payment = await eventually(
      read,
      (body) => /ACKNOWLEDGED/.test(JSON.stringify(body)) && /"request"/.test(JSON.stringify(body)),
    );
    const kinds = new Set((payment["timeline"] as unknown as { kind: string }[]).map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(["session", "request", "attempt", "notification"]));
    expect(JSON.stringify(payment)).not.toContain(card.number);
  });

  test("a refund from the console is the merchant's own, once, and in the audit log", async () => {
    const { paymentSessionId, paymentRequestId } = await pay();
    const { body } = await gateway.owner.post(`${at}/payments/${paymentSessionId}/refund`, { amount: "100" });
    expect(body).toMatchObject({ resultCode: "SUCCESS" });
    const [row] = await rowsOf(`/payments?q=${paymentRequestId}`);
    expect(row).toMatchObject({ refundedValue: "100" });
    const over = await gateway.owner.post(`${at}/payments/${paymentSessionId}/refund`, { amount: "99999999" });
    expect(over.body["resultStatus"]).toBe("F");
    const audit = await rowsOf("/audit");
    expect(audit.filter(({ action }) => action === "payment.refund")).toHaveLength(2);
  });

  test("filters narrow the list, and the cursor goes through all of it without a gap", async () => {
    await Promise.all([1, 2, 3].map(() => client.createPaymentSession(newRequest())));
    const open = await rowsOf("/payments?status=OPEN");
    expect(open.length).toBeGreaterThanOrEqual(3);
    expect(open.every(({ status }) => status === "OPEN")).toBe(true);
    expect(await rowsOf("/payments?status=SUCCESS&method=GCASH")).toEqual([]);
    const all = await rowsOf("/payments");
    const [first] = all;
    expect(await rowsOf(`/payments?cursor=${first?.["paymentSessionId"]}`)).toEqual(all.slice(1));
  });

  test("a request that was signed with a wrong key is in the API log with the reason and the fix", async () => {
    const { privateKey: foreign } = await generateKeyPairText();
    await clientWith(foreign)
      .inquiryPayment({ paymentRequestId: "X" })
      .catch(() => undefined);
    const [row] = await eventually(
      () => rowsOf("/api-log?signatureFailures=1"),
      (rows) => rows.length > 0,
    );
    const { body } = await gateway.owner.get(`${at}/api-log/${row?.["requestId"]}`);
    expect(body).toMatchObject({ resultCode: "INVALID_SIGNATURE" });
    expect(String(body["diagnosis"])).toMatch(/key/);
    expect(JSON.stringify(body)).not.toContain(privateKey.slice(40, 80));
  });

  test("a notification is shown with its tries, and comes again when it is resent", async () => {
    await pay();
    const [row] = await eventually(
      () => rowsOf("/notifications?status=DELIVERED"),
      (rows) => rows.length > 0,
    );
    const id = String(row?.["notificationId"]);
    const before = receiver.received.length;
    expect((await gateway.owner.post(`${at}/notifications/resend`, { notificationIds: [id] })).body).toEqual({
      count: 1,
    });
    await eventually(
      () => Promise.resolve(receiver.received.length),
      (count) => count > before,
    );
    const read = async () =>
      (await gateway.owner.get(`${at}/notifications/${id}`)).body["attempts"] as unknown as object[];
    expect((await eventually(read, (attempts) => attempts.length === 2)).length).toBe(2);
  });

  test("all that was not acknowledged since a time comes again, what was acknowledged does not", async () => {
    const since = Date.now();
    await Promise.all([pay("http://127.0.0.1:9/closed"), pay()]);
    const isTried = (rows: readonly Record<string, string>[]) => Number(rows[0]?.["attemptCount"]) > 0;
    await eventually(() => rowsOf("/notifications?status=WAITING"), isTried);
    expect((await gateway.owner.post(`${at}/notifications/resend`, { since })).body).toEqual({ count: 1 });
    const refused = await gateway.owner.post(`${at}/notifications/resend`, { since: "yesterday" });
    expect(refused.status).toBe(400);
  });

  test("an address is probed with a notification that says what it is", async () => {
    const { body } = await gateway.owner.post(`${at}/notifications/probe`, { url: receiver.url });
    expect(body).toMatchObject({ isAcknowledged: true, responseStatus: 200 });
    expect(receiver.received.at(-1)).toMatchObject({ paymentRequestId: "TEST-NOTIFICATION" });
    const refused = await gateway.owner.post(`${at}/notifications/probe`, { url: "http://169.254.169.254/" });
    expect(refused.body).toMatchObject({ outcome: "ADDRESS_REFUSED" });
  });

  test("the file of payments has every one that matches, and taking it is in the audit log", async () => {
    await pay();
    const { text, headers } = await gateway.owner.get(`${at}/payments.csv?status=SUCCESS`);
    const [head, ...lines] = text.trimEnd().split("\r\n");
    expect(head).toMatch(/^"createdAt","paymentRequestId","referenceOrderId"/);
    expect(lines).toHaveLength((await rowsOf("/payments?status=SUCCESS")).length);
    expect(lines.every((line) => line.includes('"SUCCESS"'))).toBe(true);
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="payments-SANDBOX_CONSOLE0000000002-[\d-]+\.csv"$/,
    );
    expect((await rowsOf("/audit"))[0]).toMatchObject({ action: "payments.export", details: { status: "SUCCESS" } });
  });

  test("each line of the audit file can be checked by itself", async () => {
    const { text } = await gateway.owner.get(`${at}/audit.jsonl`);
    const entries = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as AuditEntry);
    expect(entries.length).toBeGreaterThan(1);
    for (const { hash, ...entry } of entries) expect(hashEntry(entry)).toBe(hash);
  });

  test("home counts what happened, and the clock can be moved", async () => {
    const { body } = await gateway.owner.get(`${at}/home?days=1`);
    const buckets = body["buckets"] as unknown as { paid: number }[];
    expect(buckets.reduce((sum, { paid }) => sum + paid, 0)).toBeGreaterThanOrEqual(3);
    const moved = await gateway.owner.post(`${at}/sandbox/clock`, { advanceMinutes: 60 });
    expect(moved.body["offsetMs"]).toBe(3_600_000);
    await gateway.owner.post(`${at}/sandbox/clock`, { reset: true });
  });

  test("the explorer knows every operation with its cases and schema", async () => {
    const { body } = await gateway.owner.get(`${at}/explorer`);
    expect(Object.keys(body["schemas"] ?? {})).toEqual(expect.arrayContaining(["createPaymentSession", "refund"]));
    expect((body["cases"] as unknown as object[]).length).toBeGreaterThan(20);
  });

  test("a sandbox account begins anew when its id is confirmed, and nobody else's payments are touched", async () => {
    const other = "SANDBOX_CONSOLE0000000003";
    await gateway.addAccount(other);
    await gateway.gateway.db.transaction(async (tx) => {
      await execute(tx)`
        insert into notifications (client_id, notification_id, kind, payment_id, subject_id, outcome, body, status, created_at)
        values (${other}, 'NT01', 'notifyPayment', 'P1', 'P1', 'SUCCESS', '{}', 'UNADDRESSED', 1)`;
    });
    await pay();
    const refused = await gateway.owner.post(`${at}/sandbox/reset`, { clientId: other });
    expect([refused.status, refused.body.error?.message]).toEqual([400, expect.stringContaining(account)]);
    const { body } = await gateway.owner.post(`${at}/sandbox/reset`, { clientId: account });
    expect(Number(body["deletedCount"])).toBeGreaterThan(5);
    for (const list of ["/payments", "/notifications"]) expect(await rowsOf(list)).toEqual([]);
    const foreign = (await gateway.owner.get(`/accounts/${other}/notifications`)).body["rows"];
    expect(foreign).toHaveLength(1);
    expect((await rowsOf("/audit"))[0]).toMatchObject({ action: "sandbox.reset" });
    // The account goes on as before.
    const { paymentRequestId } = await pay();
    expect(await rowsOf(`/payments?q=${paymentRequestId}`)).toHaveLength(1);
  });
});
