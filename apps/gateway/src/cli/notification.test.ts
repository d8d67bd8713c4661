import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openDb } from "../db/index.ts";
import { systemClock } from "../kernel/index.ts";
import { enqueueNotification, listNotifications } from "../notifications/index.ts";
import { runClockAdvance, runClockReset, runClockShow } from "./clock.ts";
import { runMerchantCreate } from "./merchant.ts";
import { runNotificationList, runNotificationResend, runNotificationShow } from "./notification.ts";
import { UsageError } from "./usage-error.ts";

const dataDir = mkdtempSync(join(tmpdir(), "opencashier-cli-notification-"));
const merchant = "SANDBOX_CLI";
const common = { dataDir, json: true };
const of = { ...common, merchant };

const printed: string[] = [];
const print = vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
const lastJson = () => JSON.parse(printed.at(-1) ?? "{}") as Record<string, never>;

async function withDb<Value>(work: (db: Awaited<ReturnType<typeof openDb>>) => Promise<Value>): Promise<Value> {
  const db = await openDb({ url: undefined, dataDir });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

beforeAll(async () => {
  await runMerchantCreate({ ...common, name: "Shop", clientId: merchant, notifyUrl: "https://shop.example/n" });
  await withDb(async (db) => {
    for (const [paymentId, url] of [
      ["P1", "https://shop.example/n"],
      ["P2", null],
    ] as const) {
      const about = { paymentId, subjectId: paymentId, outcome: "SUCCESS", url };
      const body = { notifyType: "PAYMENT_RESULT", paymentId };
      const now = systemClock.now();
      await enqueueNotification(db.connection, { clientId: merchant, kind: "notifyPayment", ...about, body, now });
    }
  });
});
beforeEach(() => void printed.splice(0));
afterAll(() => {
  print.mockRestore();
  rmSync(dataDir, { recursive: true });
});

const idOf = (paymentId: string): Promise<string> =>
  withDb(async (db) => {
    const all = await listNotifications(db.connection, merchant, 10);
    return all.find((notification) => notification.paymentId === paymentId)?.notificationId ?? "";
  });

test("list tells the merchant's notifications, newest first, or those of one payment", async () => {
  await runNotificationList(of);
  expect(lastJson()["notifications"]).toHaveLength(2);
  await runNotificationList({ ...of, payment: "P2" });
  expect(lastJson()["notifications"]).toMatchObject([{ paymentId: "P2", status: "UNADDRESSED", url: null }]);
});

test("show tells the body and the tries", async () => {
  await runNotificationShow(await idOf("P1"), of);
  expect(lastJson()).toMatchObject({ notification: { body: { notifyType: "PAYMENT_RESULT" } }, attempts: [] });
});

test("resend gives one without an address the merchant's own", async () => {
  await runNotificationResend(await idOf("P2"), of);
  await runNotificationList({ ...of, payment: "P2" });
  expect(lastJson()["notifications"]).toMatchObject([{ status: "WAITING", url: "https://shop.example/n" }]);
});

test("resend --since counts what it sends again", async () => {
  await runNotificationResend(undefined, { ...of, since: "1h" });
  expect(lastJson()).toEqual({ resent: 2 });
  await runNotificationResend(undefined, { ...of, since: "2099-01-01T00:00:00Z" });
  expect(lastJson()).toEqual({ resent: 0 });
});

test.each([
  ["neither an id nor a time", undefined, of],
  ["both", "NT1", { ...of, since: "1h" }],
  ["an id that is not there", "NT1", of],
  ["a time that is none", undefined, { ...of, since: "yesterday" }],
  ["a merchant that is not there", "NT1", { ...of, merchant: "NOBODY" }],
])("resend refuses %s", async (_, id, options) => {
  await expect(runNotificationResend(id, options)).rejects.toThrow(UsageError);
});

test("the clock is shown, moved ahead and reset", async () => {
  await runClockAdvance("26h", common);
  expect(lastJson()).toMatchObject({ offsetMs: 26 * 3_600_000 });
  await runClockShow({ dataDir });
  expect(printed.at(-1)).toContain("1d 2h ahead");
  await runClockReset(common);
  expect(lastJson()).toMatchObject({ offsetMs: 0 });
  await expect(runClockAdvance("0", common)).rejects.toThrow(UsageError);
});

test("in production the clock stays with real time, and says why", async () => {
  const config = join(dataDir, "production.json");
  const masterKey = randomBytes(32).toString("base64");
  writeFileSync(
    config,
    JSON.stringify({ mode: "production", databaseUrl: "postgres://nobody@127.0.0.1:1/x", masterKey }),
  );
  await expect(runClockAdvance("1h", { ...common, config })).rejects.toThrow("Production has no movable clock");
});
