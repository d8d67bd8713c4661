import { expect, test } from "vitest";
import { fromShareText, toShareText, withFreshIds } from "./cases.ts";

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
