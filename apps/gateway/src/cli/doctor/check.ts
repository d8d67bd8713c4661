import type { Config } from "../../config/index.ts";
import type { Db } from "../../db/index.ts";
import type { Clock } from "../../kernel/index.ts";

export type CheckStatus = "ok" | "warn" | "fail";

/** One line of the report. */
export type CheckResult = {
  readonly check: string;
  readonly status: CheckStatus;
  readonly detail: string;
  /** What to do about it; always there unless it is ok. */
  readonly fix?: string;
};

/** What the checks look at. Nothing is changed by any of them. */
export type Patient = {
  readonly config: Config;
  readonly clock: Clock;
  /** Undefined when there is no store yet, or it cannot be opened. */
  readonly db: Db | undefined;
};

export const ok = (check: string, detail: string): CheckResult => ({ check, status: "ok", detail });

export const warn = (check: string, detail: string, fix: string): CheckResult => ({
  check,
  status: "warn",
  detail,
  fix,
});

export const fail = (check: string, detail: string, fix: string): CheckResult => ({
  check,
  status: "fail",
  detail,
  fix,
});

/** The words of an error without its stack. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // A refused connection to several addresses comes as an error without words of its own.
  const inner = error instanceof AggregateError ? error.errors.map((each) => wordsOf(each)).join("; ") : "";
  return error.message || inner || error.name;
};
