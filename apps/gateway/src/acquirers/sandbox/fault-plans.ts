import type { Db } from "../../db/index.ts";
import type { Clock } from "../../kernel/index.ts";
import { drawFault, type Fault, type FaultCall, type FaultPlan, isCallOf, parseFaultPlan } from "./fault-plan.ts";
import { countDraw, deleteFaultPlan, findFaultPlanRow, putFaultPlan } from "./fault-plan-store.ts";

export type ActiveFaultPlan = {
  readonly plan: FaultPlan;
  readonly seed: bigint;
  /** How many operations the plan has met. */
  readonly drawnCount: bigint;
};

/** What shall go wrong for a merchant, until it is cleared. */
export type FaultPlans = {
  readonly getPlan: (clientId: string) => Promise<ActiveFaultPlan | undefined>;
  /** Replaces the merchant's plan and counts anew. The same plan and seed strike the same operations again. */
  readonly setPlan: (clientId: string, plan: FaultPlan, seed: bigint) => Promise<void>;
  /** Whether there was one. */
  readonly clearPlan: (clientId: string) => Promise<boolean>;
};

export type FaultPlansDeps = { readonly db: Pick<Db, "connection">; readonly clock: Clock };

export function createFaultPlans({ db, clock }: FaultPlansDeps): FaultPlans {
  return {
    getPlan: async (clientId) => {
      const row = await findFaultPlanRow(db.connection, clientId);
      return row && { ...row, plan: parseFaultPlan(JSON.parse(row.plan)) };
    },
    setPlan: (clientId, plan, seed) =>
      putFaultPlan(db.connection, { clientId, plan: JSON.stringify(parseFaultPlan(plan)), seed, now: clock.now() }),
    clearPlan: (clientId) => deleteFaultPlan(db.connection, clientId),
  };
}

/** The fault the merchant's plan has for this call. Calls that no rule names are not counted. */
export async function drawPlannedFault(
  db: Pick<Db, "connection">,
  clientId: string,
  call: FaultCall,
): Promise<Fault | undefined> {
  const found = await findFaultPlanRow(db.connection, clientId);
  if (!found || !parseFaultPlan(JSON.parse(found.plan)).rules.some((rule) => isCallOf(rule, call))) return undefined;
  const drawn = await countDraw(db.connection, clientId);
  return (
    drawn && drawFault(parseFaultPlan(JSON.parse(drawn.plan)), call, { seed: drawn.seed, number: drawn.drawnCount })
  );
}
