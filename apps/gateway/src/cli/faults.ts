import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  createFaultPlans,
  FaultPlanError,
  type FaultPlan,
  type FaultPlans,
  parseFaultPlan,
} from "../acquirers/index.ts";
import { systemClock } from "../kernel/index.ts";
import { isSandboxClientId } from "../merchants/index.ts";
import { type CommonOptions, createContext, withStore } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";
import { requireMerchant } from "./require-merchant.ts";
import { UsageError } from "./usage-error.ts";

export type FaultsOptions = CommonOptions & { readonly merchant: string };
export type FaultsSetOptions = FaultsOptions & { readonly seed?: string };

/** The merchant's plan, its seed, and how many operations it has met. */
export async function runFaultsShow(options: FaultsOptions): Promise<ExitCode> {
  const context = createContext(options);
  const active = await onPlans(options, (plans) => plans.getPlan(options.merchant));
  context.output.result(
    active ? { ...active, seed: String(active.seed), drawnCount: String(active.drawnCount) } : {},
    () =>
      active
        ? `Seed ${active.seed}, ${active.drawnCount} operations met so far.\n${JSON.stringify(active.plan, null, 2)}`
        : "Nothing is planned to go wrong.",
  );
  return 0;
}

/** @param file the plan as JSON, in the form of docs/integrating/sandbox.md; - reads it from stdin */
export async function runFaultsSet(file: string, options: FaultsSetOptions): Promise<ExitCode> {
  const context = createContext(options);
  const seed = options.seed === undefined ? BigInt(randomInt(2 ** 32)) : parseSeed(options.seed);
  const plan = readPlan(file);
  await onPlans(options, (plans) => plans.setPlan(options.merchant, plan, seed));
  context.output.result({ seed: String(seed), plan }, () => `The plan is set. To repeat the run: --seed ${seed}`);
  return 0;
}

export async function runFaultsClear(options: FaultsOptions): Promise<ExitCode> {
  const context = createContext(options);
  const isCleared = await onPlans(options, (plans) => plans.clearPlan(options.merchant));
  context.output.result({ isCleared }, () => (isCleared ? "The plan is cleared." : "There was no plan."));
  return 0;
}

const onPlans = <Value>(options: FaultsOptions, work: (plans: FaultPlans) => Promise<Value>): Promise<Value> => {
  const context = createContext(options);
  return withStore(context, async (store) => {
    await requireMerchant(context, store, options.merchant);
    if (!isSandboxClientId(options.merchant))
      throw new UsageError("Faults are the sandbox acquirer's; this account is a live one.");
    return work(createFaultPlans({ db: store.db, clock: systemClock }));
  });
};

function parseSeed(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new UsageError("--seed takes a whole number of at most 18 digits.");
  return BigInt(text);
}

function readPlan(file: string): FaultPlan {
  try {
    return parseFaultPlan(JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8")));
  } catch (error) {
    if (error instanceof FaultPlanError) throw new UsageError(`${file}: ${error.message}.`);
    if (error instanceof SyntaxError) throw new UsageError(`${file}: not JSON: ${error.message}.`);
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
