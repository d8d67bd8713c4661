import { execute, sql, type Tx } from "../db/index.ts";

/** Everything a sandbox account has done; who it is, its keys, members and audit log stay. */
const tables = [
  "notification_attempts",
  "notifications",
  "payment_events",
  "payment_attempts",
  "captures",
  "refunds",
  "sandbox_operations",
  "sandbox_fault_plans",
  "payments",
  "payment_sessions",
  "api_requests",
] as const;

/** Deletes it all in the caller's transaction; answers how many rows there were. */
export async function deleteEverythingDone(tx: Tx, clientId: string): Promise<number> {
  let count = 0;
  for (const table of tables) count += await execute(tx)`delete from ${sql.table(table)} where client_id = ${clientId}`;
  return count;
}
