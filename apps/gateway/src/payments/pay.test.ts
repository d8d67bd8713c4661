import { operations } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { dayMs, makePaymentFixture, minuteMs, payRequest } from "../../../../test/support/payment-fixture.ts";
import { one } from "../db/index.ts";
import { assert } from "../kernel/index.ts";
import { findSessionByRequestId, type Session } from "../sessions/index.ts";
import type { PaymentDeps } from "./deps.ts";

const sgd = (value: string) => ({ currency: "SGD", value });
const cardPay = (metadata: object = {}) =>
  payRequest({
    paymentAmount: sgd("10050"),
    paymentFactor: { isAuthorization: "true" },
    paymentMethod: { paymentMethodType: "CARD", paymentMethodMetaData: metadata },
  });
const cardData = {
  cardNo: "4054695723100768",
  cvv: "917",
  expiryMonth: "12",
  expiryYear: "39",
  cardholderName: { firstName: "Ada", lastName: "Lovelace" },
};

describe.each(engines)("pay on %s", (engine) => {
  const db = useDb(engine);

  test("by wallet answers U with the links that lead there", async () => {
    const { payments, merchant, acquirer } = makePaymentFixture(db());
    acquirer.script("ask");
    const request = payRequest({ env: { terminalType: "WAP", osType: "ANDROID" } });
    const answer = await payments.pay(merchant, request);
    expect(answer).toMatchObject({
      resultCode: "PAYMENT_IN_PROCESS",
      members: {
        paymentRequestId: request.paymentRequestId,
        paymentAmount: { currency: "PHP", value: "129900" },
        paymentCreateTime: "2026-11-22T02:15:00Z",
        normalUrl: expect.stringContaining("https://wallet.example/"),
        redirectActionForm: { method: "GET", actionFormType: "RedirectActionForm" },
      },
    });
  });

  test("by a code answers with the code to show and the page behind it", async () => {
    const { payments, merchant, acquirer } = makePaymentFixture(db());
    acquirer.script("show-code");
    const answer = await payments.pay(merchant, payRequest());
    expect(answer).toMatchObject({
      resultCode: "PAYMENT_IN_PROCESS",
      members: {
        normalUrl: expect.stringContaining("https://wallet.example/"),
        orderCodeForm: {
          paymentMethodType: "GCASH",
          expireTime: "2026-11-22T02:25:00Z",
          codeDetails: [{ codeValueType: "QRCODE", displayType: "TEXT" }],
        },
      },
    });
  });

  test("by a card with its data is authorized at once", async () => {
    const { payments, merchant, told } = makePaymentFixture(db());
    const request = cardPay(cardData);
    const answer = await payments.pay(merchant, request);
    expect(answer).toEqual({
      ok: true,
      value: {
        paymentRequestId: request.paymentRequestId,
        paymentId: expect.any(String),
        paymentAmount: sgd("10050"),
        paymentCreateTime: "2026-11-22T02:15:00Z",
        paymentTime: "2026-11-22T02:15:00Z",
        paymentResultInfo: { cardNo: "405469******0768", cardBrand: "VISA" },
      },
    });
    expect(await told()).toHaveLength(1);
  });

  test("stores no card number and no verification value", async () => {
    const { payments, merchant } = makePaymentFixture(db());
    await payments.pay(merchant, cardPay(cardData));
    const stored = await one(db().connection, (row: object) => JSON.stringify(row))`
      select s.request as request, s.card_sealed as card, a.details as details, p.details as paid
        from payment_sessions s
        join payments p on p.client_id = s.client_id and p.payment_session_id = s.payment_session_id
        join payment_attempts a on a.client_id = p.client_id and a.payment_id = p.payment_id
       where s.client_id = ${merchant.clientId}`;
    expect(stored).toContain("405469******0768");
    expect(stored).not.toContain("4054695723100768");
    // As a value of its own: random ids may hold the three digits among others.
    expect(stored).not.toMatch(/(?<![0-9a-z])917(?![0-9a-z])/i);
  });

  test("by a card without data sends the payer to the gateway's page, where it can be paid", async () => {
    const { payments, merchant, submit, deps } = makePaymentFixture(db());
    const request = cardPay();
    const answer = await payments.pay(merchant, request);
    expect(answer).toMatchObject({
      resultCode: "PAYMENT_IN_PROCESS",
      members: { normalUrl: expect.stringContaining("/checkout/page/") },
    });
    const session = await sessionOf(deps, merchant.clientId, request.paymentRequestId);
    expect(await submit(session)).toMatchObject({ payment: { status: "SUCCESS" } });
    expect(await payments.pay(merchant, request)).toMatchObject({ ok: true });
  });

  test("by a card that has to be authenticated goes on on the gateway's page", async () => {
    const { payments, merchant, acquirer } = makePaymentFixture(db());
    acquirer.script("ask");
    const answer = await payments.pay(merchant, cardPay(cardData));
    expect(answer).toMatchObject({
      resultCode: "PAYMENT_IN_PROCESS",
      members: { normalUrl: expect.stringContaining("/checkout/page/") },
    });
  });

  test("that is declined is over: it answers the code, again when repeated, and is told", async () => {
    const { payments, merchant, acquirer, told, read } = makePaymentFixture(db());
    acquirer.script("decline");
    const request = cardPay(cardData);
    const first = await payments.pay(merchant, request);
    expect(first).toMatchObject({ ok: false, resultCode: "USER_BALANCE_NOT_ENOUGH" });
    expect(await payments.pay(merchant, request)).toEqual(first);
    const [notification] = await told();
    expect(notification).toMatchObject({
      result: { resultCode: "USER_BALANCE_NOT_ENOUGH" },
      paymentResultInfo: { refusalCodeRaw: "51" },
    });
    expect((await read(String(notification?.["paymentId"]))).status).toBe("FAIL");
  });

  test("repeated answers the same and asks the acquirer once", async () => {
    const { payments, merchant, acquirer } = makePaymentFixture(db());
    acquirer.script("ask");
    const request = payRequest();
    const first = await payments.pay(merchant, request);
    expect(await payments.pay(merchant, structuredClone(request))).toEqual(first);
    expect(acquirer.calls.filter((call) => call.startsWith("authorize"))).toHaveLength(1);
  });

  test("asked for twenty times at once with one id pays once", async () => {
    const { payments, merchant, acquirer, told } = makePaymentFixture(db());
    const request = cardPay(cardData);
    const answers = await Promise.all(Array.from({ length: 20 }, () => payments.pay(merchant, request)));
    expect(acquirer.calls.filter((call) => call.startsWith("authorize"))).toHaveLength(1);
    expect(acquirer.keptMinor(merchant.clientId)).toBe(10050n);
    for (const answer of answers) if (!answer.ok) expect(answer.resultCode).toBe("PAYMENT_IN_PROCESS");
    expect(await payments.pay(merchant, request)).toMatchObject({ ok: true });
    expect(await told()).toHaveLength(1);
  });

  test.each([
    ["another amount", { paymentAmount: { currency: "PHP", value: "129901" } }],
    [
      "another currency",
      { paymentAmount: { currency: "USD", value: "129900" }, paymentMethod: { paymentMethodType: "CARD" } },
    ],
    ["another method", { paymentMethod: { paymentMethodType: "CARD" } }],
    ["another stored method", { paymentMethod: { paymentMethodType: "GCASH", paymentMethodId: "other" } }],
  ])("with a used paymentRequestId and %s is REPEAT_REQ_INCONSISTENT", async (_, members) => {
    const { payments, merchant } = makePaymentFixture(db());
    const request = payRequest();
    await payments.pay(merchant, request);
    expect(await payments.pay(merchant, { ...request, ...members })).toMatchObject({
      resultCode: "REPEAT_REQ_INCONSISTENT",
    });
  });

  test("with the paymentRequestId of a session is REPEAT_REQ_INCONSISTENT", async () => {
    const { payments, merchant, session } = makePaymentFixture(db());
    const { paymentRequestId } = await session();
    const request = { ...cardPay(), paymentRequestId };
    expect(await payments.pay(merchant, request)).toMatchObject({ resultCode: "REPEAT_REQ_INCONSISTENT" });
  });

  test("of two merchants with one paymentRequestId are two payments", async () => {
    const [left, right] = [makePaymentFixture(db()), makePaymentFixture(db())];
    const request = cardPay(cardData);
    const answers = await Promise.all([left, right].map(({ payments, merchant }) => payments.pay(merchant, request)));
    expect(new Set(answers.map((answer) => answer.ok && answer.value.paymentId)).size).toBe(2);
  });

  test("goes on after a crash between the stored session and the payment", async () => {
    const { payments, merchant, acquirer, deps } = makePaymentFixture(db());
    const request = cardPay(cardData);
    const failing = makePaymentFixture(db(), { merchant, acquirer, deps: { connectorFor: () => undefined } });
    expect(await failing.payments.pay(merchant, request)).toMatchObject({ resultCode: "NO_PAY_OPTIONS" });
    await expect(sessionOf(deps, merchant.clientId, request.paymentRequestId)).resolves.toBeDefined();
    expect(await payments.pay(merchant, request)).toMatchObject({ ok: true });
  });

  test("closes with ORDER_IS_CLOSED when the method's time is over, at the latest when paymentExpiryTime says", async () => {
    const { payments, merchant, acquirer, clock, runDue } = makePaymentFixture(db());
    acquirer.script("ask", "ask");
    const usual = payRequest();
    const early = payRequest({ paymentExpiryTime: "2026-11-22T10:24:00+08:00" });
    await payments.pay(merchant, usual);
    await payments.pay(merchant, early);
    clock.advance(9 * minuteMs);
    await runDue();
    expect(await payments.pay(merchant, early)).toMatchObject({ resultCode: "ORDER_IS_CLOSED" });
    expect(await payments.pay(merchant, usual)).toMatchObject({ resultCode: "PAYMENT_IN_PROCESS" });
    clock.advance(5 * minuteMs);
    await runDue();
    expect(await payments.pay(merchant, usual)).toMatchObject({ resultCode: "ORDER_IS_CLOSED" });
  });

  test("of a cancelled order is ORDER_IS_CANCELED", async () => {
    const { payments, merchant, acquirer } = makePaymentFixture(db());
    acquirer.script("ask");
    const request = payRequest();
    await payments.pay(merchant, request);
    await payments.cancel(merchant, { paymentRequestId: request.paymentRequestId });
    expect(await payments.pay(merchant, request)).toMatchObject({ resultCode: "ORDER_IS_CANCELED" });
  });

  test.each([
    ["past", "2026-11-22T02:15:00Z"],
    ["beyond the method's own time", "2026-11-22T02:29:01Z"],
  ])("with a paymentExpiryTime that is %s is PARAM_ILLEGAL", async (_, paymentExpiryTime) => {
    const { payments, merchant } = makePaymentFixture(db());
    const answer = await payments.pay(merchant, payRequest({ paymentExpiryTime }));
    expect(answer).toMatchObject({ resultCode: "PARAM_ILLEGAL", message: expect.stringContaining(paymentExpiryTime) });
  });

  test.each([
    ["a method the merchant has not contracted", { paymentMethods: ["CARD"] }, "NO_PAY_OPTIONS"],
    ["a currency the merchant does not accept", { currencies: ["EUR"] }, "CURRENCY_NOT_SUPPORT"],
    ["a settlement currency that is not contracted", { settlementCurrencies: ["EUR"] }, "SETTLE_CONTRACT_NOT_MATCH"],
    ["a redirect to a foreign host", { redirectHosts: ["other.example"] }, "PARAM_ILLEGAL"],
  ])("with %s is refused by a code of its own list", async (_, settings, resultCode) => {
    const { payments, merchant } = makePaymentFixture(db(), { merchant: settings });
    expect(await payments.pay(merchant, payRequest())).toMatchObject({ resultCode });
    expect(operations.pay.resultCodes).toContain(resultCode);
  });

  test("above the method's highest amount is PAYMENT_AMOUNT_EXCEED_LIMIT", async () => {
    const { payments, merchant } = makePaymentFixture(db());
    const request = payRequest({
      paymentAmount: { currency: "HKD", value: "5000001" },
      paymentMethod: { paymentMethodType: "ALIPAY_HK" },
    });
    expect(await payments.pay(merchant, request)).toMatchObject({ resultCode: "PAYMENT_AMOUNT_EXCEED_LIMIT" });
  });

  test("by a card without data stays open for seven days", async () => {
    const { payments, merchant, read } = makePaymentFixture(db());
    const answer = await payments.pay(merchant, cardPay());
    const { paymentId = "" } = (answer.ok ? {} : answer.members) as { paymentId?: string };
    const payment = await read(paymentId);
    expect(payment.expiresAt - payment.createdAt).toBe(7 * dayMs);
  });
});

async function sessionOf(
  { db }: Pick<PaymentDeps, "db">,
  clientId: string,
  paymentRequestId: string,
): Promise<Session> {
  const session = await findSessionByRequestId(db.connection, clientId, paymentRequestId);
  assert(session, "the session is there");
  return session;
}
