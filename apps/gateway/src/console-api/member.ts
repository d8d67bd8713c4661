import { type ConsoleAccount, consoleRoles, isConsoleRole, type ConsoleMe } from "@opencashier/protocol/console";
import { isSandboxClientId, listMerchants } from "../merchants/index.ts";
import type { ConsoleDeps } from "./deps.ts";
import { listMemberships, type User } from "./user-store.ts";

/** Whoever asks, with the browser they ask from. */
export type Member = { readonly user: User; readonly tokenHash: string };

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
  return merchants.flatMap(({ clientId, displayName }) => {
    const role = roles.get(clientId) ?? roles.get("*");
    if (role === undefined || !isConsoleRole(role)) return [];
    const permissions = consoleRoles[role];
    return [{ clientId, displayName, isSandbox: isSandboxClientId(clientId), role, permissions }];
  });
}

export async function describeMe(deps: Pick<ConsoleDeps, "db" | "mode">, user: User): Promise<ConsoleMe> {
  const { userId, email, name, totpSealed } = user;
  const accounts = await listAccounts(deps, userId);
  return { userId, email, name, hasTotp: totpSealed !== null, accounts, mode: deps.mode };
}
