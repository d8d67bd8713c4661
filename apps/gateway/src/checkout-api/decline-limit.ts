/**
 * Whoever tries out stolen card numbers is declined far more often than buyers are, so declines are what is counted: each
 * takes a token from its merchant's bucket, tokens come back with time, and while there is none no card is tried. What is
 * paid costs nothing, so a busy merchant never meets the limit. Each process counts for itself; twenty attempts of one
 * payment is the limit that all share (payments/submit.ts).
 */
export type DeclineLimit = {
  readonly count: (clientId: string) => void;
  /** 0: a card may be tried now; else in so many milliseconds. */
  readonly waitMs: (clientId: string) => number;
};

export type DeclineLimitOptions = {
  /** Monotonic milliseconds. */
  readonly monotonicMs: () => number;
  readonly burst: number;
  readonly perSecond: number;
  readonly merchantsMax: number;
};

type Bucket = { readonly tokens: number; readonly at: number };

export function createDeclineLimit(options: DeclineLimitOptions): DeclineLimit {
  const { monotonicMs, burst, perSecond, merchantsMax } = options;
  const buckets = new Map<string, Bucket>();
  const tokensOf = (clientId: string, now: number): number => {
    const bucket = buckets.get(clientId);
    return bucket ? Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond) : burst;
  };
  return {
    count(clientId) {
      const now = monotonicMs();
      const tokens = Math.max(0, tokensOf(clientId, now) - 1);
      buckets.delete(clientId);
      buckets.set(clientId, { tokens, at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > merchantsMax && oldest !== undefined) buckets.delete(oldest);
    },
    waitMs(clientId) {
      const missing = 1 - tokensOf(clientId, monotonicMs());
      return missing <= 0 ? 0 : Math.ceil((missing / perSecond) * 1_000);
    },
  };
}
