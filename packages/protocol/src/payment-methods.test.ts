import { expect, test } from "vitest";
import { currencyExponent } from "./money.ts";
import { findPaymentMethod, paymentMethods } from "./payment-methods.ts";

const categories = ["bank app", "bank transfer", "card", "card wallet", "convenience store", "online banking"].concat([
  "pay later",
  "wallet",
]);
const flows = ["account", "app", "code", "form", "qr", "redirect", "sheet"];
const digits = /^[1-9]\d*$/;

test("the catalogue has the 94 documented methods, each once", () => {
  expect(new Set(paymentMethods.map((method) => method.paymentMethodType)).size).toBe(94);
  expect(paymentMethods).toHaveLength(94);
});

test.each(paymentMethods.map((method) => [method.paymentMethodType, method] as const))(
  "every value of %s is of its type",
  (paymentMethodType, method) => {
    expect(findPaymentMethod(paymentMethodType)).toBe(method);
    expect(paymentMethodType).toMatch(/^[A-Z0-9_]{3,64}$/);
    expect(method.region).toMatch(/^(?:GLOBAL|[A-Z]{2})$/);
    expect(categories).toContain(method.category);
    expect(method.flows).not.toHaveLength(0);
    for (const flow of method.flows) expect(flows).toContain(flow);
    for (const currency of method.currencies ?? []) expect(currencyExponent(currency)).toBeDefined();
    for (const value of [method.leastValue, method.mostValue]) if (value !== undefined) expect(value).toMatch(digits);
    expect([undefined, "partial", "full", "none"]).toContain(method.refund);
    expect(method.refundDays ?? 1).toBeGreaterThan(0);
    expect(method.unpaidLifetimeMs).toBeGreaterThanOrEqual(5 * 60_000);
    expect(["7 days", "day", "unpaid", "never"]).toContain(method.cancel);
  },
);

test("an unknown method is not found, not even by a name every object has", () => {
  expect(findPaymentMethod("constructor")).toBeUndefined();
  expect(findPaymentMethod("")).toBeUndefined();
});
