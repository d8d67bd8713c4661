import { KeyTextError, parsePublicKey, toPublicKeyText } from "@opencashier/protocol";
import type { Db } from "../db/index.ts";
import { addMs, assert, type Clock, type Instant } from "../kernel/index.ts";
import { isLiveKey } from "./merchant.ts";
import { checkClientId, MerchantSettingError, toReceived, unknownMerchant } from "./merchant-settings.ts";
import { endMerchantKey, insertMerchantKey, listStoredKeys, lockMerchant, type StoredMerchantKey } from "./store.ts";

/*
 * Rotation of a merchant's signing key. At most two keys are live at once:
 *
 *   v1 live ──add v2──▶ v1 live until now + overlap, v2 live ──overlap passes──▶ v2 live
 *
 * A third key would have to end one of the two, which could silence a server that still signs with it, so the operator
 * names that one with `replaces`: it ends at once.
 */

type Deps = { readonly db: Db; readonly clock: Clock };

export type RotationOptions = {
  /** Version of the live key that ends. Needed only while two are live. */
  readonly replaces?: number;
  /** How long the key before stays live; 7 days unless told, 0 ends it at once. */
  readonly overlapMs?: number;
};

const overlapDefaultMs = 7 * 24 * 60 * 60 * 1000;

/** Adds the next key version and lets the one before end. Throws MerchantSettingError. */
export async function addMerchantKey(
  deps: Deps,
  clientId: string,
  publicKeyText: string,
  options: RotationOptions = {},
): Promise<StoredMerchantKey> {
  const { replaces, overlapMs = overlapDefaultMs } = options;
  checkClientId(clientId);
  if (!Number.isSafeInteger(overlapMs) || overlapMs < 0) {
    throw new MerchantSettingError(
      "overlapMs",
      "must be a whole number of milliseconds, 0 or more",
      toReceived(overlapMs),
    );
  }
  const text = toStoredText(publicKeyText);
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    if (!(await lockMerchant(tx, clientId))) throw unknownMerchant(clientId);
    const keys = await listStoredKeys(tx, clientId);
    checkIsNew(keys, text, publicKeyText);
    const live = keys.filter((key) => isLiveKey(key, now));
    const ending = chooseEndingKeys(live, replaces, now, addMs(now, overlapMs));
    for (const { keyVersion, notAfter } of ending) await endMerchantKey(tx, clientId, keyVersion, notAfter);
    const keyVersion = Math.max(0, ...keys.map((key) => key.keyVersion)) + 1;
    const added: StoredMerchantKey = { keyVersion, publicKeyText: text, notAfter: null, createdAt: now };
    await insertMerchantKey(tx, clientId, added);
    return added;
  });
}

/** Every key the merchant ever had, oldest first; none for an unknown merchant. */
export const listMerchantKeys = (deps: Pick<Deps, "db">, clientId: string): Promise<StoredMerchantKey[]> =>
  listStoredKeys(deps.db.connection, clientId);

/** Version 1 of an account that is being opened. Throws MerchantSettingError. */
export const toFirstKey = (publicKeyText: string, now: Instant): StoredMerchantKey => ({
  keyVersion: 1,
  publicKeyText: toStoredText(publicKeyText),
  notAfter: null,
  createdAt: now,
});

type Ending = { readonly keyVersion: number; readonly notAfter: Instant };

/** Which live keys end when, so that with the new one no more than two are live. */
function chooseEndingKeys(
  live: readonly StoredMerchantKey[],
  replaces: number | undefined,
  now: Instant,
  overlapEndsAt: Instant,
): Ending[] {
  assert(live.length <= 2, "a merchant has at most two live keys");
  const versions = live.map((key) => key.keyVersion);
  const isNamed = replaces !== undefined && versions.includes(replaces);
  if (replaces !== undefined && !isNamed) {
    const rule = `must name a live key (live: ${versions.join(", ") || "none"})`;
    throw new MerchantSettingError("replaces", rule, toReceived(replaces));
  }
  if (live.length === 2 && !isNamed) {
    const rule = `must name the key that ends at once, because two are live (${versions.join(", ")})`;
    throw new MerchantSettingError("replaces", rule, "nothing");
  }
  return versions.map((keyVersion) => ({
    keyVersion,
    notAfter: live.length === 2 && keyVersion === replaces ? now : overlapEndsAt,
  }));
}

function checkIsNew(keys: readonly StoredMerchantKey[], text: string, received: string): void {
  const same = keys.find((key) => key.publicKeyText === text);
  if (!same) return;
  const rule = `must differ from every earlier key, and is the same as version ${same.keyVersion}`;
  throw new MerchantSettingError("publicKey", rule, toKeyReceived(received));
}

/** One spelling per key, however it was pasted, so that equal keys are equal texts. */
function toStoredText(publicKeyText: string): string {
  try {
    return toPublicKeyText(parsePublicKey(publicKeyText));
  } catch (error) {
    if (!(error instanceof KeyTextError)) throw error;
    // A pasted text may be a private key: neither it nor anything that quotes it goes on.
    const rule = `must be an RSA public key of at least 2048 bits (${error.message})`;
    throw new MerchantSettingError("publicKey", rule, toKeyReceived(publicKeyText));
  }
}

const toKeyReceived = (text: string): string => `a text of ${text.length} characters`;
