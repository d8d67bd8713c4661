import type { ConsoleClock, ConsoleFaults, ConsoleRequest, ConsoleTestCard } from "@opencashier/protocol/console";
import { FaultPlanError, parseFaultPlan, testCardTable } from "../acquirers/index.ts";
import type { SandboxClock } from "../clock/index.ts";
import { isSandboxClientId } from "../merchants/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";
import { deleteEverythingDone } from "./sandbox-reset-store.ts";

export function readClock(deps: ConsoleDeps): ConsoleClock {
  return requireClock(deps).show();
}

export async function moveClock(deps: ConsoleDeps, move: ConsoleRequest<"moveClock">): Promise<ConsoleClock> {
  const clock = requireClock(deps);
  await ("reset" in move ? clock.reset() : clock.advance(move.advanceMinutes * 60_000));
  return clock.show();
}

function requireClock({ sandboxClock }: ConsoleDeps): SandboxClock {
  if (!sandboxClock) throw new ConsoleError("NOT_FOUND", "Production has no clock that can be moved.");
  return sandboxClock;
}

export async function readFaults({ faultPlans }: ConsoleDeps, clientId: string): Promise<ConsoleFaults> {
  const active = await faultPlans.getPlan(clientId);
  return active ? { plan: active.plan, seed: String(active.seed), drawnCount: String(active.drawnCount) } : {};
}

export async function setFaults(
  deps: ConsoleDeps,
  clientId: string,
  { plan, seed }: ConsoleRequest<"setFaults">,
): Promise<ConsoleFaults> {
  requireSandbox(clientId);
  try {
    await deps.faultPlans.setPlan(clientId, parseFaultPlan(plan), BigInt(seed));
  } catch (error) {
    if (error instanceof FaultPlanError) throw new ConsoleError("BAD_REQUEST", error.message, "plan");
    throw error;
  }
  return readFaults(deps, clientId);
}

export async function clearFaults(deps: ConsoleDeps, clientId: string): Promise<ConsoleFaults> {
  await deps.faultPlans.clearPlan(clientId);
  return {};
}

/** Forgets all that the account has done, so that a test begins with nothing. The clock, which all accounts share, stays. */
export async function resetSandbox(
  { db, wallClock }: ConsoleDeps,
  { user }: Member,
  clientId: string,
  confirmed: ConsoleRequest<"resetSandbox">,
): Promise<{ readonly deletedCount: number }> {
  requireSandbox(clientId);
  if (confirmed.clientId !== clientId) {
    throw new ConsoleError("BAD_REQUEST", `To confirm, clientId must be this account's own, ${clientId}.`, "clientId");
  }
  const now = wallClock.now();
  const deletedCount = await db.transaction(async (tx) => {
    await appendAudit(tx, { actor: user.email, action: "sandbox.reset", clientId, details: {}, now });
    return deleteEverythingDone(tx, clientId);
  });
  return { deletedCount };
}

function requireSandbox(clientId: string): void {
  if (!isSandboxClientId(clientId)) {
    throw new ConsoleError("FORBIDDEN", "This is for sandbox accounts; this account is a live one.");
  }
}

export const listTestCards = (): readonly ConsoleTestCard[] =>
  testCardTable.map(({ number, brand, title, issuerCode, isForThreeDS }) => ({
    number,
    brand,
    title: isForThreeDS ? `3-D Secure: ${title}` : title,
    resultCode: issuerCode ?? "",
  }));
