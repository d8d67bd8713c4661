import type { Db } from "../db/index.ts";
import { assert, type Clock } from "../kernel/index.ts";
import { toFirstKey } from "./merchant-keys.ts";
import type { Merchant } from "./merchant.ts";
import {
  checkClientId,
  checkSettings,
  MerchantSettingError,
  type MerchantSettings,
  toReceived,
  unknownMerchant,
} from "./merchant-settings.ts";
import {
  findMerchant,
  insertMerchant,
  insertMerchantKey,
  listMerchantsAfter,
  updateMerchantSettings,
} from "./store.ts";

type Deps = { readonly db: Db; readonly clock: Clock };

/** Settings left out get the widest meaning: active, every list but `products` and `settlementCurrencies` unrestricted. */
export type NewMerchant = Partial<MerchantSettings> &
  Pick<MerchantSettings, "displayName" | "region"> & {
    readonly clientId: string;
    /** Becomes key version 1; without it the merchant can sign nothing yet. PEM or base64 DER, RSA of 2048 bits or more. */
    readonly publicKeyText?: string;
  };

const settingsDefault = {
  status: "ACTIVE",
  products: ["CASHIER_PAYMENT"],
  paymentMethods: null,
  currencies: null,
  settlementCurrencies: [],
  cardBrands: null,
  redirectHosts: null,
  pageOrigins: null,
  notifyUrl: null,
} as const satisfies Partial<MerchantSettings>;

/** Opens an account. Throws MerchantSettingError, for a client id in use too. */
export async function createMerchant(deps: Deps, wanted: NewMerchant): Promise<Merchant> {
  const { clientId, publicKeyText, ...given } = wanted;
  const settings = { ...settingsDefault, ...given };
  checkClientId(clientId);
  checkSettings(settings);
  const now = deps.clock.now();
  const key = publicKeyText === undefined ? undefined : toFirstKey(publicKeyText, now);
  return deps.db.transaction(async (tx) => {
    if (!(await insertMerchant(tx, { clientId, ...settings }, now))) {
      throw new MerchantSettingError("clientId", "must not be in use", toReceived(clientId));
    }
    if (key) await insertMerchantKey(tx, clientId, key);
    return requireMerchant(await findMerchant(tx, clientId));
  });
}

/**
 * Changes the settings given and leaves the others. Throws MerchantSettingError, for an unknown client id too.
 * Replicas that hold the merchant in their directory see the change within its staleness.
 */
export async function updateMerchant(
  deps: Deps,
  clientId: string,
  changes: Partial<MerchantSettings>,
): Promise<Merchant> {
  checkSettings(changes);
  return deps.db.transaction(async (tx) => {
    if (!(await updateMerchantSettings(tx, clientId, changes, deps.clock.now()))) throw unknownMerchant(clientId);
    return requireMerchant(await findMerchant(tx, clientId));
  });
}

export type MerchantPage = {
  /** The last client id of the page before; undefined for the first page. */
  readonly after?: string | undefined;
  /** 1 to 1000, 100 unless told. */
  readonly countMax?: number;
};

/** Merchants by client id, a page at a time. */
export async function listMerchants(deps: Pick<Deps, "db">, page: MerchantPage = {}): Promise<Merchant[]> {
  const { after = "", countMax = 100 } = page;
  assert(countMax >= 1 && countMax <= 1000, "a page holds 1 to 1000 merchants");
  return listMerchantsAfter(deps.db.connection, after, countMax);
}

function requireMerchant(merchant: Merchant | undefined): Merchant {
  assert(merchant, "a merchant written in a transaction is found in it");
  return merchant;
}
