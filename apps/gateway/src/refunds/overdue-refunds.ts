import { claimAt, nextInquiryAt, workOff } from "../payments/index.ts";
import type { RefundDeps } from "./deps.ts";
import { settleRefund } from "./settle-refund.ts";
import { askAgainAt, claimOverdueRefunds } from "./store.ts";

/** Settles refunds whose answer is overdue: the process that sent them died, or the acquirer takes its time. */
export async function settleOverdueRefunds(deps: RefundDeps): Promise<number> {
  const claimed = await claimOverdueRefunds(deps.db.connection, claimAt(deps.clock.now()));
  return workOff(claimed, async (open) => {
    const settled = await settleRefund(deps, open);
    if (settled.status !== "PROCESSING") return;
    await askAgainAt(deps.db.connection, open, nextInquiryAt(deps.clock.now(), open.inquiryCount - 1));
  });
}
