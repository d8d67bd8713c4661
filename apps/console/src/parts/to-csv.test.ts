import { expect, test } from "vitest";
import { toCsv } from "./to-csv.ts";

const row = {
  paymentSessionId: "PS01",
  paymentRequestId: '=cmd|"x"',
  amount: { currency: "SGD", value: "4800" },
  status: "OPEN",
  refundedValue: "0",
  createdAt: Date.UTC(2026, 10, 23),
} as const;

test("a row is one line, and nothing in it is a formula", () => {
  const [head, line, ...rest] = toCsv([row]).split("\r\n");
  expect(head).toMatch(/^createdAt,paymentRequestId/);
  expect(line).toMatch(/^"2026-11-23T00:00:00.000Z","'=cmd\|""x""","PS01","","OPEN"/);
  expect(rest).toEqual([]);
});
