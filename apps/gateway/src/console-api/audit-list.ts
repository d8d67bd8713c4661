import type { ConsoleAudit } from "@opencashier/protocol/console";
import { isChainIntact } from "./audit.ts";
import { listAuditOf } from "./audit-store.ts";
import type { ConsoleDeps } from "./deps.ts";

const countMax = 500;

/** What members did with one account, newest first, and whether the chain of all entries is whole. */
export async function listAudit({ db }: ConsoleDeps, clientId: string): Promise<ConsoleAudit> {
  const entries = await listAuditOf(db.connection, clientId, { before: Number.MAX_SAFE_INTEGER, countMax });
  const rows = entries.map(({ sequence, at, actor, action, details, hash }) => ({
    sequence,
    at,
    actor,
    action,
    details: JSON.parse(details) as Record<string, unknown>,
    hash,
  }));
  return { rows, isIntact: await isChainIntact(db) };
}
