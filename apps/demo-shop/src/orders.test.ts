import { describe, expect, test } from "vitest";
import { applyNotification, capturedValue, createOrders, type Order, refundedValue } from "./orders.ts";

function shopWithOrder() {
  const orders = createOrders();
  const order: Order = {
    orderId: "1",
    paymentRequestId: "PR-1",
    lines: [{ name: "Mug", count: 1 }],
    amount: { currency: "SGD", value: "2400" },
    style: "card",
    isManualCapture: false,
    sessionData: "",
    normalUrl: undefined,
    status: "OPEN",
    paymentId: undefined,
    paymentMethodType: undefined,
    captures: new Map(),
    refunds: new Map(),
    told: [],
    createdAt: new Date(),
  };
  orders.add(order);
  return { orders, order };
}

const paid = {
  notifyType: "PAYMENT_RESULT",
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
  paymentRequestId: "PR-1",
  paymentId: "P-1",
  paymentAmount: { currency: "SGD", value: "2400" },
  paymentCreateTime: "2026-11-22T10:15:40+08:00",
} as const;

const refund = {
  notifyType: "REFUND_RESULT",
  result: paid.result,
  refundStatus: "SUCCESS",
  refundRequestId: "RR-9",
  refundId: "R-9",
  refundAmount: { currency: "SGD", value: "2400" },
} as const;

describe("a genuine notification", () => {
  test("about this order at its price makes it paid, however often it comes", () => {
    const { orders, order } = shopWithOrder();
    applyNotification(orders, paid);
    applyNotification(orders, paid);
    expect([order.status, order.paymentId, capturedValue(order)]).toEqual(["PAID", "P-1", 2400n]);
  });

  test.each([
    ["another amount", { paymentAmount: { currency: "SGD", value: "1" } }],
    ["another currency", { paymentAmount: { currency: "IDR", value: "2400" } }],
    ["another order", { paymentRequestId: "PR-2" }],
  ])("about %s changes nothing", (_, members) => {
    const { orders, order } = shopWithOrder();
    expect(applyNotification(orders, { ...paid, ...members })).toHaveProperty("reason");
    expect(order.status).toBe("OPEN");
  });

  test("of a failure does not take back what was paid", () => {
    const { orders, order } = shopWithOrder();
    applyNotification(orders, paid);
    const result = { resultCode: "ORDER_IS_CLOSED", resultStatus: "F", resultMessage: "closed" } as const;
    applyNotification(orders, { ...paid, result });
    expect(order.status).toBe("PAID");
  });

  test("of a refund that was asked for counts once, and only when it succeeded", () => {
    const { orders, order } = shopWithOrder();
    orders.askedRefunds.set("RR-1", order);
    applyNotification(orders, { ...refund, refundRequestId: "RR-1", refundStatus: "FAIL" } as const);
    expect(refundedValue(order)).toBe(0n);
    applyNotification(orders, { ...refund, refundRequestId: "RR-1" });
    applyNotification(orders, { ...refund, refundRequestId: "RR-1" });
    expect(refundedValue(order)).toBe(2400n);
  });

  test("of a refund this shop never asked for is not believed", () => {
    const { orders } = shopWithOrder();
    expect(applyNotification(orders, refund)).toHaveProperty("reason");
  });
});
