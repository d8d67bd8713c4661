import { paymentMethodTable } from "./payment-method-table.ts";

export type PaymentMethodCategory =
  | "bank app"
  | "bank transfer"
  | "card"
  | "card wallet"
  | "convenience store"
  | "online banking"
  | "pay later"
  | "wallet";

export type PaymentFlow = "account" | "app" | "code" | "form" | "qr" | "redirect" | "sheet";

export type PaymentMethod = {
  readonly paymentMethodType: string;
  /** ISO 3166-1 code of the market, or GLOBAL. */
  readonly region: string;
  readonly category: PaymentMethodCategory;
  readonly flows: readonly PaymentFlow[];
  /** Undefined when the merchant's contract alone decides. */
  readonly currencies: readonly string[] | undefined;
  /** Bounds of one payment as digits in the currency's smallest unit. */
  readonly leastValue: string | undefined;
  readonly mostValue: string | undefined;
  /** Undefined when the references do not say. */
  readonly refund: "partial" | "full" | "none" | undefined;
  readonly refundDays: number | undefined;
  /** How long an unpaid payment stays open. */
  readonly unpaidLifetimeMs: number;
  readonly cancel: "7 days" | "day" | "unpaid" | "never";
};

export const paymentMethods: readonly PaymentMethod[] = paymentMethodTable
  .trim()
  .split("\n")
  .slice(1)
  .map(toPaymentMethod);

const methodsByType: ReadonlyMap<string, PaymentMethod> = new Map(
  paymentMethods.map((method) => [method.paymentMethodType, method]),
);

export const findPaymentMethod = (paymentMethodType: string): PaymentMethod | undefined =>
  methodsByType.get(paymentMethodType);

/** @param line of the table, whose columns its header names; a test holds every value to its type. */
function toPaymentMethod(line: string): PaymentMethod {
  const cells = line.split("|").map((cell) => cell.trim());
  const [paymentMethodType = "", region = "", category = "", flow = "", currencies = ""] = cells;
  const [least, most, refund = "", unpaid = "", cancel = ""] = cells.slice(5);
  const [refundKind, refundDays] = refund.split(" ");
  return {
    paymentMethodType,
    region,
    category: category as PaymentMethodCategory,
    flows: flow.split(", ") as PaymentFlow[],
    currencies: currencies === "any" ? undefined : currencies.split(" "),
    leastValue: known(least),
    mostValue: known(most),
    refund: known(refundKind) as PaymentMethod["refund"],
    refundDays: refundDays === undefined ? undefined : Number(refundDays),
    unpaidLifetimeMs: toMs(unpaid),
    cancel: cancel as PaymentMethod["cancel"],
  };
}

function known(cell: string | undefined): string | undefined {
  return cell === "-" ? undefined : cell;
}

function toMs(duration: string): number {
  const minutesPerUnit: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };
  return Number.parseInt(duration, 10) * (minutesPerUnit[duration.slice(-1)] ?? Number.NaN) * 60_000;
}
