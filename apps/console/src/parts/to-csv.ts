import type { ConsoleAuditEntry, ConsolePaymentRow } from "@opencashier/protocol/console";

/** A cell that a spreadsheet takes for a formula would be run by it. Source: OWASP, CSV injection, read 2026-11-23. */
const toCell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

const toLines = (columns: readonly string[], rows: readonly Readonly<Record<string, string | undefined>>[]): string =>
  [columns.join(","), ...rows.map((row) => columns.map((name) => toCell(row[name] ?? "")).join(","))].join("\r\n");

const toIso = (at: number): string => new Date(at).toISOString();

const paymentColumns = [
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

/** The rows as they are shown, amounts in minor units, times in ISO 8601. */
export const toPaymentCsv = (rows: readonly ConsolePaymentRow[]): string =>
  toLines(
    paymentColumns,
    rows.map(({ amount, createdAt, ...row }) => ({ ...row, ...amount, createdAt: toIso(createdAt) })),
  );

/** With the hashes, so that the chain can be checked elsewhere. */
export const toAuditCsv = (rows: readonly ConsoleAuditEntry[]): string =>
  toLines(
    ["sequence", "at", "actor", "action", "details", "hash"],
    rows.map(({ sequence, at, details, ...row }) => ({
      ...row,
      sequence: String(sequence),
      at: toIso(at),
      details: JSON.stringify(details),
    })),
  );

export const toCsvAddress = (csv: string): string => `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`;
