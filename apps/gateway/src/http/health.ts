/** One part of the gateway and a check that throws when it does not work. */
export type HealthPart = { readonly name: string; readonly check: () => Promise<void> };

export type Readiness = {
  readonly isReady: boolean;
  readonly parts: Readonly<Record<string, { readonly status: "ok" | "failed"; readonly reason?: string }>>;
};

const checkTimeoutMs = 2_000;

/** Asks every part at once; a part that stays silent for two seconds has failed. */
export async function readReadiness(parts: readonly HealthPart[]): Promise<Readiness> {
  const entries = await Promise.all(
    parts.map(async ({ name, check }) => {
      try {
        await withTimeout(check());
        return [name, { status: "ok" }] as const;
      } catch (error) {
        return [name, { status: "failed", reason: toReason(error) }] as const;
      }
    }),
  );
  return { isReady: entries.every(([, { status }]) => status === "ok"), parts: Object.fromEntries(entries) };
}

/** The kind of failure only: a database's message may name hosts and users. */
function toReason(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === "string") return code;
  return error instanceof HealthError ? error.message : "failed";
}

/** A failed check whose message may be shown to anybody. */
export class HealthError extends Error {}

async function withTimeout(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HealthError(`no answer within ${checkTimeoutMs} ms`)), checkTimeoutMs);
  });
  await Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
