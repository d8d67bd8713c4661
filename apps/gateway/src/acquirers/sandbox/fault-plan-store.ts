import { execute, maybeOne, type Tx } from "../../db/index.ts";
import { assert, type Instant } from "../../kernel/index.ts";

export type FaultPlanRow = {
  readonly plan: string;
  readonly seed: bigint;
  /** How many operations the plan has met. */
  readonly drawnCount: bigint;
};

type Row = { readonly plan: string; readonly seed: bigint; readonly drawn_count: bigint };

const toFaultPlanRow = (row: Row): FaultPlanRow => ({ plan: row.plan, seed: row.seed, drawnCount: row.drawn_count });

export const findFaultPlanRow = (tx: Tx, clientId: string): Promise<FaultPlanRow | undefined> =>
  maybeOne(tx, toFaultPlanRow)`
    select plan, seed, drawn_count from sandbox_fault_plans where client_id = ${clientId}`;

/** Counts one more operation the plan has met, and answers with the plan; undefined when there is none any more. */
export const countDraw = (tx: Tx, clientId: string): Promise<FaultPlanRow | undefined> =>
  maybeOne(tx, toFaultPlanRow)`
    update sandbox_fault_plans set drawn_count = drawn_count + 1
     where client_id = ${clientId}
    returning plan, seed, drawn_count`;

export type NewFaultPlan = {
  readonly clientId: string;
  readonly plan: string;
  readonly seed: bigint;
  readonly now: Instant;
};

/** In place of any earlier plan, and counting anew. */
export async function putFaultPlan(tx: Tx, { clientId, plan, seed, now }: NewFaultPlan): Promise<void> {
  const changed = await execute(tx)`
    insert into sandbox_fault_plans (client_id, plan, seed, drawn_count, updated_at)
    values (${clientId}, ${plan}, ${seed}, 0, ${now})
    on conflict (client_id) do update
       set plan = excluded.plan, seed = excluded.seed, drawn_count = 0, updated_at = excluded.updated_at`;
  assert(changed === 1, "a fault plan is put in one place");
}

/** Whether there was one. */
export const deleteFaultPlan = async (tx: Tx, clientId: string): Promise<boolean> =>
  (await execute(tx)`delete from sandbox_fault_plans where client_id = ${clientId}`) === 1;
