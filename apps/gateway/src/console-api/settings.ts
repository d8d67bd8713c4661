import { toPublicKeyText } from "@opencashier/protocol";
import type { ConsoleKey, ConsoleRequest, ConsoleSettings } from "@opencashier/protocol/console";
import {
  addMerchantKey,
  listMerchantKeys,
  type Merchant,
  MerchantSettingError,
  updateMerchant,
} from "../merchants/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";

export const readSettings = ({ gatewayKeys }: ConsoleDeps, merchant: Merchant): ConsoleSettings => ({
  displayName: merchant.displayName,
  region: merchant.region,
  notifyUrl: merchant.notifyUrl,
  pageOrigins: merchant.pageOrigins,
  gatewayKeys: gatewayKeys().map(({ keyVersion, publicKey }) => ({
    keyVersion,
    publicKey: toPublicKeyText(publicKey),
  })),
});

export async function changeSettings(
  deps: ConsoleDeps,
  { user }: Member,
  { clientId }: Merchant,
  { notifyUrl, pageOrigins }: ConsoleRequest<"settings">,
): Promise<ConsoleSettings> {
  const merchant = await asFault(() =>
    updateMerchant({ db: deps.db, clock: deps.wallClock }, clientId, { notifyUrl, pageOrigins }),
  );
  // Whoever saves and tries at once must meet what was saved; other replicas follow within seconds.
  deps.directory.invalidate(clientId);
  const details = { notifyUrl, pageOrigins };
  const entry = { actor: user.email, action: "settings.changed", clientId, details, now: deps.wallClock.now() };
  await deps.db.transaction((tx) => appendAudit(tx, entry));
  return readSettings(deps, merchant);
}

export async function listKeys({ db }: ConsoleDeps, clientId: string): Promise<readonly ConsoleKey[]> {
  return (await listMerchantKeys({ db }, clientId)).map(({ keyVersion, publicKeyText, notAfter, createdAt }) => ({
    keyVersion,
    publicKey: publicKeyText,
    notAfter,
    createdAt,
  }));
}

const hourMs = 3_600_000;

/** The next version; the one before ends after the overlap. */
export async function addKey(
  deps: ConsoleDeps,
  { user }: Member,
  clientId: string,
  { publicKey, overlapHours }: ConsoleRequest<"addKey">,
): Promise<readonly ConsoleKey[]> {
  const keyDeps = { db: deps.db, clock: deps.wallClock };
  const added = await asFault(() => addMerchantKey(keyDeps, clientId, publicKey, { overlapMs: overlapHours * hourMs }));
  deps.directory.invalidate(clientId);
  const details = { keyVersion: added.keyVersion, overlapHours };
  const entry = { actor: user.email, action: "key.added", clientId, details, now: deps.wallClock.now() };
  await deps.db.transaction((tx) => appendAudit(tx, entry));
  return listKeys(deps, clientId);
}

async function asFault<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MerchantSettingError) throw new ConsoleError("BAD_REQUEST", error.message);
    throw error;
  }
}
