import type { ConsolePaymentRow } from "@opencashier/protocol/console";

export const paymentColumns = [
  "createdAt",
  "paymentRequestId",
  "referenceOrderId",
  "paymentSessionId",
  "paymentId",
  "status",
  "resultCode",
  "paymentMethodType",
  "currency",
  "value",
  "refundedValue",
] as const;

/** In the order of the columns. Amounts in minor units, times in ISO 8601, UTC. */
export function toPaymentCells({ amount, createdAt, ...row }: ConsolePaymentRow): readonly string[] {
  const values: Readonly<Record<string, string>> = { ...row, ...amount, createdAt: new Date(createdAt).toISOString() };
  return paymentColumns.map((name) => values[name] ?? "");
}

/** One line by RFC 4180. A cell that a spreadsheet would run as a formula is made text (OWASP, CSV injection, read 2026-11-23). */
export const toCsvLine = (cells: readonly string[]): string => `${cells.map(toCell).join(",")}\r\n`;

const toCell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
