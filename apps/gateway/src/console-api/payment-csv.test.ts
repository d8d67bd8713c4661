import { expect, test } from "vitest";
import { paymentColumns, toCsvLine, toPaymentCells } from "./payment-csv.ts";

const row = {
  paymentSessionId: "PS01",
  paymentRequestId: '=cmd|"x"',
  amount: { currency: "SGD", value: "4800" },
  status: "OPEN",
  refundedValue: "0",
  createdAt: Date.UTC(2026, 10, 23),
} as const;

test("a payment is one line with a cell for each column, and nothing in it is a formula", () => {
  const cells = toPaymentCells(row);
  expect(cells).toHaveLength(paymentColumns.length);
  expect(toCsvLine(cells)).toBe(
    `"2026-11-23T00:00:00.000Z","'=cmd|""x""","","PS01","","OPEN","","","SGD","4800","0"\r\n`,
  );
});
