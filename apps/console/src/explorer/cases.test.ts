import { expect, test } from "vitest";
import { fromShareText, toRunnable, toShareText, withFreshIds } from "./cases.ts";

const shared = {
  operation: "pay",
  path: "/ams/sandbox/api/v1/payments/pay",
  name: "钱包",
  body: { amount: { value: "1" } },
};

test("a case survives its link, whatever language its name is in; a cut link is none", () => {
  expect(fromShareText(toShareText(shared))).toEqual(shared);
  expect(fromShareText(toShareText(shared).slice(0, -9))).toBeUndefined();
});

test("ids that may be used once are made anew, wherever they stand", () => {
  const fresh = withFreshIds({ paymentRequestId: "PR-1", list: [{ refundRequestId: "R" }], paymentId: "P" }) as Record<
    string,
    never
  >;
  expect(fresh["paymentRequestId"]).toMatch(/^explorer-/);
  expect(JSON.stringify(fresh["list"])).toContain("explorer-");
  expect(fresh["paymentId"]).toBe("P");
});

test("an example runs here and now: nobody is told or sent to its made-up shop, and it is not over", () => {
  const example = {
    productCode: "CASHIER_PAYMENT",
    paymentNotifyUrl: "https://shop.example.com/hooks",
    paymentRedirectUrl: "https://shop.example.com/r",
    paymentExpiryTime: "2026-11-22T10:39:00+08:00",
    paymentSessionExpiryTime: "2999-01-01T00:00:00Z",
  };
  expect(toRunnable(example, "http://localhost/console", Date.UTC(2026, 10, 23))).toEqual({
    productCode: "CASHIER_PAYMENT",
    paymentRedirectUrl: "http://localhost/console",
    paymentSessionExpiryTime: "2999-01-01T00:00:00Z",
  });
});
