import type { AuthorizationAnswer, FollowUpAnswer } from "../acquirers/index.ts";

/** An acquirer that has not answered by then may have done it or not: the outcome is unknown. */
export const acquirerTimeoutMs = 10_000;

/**
 * Waits for an acquirer's answer at most ten seconds. Silence and every thrown error are `unknown`, never a refusal.
 */
export async function askAcquirer<Answer extends AuthorizationAnswer | FollowUpAnswer | { readonly kind: "not-found" }>(
  call: () => Promise<Answer>,
): Promise<Answer | { readonly kind: "unknown"; readonly reason: string }> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<{ readonly kind: "unknown"; readonly reason: string }>((resolve) => {
    const reason = `no answer within ${acquirerTimeoutMs} ms`;
    timer = setTimeout(() => resolve({ kind: "unknown", reason }), acquirerTimeoutMs);
  });
  try {
    return await Promise.race([call(), silence]);
  } catch (error) {
    return { kind: "unknown", reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
