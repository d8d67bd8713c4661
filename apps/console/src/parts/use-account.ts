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
  const { clientId = "" } = useParams({ strict: false });
  const account = useMe().data?.accounts.find((one) => one.clientId === clientId);
  return { clientId, account, may: (permission) => account?.permissions.includes(permission) ?? false };
}
