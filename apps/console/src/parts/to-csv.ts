import type { ConsolePaymentRow } from "@opencashier/protocol/console";

const columns = [
  "createdAt",
  "paymentRequestId",
  "paymentSessionId",
  "paymentId",
  "status",
  "resultCode",
  "paymentMethodType",
  "currency",
  "value",
  "refundedValue",
] as const;

/** A cell that a spreadsheet takes for a formula would be run by it. Source: OWASP, CSV injection, read 2026-11-23. */
const toCell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** The rows as they are shown, amounts in minor units, times in ISO 8601. */
export function toCsv(rows: readonly ConsolePaymentRow[]): string {
  const lines = rows.map((row) => {
    const values = { ...row, ...row.amount, createdAt: new Date(row.createdAt).toISOString() };
    return columns.map((name) => toCell(values[name] ?? "")).join(",");
  });
  return [columns.join(","), ...lines].join("\r\n");
}

export const toCsvAddress = (rows: readonly ConsolePaymentRow[]): string =>
  `data:text/csv;charset=utf-8,${encodeURIComponent(toCsv(rows))}`;
