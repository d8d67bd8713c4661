import type { RequestRecorder } from "../console-api/index.ts";
import type { Job } from "../jobs/index.ts";
import type { Deliverer } from "../notifications/index.ts";
import { settleOverdueRefunds } from "../refunds/index.ts";
import type { Money } from "./money.ts";

/** Short enough that a buyer who waits for a channel does not notice, long enough to cost an idle gateway nothing. */
const roundMs = 1_000;

const apiLogMs = 500;
const forgetMs = 3_600_000;

export const toJobs = (
  { payments, refunds, sandbox }: Money,
  deliverer: Deliverer,
  recorder: RequestRecorder,
): readonly Job[] => [
  { name: "payments", everyMs: roundMs, run: () => payments.runDue() },
  { name: "refunds", everyMs: roundMs, run: () => settleOverdueRefunds(refunds) },
  { name: "notifications", everyMs: roundMs, run: () => deliverer.deliverDue() },
  { name: "sandbox", everyMs: roundMs, run: () => sandbox.settleDue() },
  { name: "API log", everyMs: apiLogMs, run: recorder.flush },
  { name: "API log, old entries", everyMs: forgetMs, run: recorder.forget },
];
