import type { ConsoleAccount, ConsolePermission } from "@opencashier/protocol/console";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ask } from "../app/ask.ts";

export const useMe = () => useQuery({ queryKey: ["me"], queryFn: () => ask("me"), retry: false, staleTime: 60_000 });

/** The account in the address, and what this member may do there. */
export function useAccount(): {
  readonly clientId: string;
  readonly account: ConsoleAccount | undefined;
  readonly may: (permission: ConsolePermission) => boolean;
} {
  const last = useLastAccount();
  // Pages of a member's own keep the menu of the account they were opened from.
  const { clientId = last?.clientId ?? "" } = useParams({ strict: false });
  const account = useMe().data?.accounts.find((one) => one.clientId === clientId);
  return { clientId, account, may: (permission) => account?.permissions.includes(permission) ?? false };
}

const lastAccountKey = "opencashier-account";

/** For pages that stand beside the accounts: whose they were opened from. */
export const keepLastAccount = (clientId: string): void => sessionStorage.setItem(lastAccountKey, clientId);

/** The account this tab was in last, else the member's first; undefined for who is not signed in. */
export function useLastAccount(): ConsoleAccount | undefined {
  const accounts = useMe().data?.accounts ?? [];
  const kept = sessionStorage.getItem(lastAccountKey);
  return accounts.find(({ clientId }) => clientId === kept) ?? accounts[0];
}
