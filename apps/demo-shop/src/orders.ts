import type {
  CaptureNotification,
  Notification,
  PaymentNotification,
  RefundNotification,
} from "@opencashier/node-client";
import type { Amount, Style } from "./catalog.ts";

export type OrderLine = { readonly name: string; readonly count: number };

/** What the shop knows of an order. PAID is only ever set by a verified notification or the shop's own inquiry. */
export type Order = {
  readonly orderId: string;
  readonly paymentRequestId: string;
  readonly lines: readonly OrderLine[];
  readonly amount: Amount;
  readonly style: Style;
  readonly isManualCapture: boolean;
  readonly sessionData: string;
  readonly normalUrl: string | undefined;
  status: "OPEN" | "PENDING" | "PAID" | "FAILED" | "CANCELLED";
  paymentId: string | undefined;
  paymentMethodType: string | undefined;
  /** What was taken and given back, by the shop's own request id: the same news twice counts once. */
  readonly captures: Map<string, bigint>;
  readonly refunds: Map<string, bigint>;
  /** What the gateway told, newest last. */
  readonly told: { readonly at: Date; readonly what: string; readonly detail: string }[];
  readonly createdAt: Date;
};

/** Orders of this run. A demonstration keeps them in memory; a shop keeps them in its database. */
export type Orders = {
  readonly add: (order: Order) => void;
  readonly find: (orderId: string) => Order | undefined;
  readonly findByRequest: (paymentRequestId: string) => Order | undefined;
  readonly findByPayment: (paymentId: string) => Order | undefined;
  /** Newest first. */
  readonly list: () => readonly Order[];
  /** Ids of refunds this shop has asked for, and whose order they are. */
  readonly askedRefunds: Map<string, Order>;
};

export function createOrders(): Orders {
  const orders = new Map<string, Order>();
  const find = (test: (order: Order) => boolean): Order | undefined => [...orders.values()].find(test);
  return {
    add: (order) => void orders.set(order.orderId, order),
    find: (orderId) => orders.get(orderId),
    findByRequest: (paymentRequestId) => find((order) => order.paymentRequestId === paymentRequestId),
    findByPayment: (paymentId) => find((order) => order.paymentId === paymentId),
    list: () => [...orders.values()].toReversed(),
    askedRefunds: new Map(),
  };
}

/** Why a genuine notification is not acted on: it is about something else than it seems. */
export type Mismatch = { readonly reason: string };

/**
 * Acts on a notification whose signature has been verified. A signature proves who wrote it, not that it is about this order
 * at this price: id, amount and currency are compared before anything is delivered. The same notification may come any number
 * of times and changes the order once.
 */
export function applyNotification(orders: Orders, notification: Notification): Order | Mismatch {
  switch (notification.notifyType) {
    case "PAYMENT_RESULT":
    case "PAYMENT_PENDING":
      return applyPayment(orders, notification);
    case "CAPTURE_RESULT":
      return applyCapture(orders, notification);
    case "REFUND_RESULT":
      return applyRefund(orders, notification);
    default:
      return { reason: "this shop does not know this kind" };
  }
}

function applyPayment(orders: Orders, notification: PaymentNotification): Order | Mismatch {
  const { paymentRequestId, paymentId, paymentAmount, paymentMethodType, result } = notification;
  const order = orders.findByRequest(paymentRequestId);
  if (!order) return { reason: `no order has paymentRequestId ${paymentRequestId}` };
  const { currency, value } = paymentAmount;
  if (currency !== order.amount.currency || value !== order.amount.value) {
    return { reason: `the order costs ${order.amount.value} ${order.amount.currency}, not ${value} ${currency}` };
  }
  note(order, "notifyPayment", `${result.resultStatus} ${result.resultCode}`);
  order.paymentId = paymentId;
  if (paymentMethodType !== undefined) order.paymentMethodType = paymentMethodType;
  if (result.resultStatus === "S") order.status = "PAID";
  else if (order.status === "PAID") return order;
  else if (notification.notifyType === "PAYMENT_PENDING") order.status = "PENDING";
  else order.status = result.resultCode === "ORDER_IS_CANCELED" ? "CANCELLED" : "FAILED";
  return order;
}

function applyCapture(orders: Orders, notification: CaptureNotification): Order | Mismatch {
  const { paymentId, captureRequestId, captureAmount, result } = notification;
  const order = orders.findByPayment(paymentId);
  if (!order) return { reason: `no order was paid by ${paymentId}` };
  if (captureAmount.currency !== order.amount.currency) return { reason: "the capture is in another currency" };
  note(order, "notifyCapture", `${result.resultCode} ${captureAmount.value} ${captureAmount.currency}`);
  if (result.resultStatus === "S") order.captures.set(captureRequestId, BigInt(captureAmount.value));
  return order;
}

function applyRefund(orders: Orders, notification: RefundNotification): Order | Mismatch {
  const { refundRequestId, refundAmount, refundStatus } = notification;
  const order = orders.askedRefunds.get(refundRequestId);
  if (!order) return { reason: `this shop asked for no refund ${refundRequestId}` };
  if (refundAmount.currency !== order.amount.currency) return { reason: "the refund is in another currency" };
  note(order, "notifyRefund", `${refundStatus} ${refundAmount.value} ${refundAmount.currency}`);
  if (refundStatus === "SUCCESS") order.refunds.set(refundRequestId, BigInt(refundAmount.value));
  return order;
}

/** Minor units of the order's currency. */
export function capturedValue({ isManualCapture, status, amount, captures }: Order): bigint {
  if (isManualCapture) return sum(captures);
  return status === "PAID" ? BigInt(amount.value) : 0n;
}

export const refundedValue = ({ refunds }: Order): bigint => sum(refunds);

const sum = (values: ReadonlyMap<string, bigint>): bigint =>
  [...values.values()].reduce((total, one) => total + one, 0n);

const note = (order: Order, what: string, detail: string): void => {
  order.told.push({ at: new Date(), what, detail });
};
