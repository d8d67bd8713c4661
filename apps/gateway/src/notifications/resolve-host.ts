import { lookup, Resolver } from "node:dns/promises";
import { errorCodeOf } from "./error-code.ts";

/** How long an answer is used again, ms: a drained backlog asks for one name hundreds of times a second. */
const keptMs = 10_000;
const keptMax = 1_000;

export type HostResolver = (host: string) => Promise<readonly string[]>;

/**
 * Every address of a name, A before AAAA. Asks name servers directly, because the system's own resolver occupies a thread of
 * the pool that signs replies, for seconds when a name server is silent. A name that they do not give is asked of the
 * system, which also reads the hosts file.
 * @param monotonicMs a clock that never goes back
 */
export function createHostResolver(monotonicMs: () => number = () => performance.now()): HostResolver {
  const kept = new Map<string, { readonly until: number; readonly addresses: readonly string[] }>();
  return async (host) => {
    const known = kept.get(host);
    if (known && known.until > monotonicMs()) return known.addresses;
    const addresses = await resolveHost(host);
    kept.delete(host);
    for (const oldest of kept.keys()) {
      if (kept.size < keptMax) break;
      kept.delete(oldest);
    }
    kept.set(host, { until: monotonicMs() + keptMs, addresses });
    return addresses;
  };
}

async function resolveHost(host: string): Promise<readonly string[]> {
  // Made anew, so that name servers which changed with the network are read again.
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (addresses.length > 0) return addresses;
  const late = answers.find((answer) => answer.status === "rejected" && errorCodeOf(answer.reason) === "ETIMEOUT");
  if (late?.status === "rejected") throw late.reason;
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
