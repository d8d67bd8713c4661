import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { cardSessionRequest, merchantWith } from "../../../../test/support/payment-session-bodies.ts";
import { type Db, one } from "../db/index.ts";
import { movableClock, toInstant } from "../kernel/index.ts";
import { createCardSealer } from "./card-sealer.ts";
import { createCreatePaymentSession } from "./create-payment-session.ts";
import { cancelOpenSession, findSessionByRequestId } from "./store.ts";
import { createSessionDataSealer } from "./session-data.ts";

const start = toInstant(Date.UTC(2026, 10, 22, 2, 15));
const visa = "4054695723100768";
const mastercard = "5162774114974622";
const sealingKey = { kid: "k1", key: randomBytes(32) };
const sessionData = createSessionDataSealer([sealingKey], "SG");

function createSubject(db: Db) {
  const clock = movableClock(start);
  const { handle } = createCreatePaymentSession({
    db,
    clock,
    sessionData,
    cards: createCardSealer([sealingKey]),
    publicUrl: () => "http://localhost:8080",
    hostedPageUrl: () => "https://pay.example.com/checkout/page/token",
    repeatInconsistentCode: "PROCESS_FAIL",
  });
  return { clock, handle };
}

const newMerchant = () => merchantWith({ clientId: `SANDBOX_${randomUUID()}` });

const countSessions = (db: Db, clientId: string) =>
  one(db.connection, ({ count }: { count: bigint }) => Number(count))`
    select count(*) as count from payment_sessions where client_id = ${clientId}`;

