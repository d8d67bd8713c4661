import { createMerchantDirectory, type Merchant } from "../merchants/index.ts";
import type { CommandContext, Store } from "./command-context.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError when there is no such account */
export async function requireMerchant({ clock }: CommandContext, { db }: Store, clientId: string): Promise<Merchant> {
  const merchant = await createMerchantDirectory({ db, clock }).find(clientId);
  if (!merchant) throw new UsageError(`Merchant ${clientId} is not known.`);
  return merchant;
}
