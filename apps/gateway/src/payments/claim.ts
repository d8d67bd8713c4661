import { addMs, type Instant } from "../kernel/index.ts";

/** How due work is claimed: for so long, so many at once. */
export type Claim = { readonly now: Instant; readonly leaseMs: number; readonly countMax: number };

/** Long enough for an inquiry and what follows it, each at the acquirer's slowest. */
const leaseMs = 60_000;

/** They are worked on at the same time, so one slow answer holds up no other. */
const countMax = 32;

export const claimAt = (now: Instant): Claim => ({ now, leaseMs, countMax });

/**
 * Does the claimed work, all of it at the same time and to the end, then throws what failed: a piece that always fails must
 * not keep the others waiting. What failed is claimed again when its lease is over.
 */
export async function workOff<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number> {
  const failures = (await Promise.allSettled(items.map(work))).filter(({ status }) => status === "rejected");
  if (failures.length > 0) {
    const reasons = failures.map((failure) => (failure as PromiseRejectedResult).reason as unknown);
    throw new AggregateError(reasons, `${failures.length} of ${items.length} due pieces of work failed`);
  }
  return items.length;
}

const inquiryPausesMs = [5_000, 10_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const;

/** When to ask again about what has been asked about so often; in the end once an hour, until there is an answer. */
export const nextInquiryAt = (now: Instant, inquiryCount: number): Instant =>
  addMs(now, inquiryPausesMs[Math.min(inquiryCount, inquiryPausesMs.length - 1)] ?? 60 * 60_000);
