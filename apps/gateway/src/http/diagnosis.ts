import { diagnoseSignature, diagnosisHeaderText } from "@opencashier/protocol";
import type { Clock } from "../kernel/index.ts";
import type { GatewayKey, MerchantDirectory } from "../merchants/index.ts";
import { type Exchange, headerText } from "./exchange.ts";

/** Finds out why a check of the caller's signature failed. The wire answer stays the declared code. */
export type Diagnose = {
  /** Whether the caller may read the diagnosis in a reply header: embedded mode only, where the caller is the operator. */
  readonly isShown: boolean;
  /** Undefined when too many were asked for lately: a diagnosis costs as much as some hundred checks. */
  readonly explain: (exchange: Exchange) => Promise<string | undefined>;
  readonly toHeader: (diagnosis: string) => string;
};

type Deps = {
  readonly directory: MerchantDirectory;
  readonly gatewayKeys: () => readonly GatewayKey[];
  readonly wallClock: Clock;
  readonly isShown: boolean;
  readonly perSecondMax: number;
};

export function createDiagnose(deps: Deps): Diagnose {
  const isAllowed = createRateLimit(deps.wallClock, deps.perSecondMax);
  return {
    isShown: deps.isShown,
    toHeader: diagnosisHeaderText,
    async explain({ method, path, headers, body }) {
      if (!isAllowed()) return undefined;
      const clientId = headerText(headers, "client-id") ?? "";
      const merchant = await deps.directory.find(clientId);
      const merchantKeys = (merchant?.keys ?? []).map((key) => ({ clientId, ...key }));
      const captured = { method, target: path, headers: headers as Record<string, string>, body };
      const candidates = { merchantKeys, gatewayPublicKeys: deps.gatewayKeys(), now: deps.wallClock.now() };
      const { explanation, fix } = diagnoseSignature(captured, candidates);
      return `${explanation} ${fix}`;
    },
  };
}

/** Lets at most so many through in any second of the clock. */
function createRateLimit(clock: Clock, perSecondMax: number): () => boolean {
  let second = 0;
  let used = 0;
  return () => {
    const now = Math.floor(clock.now() / 1000);
    if (now !== second) [second, used] = [now, 0];
    return ++used <= perSecondMax;
  };
}
