import { describe, expect, test } from "vitest";
import type { CheckoutCardReply, CheckoutPlan } from "@opencashier/protocol";
import { createCardModel } from "./card-model.ts";

const plan: CheckoutPlan = {
  installmentNum: 3,
  interval: "MONTH",
  installmentAmount: { currency: "BRL", value: "4000" },
  interestRate: "0",
};

function open(replies: Readonly<Record<string, CheckoutCardReply>> = {}) {
  const asked: string[] = [];
  const card = createCardModel({
    acceptedBrands: () => ["VISA", "MASTERCARD", "AMEX", "CARTES_BANCAIRES"],
    needsCvc: () => true,
    nowMs: () => Date.parse("2026-11-22"),
    lookUp(bin) {
      asked.push(bin);
      return Promise.resolve(replies[bin]);
    },
  });
  return { card, asked };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a card as it is typed", () => {
  test("nothing is said while a field is typed for the first time, but when it is left", () => {
    const { card } = open();
    card.edit({ number: "4111" });
    expect(card.problemOf("number")).toBeUndefined();
    card.leave("number");
    expect(card.problemOf("number")).toBe("numberIncomplete");
    card.edit({ number: "4111 1" });
    expect(card.problemOf("number")).toBeUndefined();
  });

  test("passing through an empty field is no mistake", () => {
    const { card } = open();
    card.leave("cvc");
    expect(card.problemOf("cvc")).toBeUndefined();
  });

  test("sending an empty form names every field, in the order they stand", () => {
    const { card } = open();
    expect(card.showProblems()).toEqual(["number", "expiry", "cvc", "name"]);
    expect(card.problemOf("name")).toBe("nameMissing");
  });

  test("a decline takes the verification value away and keeps the rest", () => {
    const { card } = open();
    card.edit({ number: "4111 1111 1111 1111", expiry: "12 / 30", cvc: "123", name: "Ada" });
    card.refuse("expiry", "expiredCard");
    expect(card.values.value).toEqual({
      number: "4111 1111 1111 1111",
      expiry: "12 / 30",
      cvc: "",
      name: "Ada",
      brand: undefined,
    });
    expect(card.problemOf("expiry")).toBe("expiredCard");
    card.edit({ expiry: "12 / 31" });
    expect(card.problemOf("expiry")).toBeUndefined();
  });

  test("the gateway is asked once for six digits and once for eight", () => {
    const { card, asked } = open();
    for (const number of ["41111", "411111", "4111111", "41111111", "411111112"]) card.edit({ number });
    expect(asked.filter((bin) => bin.length === 8)).toEqual(["41111111"]);
    expect(asked[0]).toBe("411111");
  });

  test("a co-badged card has no brand until the buyer has chosen", async () => {
    const { card } = open({ "497000": { brands: ["CARTES_BANCAIRES", "VISA"], plans: [] } });
    card.edit({ number: "4970 00" });
    await settle();
    expect(card.brand.value).toBeUndefined();
    card.edit({ brand: "VISA" });
    expect(card.brand.value).toBe("VISA");
  });

  test("another card forgets the plan that was chosen for the first", async () => {
    const { card } = open({
      "529400": { brands: ["MASTERCARD"], plans: [plan] },
      "411111": { brands: ["VISA"], plans: [plan] },
    });
    card.edit({ number: "5294 00" });
    await settle();
    card.planNum.value = 3;
    card.edit({ number: "4111 11" });
    expect(card.plans.value).toEqual([]);
    await settle();
    expect(card.planNum.value).toBeUndefined();
    expect(card.plans.value).toEqual([plan]);
  });
});
