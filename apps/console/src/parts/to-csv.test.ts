import { expect, test } from "vitest";
import { toAuditCsv, toPaymentCsv } from "./to-csv.ts";

const row = {
  paymentSessionId: "PS01",
  paymentRequestId: '=cmd|"x"',
  amount: { currency: "SGD", value: "4800" },
  status: "OPEN",
  refundedValue: "0",
  createdAt: Date.UTC(2026, 10, 23),
} as const;

test("a row is one line, and nothing in it is a formula", () => {
  const [head, line, ...rest] = toPaymentCsv([row]).split("\r\n");
  expect(head).toMatch(/^createdAt,paymentRequestId/);
  expect(line).toMatch(/^"2026-11-23T00:00:00.000Z","'=cmd\|""x""","PS01","","OPEN"/);
  expect(rest).toEqual([]);
});

test("an audit entry keeps its details as JSON and its hash", () => {
  const entry = { sequence: 1, at: 0, actor: "mei", action: "sign-in", details: { from: "::1" }, hash: "ab" };
  expect(toAuditCsv([entry]).split("\r\n")[1]).toBe(
    '"1","1970-01-01T00:00:00.000Z","mei","sign-in","{""from"":""::1""}","ab"',
  );
});
