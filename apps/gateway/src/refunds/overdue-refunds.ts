import { addMs } from "../kernel/index.ts";
import type { RefundDeps } from "./deps.ts";
import { settleRefund } from "./settle-refund.ts";
import { askAgainAt, claimOverdueRefunds } from "./store.ts";

const leaseMs = 60_000;
const countMax = 32;
const pausesMs = [5_000, 10_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const;

/** Settles refunds whose answer is overdue: the process that sent them died, or the acquirer takes its time. */
export async function settleOverdueRefunds(deps: RefundDeps): Promise<number> {
  const now = deps.clock.now();
  const claimed = await claimOverdueRefunds(deps.db.connection, { now, leaseMs, countMax });
  for (const open of claimed) {
    const settled = await settleRefund(deps, open);
    if (settled.status !== "PROCESSING") continue;
    const pauseMs = pausesMs[Math.min(open.inquiryCount, pausesMs.length) - 1] ?? leaseMs;
    await askAgainAt(deps.db.connection, open, addMs(deps.clock.now(), pauseMs));
  }
  return claimed.length;
}
