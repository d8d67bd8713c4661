import { cardBrandOf, isCardNo, resultCodes } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../../test/support/engines.ts";
import { toCard, useTestAcquirer } from "../../../../../test/support/sandbox-acquirer.ts";
import { findSandboxBin } from "./bins.ts";
import { issuerAnswers, type IssuerCode } from "./issuer-answers.ts";
import { testCardTable } from "./test-card-table.ts";

describe("the table of test cards", () => {
  test("holds numbers with a valid check digit, each once", () => {
    expect(testCardTable.filter(({ number }) => !isCardNo(number))).toEqual([]);
    expect(new Set(testCardTable.map(({ number }) => number)).size).toBe(testCardTable.length);
  });

  test("names the brand that the number itself shows", () => {
    for (const { number, brand } of testCardTable) {
      expect(findSandboxBin(number).brands, number).toContain(brand);
      expect(cardBrandOf(number), number).toBeDefined();
    }
  });

  test("has a card for every answer an issuer can give", () => {
    const shown = new Set<string>([...testCardTable.map(({ issuerCode }) => issuerCode), "1A"]);
    expect(Object.keys(issuerAnswers).filter((code) => !shown.has(code))).toEqual([]);
  });

  test("maps every issuer code to a final result code", () => {
    for (const { resultCode } of Object.values(issuerAnswers)) expect(resultCodes[resultCode].status).not.toBe("U");
  });
});

describe.each(engines)("card authorizations on %s", (engine) => {
  const it = useTestAcquirer(useDb(engine));

  const authorize = (number: string, changes: Parameters<ReturnType<typeof it>["authorization"]>[0] = {}) => {
    const brand = testCardTable.find((card) => card.number === number)?.brand;
    const card = toCard(number, brand === undefined ? {} : { brand });
    return it().acquirer.connector.authorize(it().authorization({ card, ...changes }));
  };

  test.each(testCardTable.filter(({ threeDS, silentMs }) => threeDS === "frictionless" && silentMs === undefined))(
    "$brand $number is answered as its issuer answers, with $issuerCode",
    async ({ number, brand, issuerCode }) => {
      const { resultCode, reason, adviceCode } = issuerAnswers[issuerCode];
      const paymentResultInfo = { cardBrand: brand, lastFour: number.slice(-4) };
      const refusal = { refusalCodeRaw: issuerCode, refusalReasonRaw: reason, merchantAdviceCode: adviceCode };
      expect(await authorize(number)).toMatchObject(
        issuerCode === "00"
          ? { kind: "succeeded", details: { paymentResultInfo } }
          : { kind: "failed", resultCode, details: { paymentResultInfo: { ...paymentResultInfo, ...refusal } } },
      );
    },
  );

  test("an approval tells what the documented notification tells", async () => {
    expect(await authorize("4054695723100768")).toMatchObject({
      kind: "succeeded",
      details: {
        paymentResultInfo: {
          cardNo: "405469******0768",
          cardBrand: "VISA",
          issuingCountry: "SG",
          funding: "CREDIT",
          paymentMethodRegion: "GLOBAL",
          networkTransactionId: expect.stringMatching(/^\d{15}$/) as string,
          threeDSResult: { threeDSVersion: "2.2.0", eci: "07" },
          cvvResultRaw: "M",
          avsResultRaw: "U",
        },
      },
    });
  });

  test.each([
    ["a number without a case of its own", "4111111111111111", {}, "00"],
    ["a wrong check digit", "4111111111111112", {}, "14"],
    ["last month as expiry", "4111111111111111", { expiryMonth: "10", expiryYear: "26" }, "54"],
    ["this month as expiry", "4111111111111111", { expiryMonth: "11", expiryYear: "26" }, "00"],
    ["four digits of verification value", "4111111111111111", { cvc: "1234" }, "N7"],
    ["three digits where AMEX prints four", "370000000000002", { cvc: "123" }, "N7"],
    ["four digits where AMEX prints four", "370000000000002", { cvc: "1234" }, "00"],
  ] as const)("a card with %s is answered as documented", async (_, number, changes, issuerCode) => {
    const card = toCard(number, changes);
    const answer = await it().acquirer.connector.authorize(it().authorization({ card }));
    const { resultCode } = issuerAnswers[issuerCode satisfies IssuerCode];
    expect(answer).toMatchObject(resultCode === "SUCCESS" ? { kind: "succeeded" } : { kind: "failed", resultCode });
  });

  test("an amount of 11 is refused by risk control, for a card and for a wallet", async () => {
    const amount = { currency: "USD", minor: 11n };
    const { connector } = it().acquirer;
    for (const card of [toCard("4054695723100768"), undefined]) {
      const answer = await connector.authorize(it().authorization({ card, amount, threeDS: "required" }));
      expect(answer).toMatchObject({ kind: "failed", resultCode: "RISK_REJECT" });
    }
  });

  test.each([
    ["4000000200000109", { kind: "succeeded" }],
    ["4000000200000505", { kind: "failed", resultCode: "DO_NOT_HONOR" }],
  ])("a silent issuer (%s) leaves it unknown, and a minute later decides", async (number, later) => {
    const { acquirer, authorization, clock } = it();
    const request = authorization({ card: toCard(number) });
    expect((await acquirer.connector.authorize(request)).kind).toBe("unknown");
    const inquire = () => acquirer.connector.inquire({ ...request, now: clock.now(), of: "authorization" });
    expect((await inquire()).kind).toBe("unknown");
    clock.advance(60_000);
    expect(await inquire()).toMatchObject(later);
  });

  test("an installment plan the card's market has is taken, another is refused", async () => {
    const amount = { currency: "BRL", minor: 50_000n };
    const plan = (installmentNum: number) => ({ installmentNum, interval: "MONTH" }) as const;
    expect(await authorize("4294097400915107", { amount, installmentPlan: plan(6) })).toMatchObject({
      kind: "succeeded",
      details: { paymentResultInfo: { creditPayPlan: { installmentNum: "6", interval: "MONTH" } } },
    });
    for (const [number, installmentNum] of [
      ["4294097400915107", 13],
      ["4054695723100768", 6],
    ] as const) {
      const refused = await authorize(number, { amount, installmentPlan: plan(installmentNum) });
      expect(refused).toMatchObject({ kind: "failed", resultCode: "INVALID_PAYMENT_METHOD_META_DATA" });
    }
  });
});
