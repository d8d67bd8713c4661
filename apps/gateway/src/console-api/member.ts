import type { ConsoleAccount, ConsoleMe, ConsolePermission } from "@opencashier/protocol/console";
import { isSandboxClientId, listMerchants } from "../merchants/index.ts";
import type { ConsoleDeps } from "./deps.ts";
import { findPermissions } from "./role-store.ts";
import { listMemberships, type User } from "./user-store.ts";

/** Whoever asks, with the browser they ask from. */
export type Member = { readonly user: User; readonly tokenHash: string };

/** A member in one account, with what they may do there. */
export type Actor = Member & { readonly permissions: readonly ConsolePermission[] };

/** More than anybody can choose from; beyond it accounts are found by their address. */
const accountsMax = 1_000;

/** Accounts a user belongs to, and what they may do there. A membership of one account counts before one of all. */
export async function listAccounts(
  { db }: Pick<ConsoleDeps, "db">,
  userId: string,
): Promise<readonly ConsoleAccount[]> {
  const roles = new Map((await listMemberships(db.connection, userId)).map(({ clientId, role }) => [clientId, role]));
  if (roles.size === 0) return [];
  const merchants = await listMerchants({ db }, { countMax: accountsMax });
  const accounts: ConsoleAccount[] = [];
  for (const { clientId, displayName } of merchants) {
    const role = roles.get(clientId) ?? roles.get("*");
    // Built-in roles, which nearly all are, are known without asking. oxlint-disable-next-line no-await-in-loop
    const permissions = role === undefined ? undefined : await findPermissions(db.connection, clientId, role);
    if (role === undefined || !permissions) continue;
    accounts.push({ clientId, displayName, isSandbox: isSandboxClientId(clientId), role, permissions });
  }
  return accounts;
}

export async function describeMe(deps: Pick<ConsoleDeps, "db" | "mode">, user: User): Promise<ConsoleMe> {
  const { userId, email, name, totpSealed } = user;
  const accounts = await listAccounts(deps, userId);
  return { userId, email, name, hasTotp: totpSealed !== null, accounts, mode: deps.mode };
}