describe.each(engines)("createPaymentSession on %s", (engine) => {
  const db = useDb(engine);

  test("answers with an id, sealed data and an end one hour away, and has stored the session by then", async () => {
    const merchant = newMerchant();
    const answer = await createSubject(db()).handle(merchant, cardSessionRequest());
    if (!answer.ok) throw new Error(answer.message);
    const { paymentSessionId = "", paymentSessionData = "", paymentSessionExpiryTime } = answer.value;
    expect(paymentSessionExpiryTime).toBe("2026-11-22T03:15:00Z");
    expect(paymentSessionId.length).toBeLessThanOrEqual(64);
    expect(paymentSessionData.length).toBeLessThanOrEqual(4096);
    const { clientId } = merchant;
    expect(sessionData.open(paymentSessionData)).toEqual({ clientId, paymentSessionId, expiresAt: start + 3_600_000 });
    const stored = await findSessionByRequestId(db().connection, clientId, "PR-1");
    expect(stored).toMatchObject({ paymentSessionId, status: "OPEN", amount: { currency: "SGD", minor: 10050n } });
  });

  test("keeps the offset the merchant wrote its expiry in", async () => {
    const request = cardSessionRequest({ paymentSessionExpiryTime: "2026-11-22T10:45:00+08:00" });
    const answer = await createSubject(db()).handle(newMerchant(), request);
    expect(answer).toMatchObject({ value: { paymentSessionExpiryTime: "2026-11-22T10:45:00+08:00" } });
  });

  test.each([
    ["at creation", "2026-11-22T02:15:00Z"],
    ["in the past", "2026-11-22T02:14:59Z"],
    ["more than an hour away", "2026-11-22T03:15:01Z"],
  ])("refuses an expiry %s, naming field and value", async (_, paymentSessionExpiryTime) => {
    const answer = await createSubject(db()).handle(newMerchant(), cardSessionRequest({ paymentSessionExpiryTime }));
    expect(answer).toMatchObject({ resultCode: "PARAM_ILLEGAL" });
    expect(answer).toHaveProperty("message", expect.stringMatching(/^Illegal parameter: paymentSessionExpiryTime/));
    expect(answer).toHaveProperty("message", expect.stringContaining(paymentSessionExpiryTime));
  });

  test("repeated with the same content answers the same, to the letter, even near the session's end", async () => {
    const { handle, clock } = createSubject(db());
    const merchant = newMerchant();
    const request = cardSessionRequest({ paymentSessionExpiryTime: "2026-11-22T03:00:00Z" });
    const first = await handle(merchant, request);
    clock.advance(44 * 60_000);
    expect(await handle(merchant, structuredClone(request))).toEqual(first);
    expect(await countSessions(db(), merchant.clientId)).toBe(1);
  });

  test.each([
    ["another amount", { paymentAmount: { currency: "SGD", value: "10051" } }],
    ["another order", { order: { ...cardSessionRequest().order, orderDescription: "Three mugs" } }],
    [
      "another method",
      { paymentMethod: { paymentMethodType: "ALIPAY_CN" }, paymentAmount: { currency: "SGD", value: "10050" } },
    ],
    ["an added member", { metadata: "{}" }],
    ["a changed address to notify", { paymentNotifyUrl: "https://shop.example.com/other" }],
  ])("with a used paymentRequestId and %s is refused and changes nothing", async (_, members) => {
    const { handle } = createSubject(db());
    const merchant = newMerchant();
    const first = await handle(merchant, cardSessionRequest());
    expect(await handle(merchant, cardSessionRequest(members))).toMatchObject({ resultCode: "PROCESS_FAIL" });
    expect(await handle(merchant, cardSessionRequest())).toEqual(first);
  });

  test("uses of one paymentRequestId by two merchants are two sessions", async () => {
    const { handle } = createSubject(db());
    const [left, right] = [newMerchant(), newMerchant()];
    const ids = await Promise.all([left, right].map((merchant) => handle(merchant, cardSessionRequest())));
    expect(new Set(ids.map((answer) => JSON.stringify(answer))).size).toBe(2);
  });

  test("asked for 200 times at once with one id opens one session and answers all alike", async () => {
    const { handle } = createSubject(db());
    const merchant = newMerchant();
    const answers = await Promise.all(Array.from({ length: 200 }, () => handle(merchant, cardSessionRequest())));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countSessions(db(), merchant.clientId)).toBe(1);
  });

  test("asked for at once with one id and two contents opens one session; the others learn that theirs lost", async () => {
    const { handle } = createSubject(db());
    const merchant = newMerchant();
    const amounts: string[] = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? "100" : "200"));
    const answers = await Promise.all(
      amounts.map((value) => handle(merchant, cardSessionRequest({ paymentAmount: { currency: "SGD", value } }))),
    );
    const winners = new Set(amounts.filter((_, index) => answers[index]?.ok));
    expect(winners.size).toBe(1);
    for (const [index, answer] of answers.entries()) {
      const isWinner = winners.has(amounts[index] ?? "");
      expect(answer).toMatchObject(isWinner ? { ok: true } : { resultCode: "PROCESS_FAIL" });
    }
    expect(await countSessions(db(), merchant.clientId)).toBe(1);
  });

  test("stores no card number in clear and no verification value at all, and still tells repeats apart", async () => {
    const { handle } = createSubject(db());
    const merchant = newMerchant();
    const withCard = (cardNo: string) =>
      cardSessionRequest({
        paymentMethod: {
          paymentMethodType: "CARD",
          paymentMethodMetaData: { cardNo, cvv: "917", expiryMonth: "12", expiryYear: "29" },
        },
      });
    const first = await handle(merchant, withCard(visa));
    expect(first.ok).toBe(true);
    const stored = await findSessionByRequestId(db().connection, merchant.clientId, "PR-1");
    const text = JSON.stringify(stored, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain(visa);
    expect(text).not.toContain('"917"');
    expect(stored?.cardSealed).toBeTruthy();
    expect(await handle(merchant, withCard(visa))).toEqual(first);
    expect(await handle(merchant, withCard(mastercard))).toMatchObject({ resultCode: "PROCESS_FAIL" });
  });

  test("is not answered again once the session expired: the message says to use a new id", async () => {
    const { handle, clock } = createSubject(db());
    const merchant = newMerchant();
    await handle(merchant, cardSessionRequest());
    clock.advance(3_600_000);
    const late = await handle(merchant, cardSessionRequest());
    expect(late).toMatchObject({
      resultCode: "PROCESS_FAIL",
      message: expect.stringContaining("expired at 2026-11-22T03:15:00Z"),
    });
  });

  test("is not answered again once the session was cancelled", async () => {
    const { handle } = createSubject(db());
    const merchant = newMerchant();
    await handle(merchant, cardSessionRequest());
    const session = await findSessionByRequestId(db().connection, merchant.clientId, "PR-1");
    const { clientId } = merchant;
    const paymentSessionId = session?.paymentSessionId ?? "";
    await cancelOpenSession(db().connection, { clientId, paymentSessionId, paymentId: "1", closedAt: start });
    expect(await handle(merchant, cardSessionRequest())).toMatchObject({ resultCode: "PROCESS_FAIL" });
  });
});
