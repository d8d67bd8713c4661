import type { ResultCode } from "@opencashier/protocol";
import type { Money } from "../../kernel/index.ts";

export type MagicAmount = {
  readonly call: "authorize" | "capture" | "refund";
  /** The whole amount in the currency's smallest unit, whatever the currency. */
  readonly minor: bigint;
  /** Final answer. */
  readonly resultCode: ResultCode;
  /** Answered as pending first, and finally so much later. */
  readonly pendingMs?: number;
  readonly isDocumented?: true;
};

const minuteMs = 60_000;

/** Amounts that do something particular. Source of the documented one: Antom, "Test resources", read 2026-11-22. */
export const magicAmounts: readonly MagicAmount[] = [
  { call: "authorize", minor: 11n, resultCode: "RISK_REJECT", isDocumented: true },
  { call: "refund", minor: 21n, resultCode: "SUCCESS", pendingMs: minuteMs },
  { call: "refund", minor: 22n, resultCode: "PROCESS_FAIL", pendingMs: minuteMs },
  { call: "refund", minor: 23n, resultCode: "MERCHANT_BALANCE_NOT_ENOUGH" },
  { call: "refund", minor: 24n, resultCode: "REFUND_NOT_SUPPORTED" },
  { call: "capture", minor: 31n, resultCode: "SUCCESS", pendingMs: minuteMs },
  { call: "capture", minor: 32n, resultCode: "PROCESS_FAIL", pendingMs: minuteMs },
  { call: "capture", minor: 33n, resultCode: "USER_BALANCE_NOT_ENOUGH" },
];

export const findMagicAmount = (call: MagicAmount["call"], { minor }: Money): MagicAmount | undefined =>
  magicAmounts.find((magic) => magic.call === call && magic.minor === minor);
