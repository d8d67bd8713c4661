import { parsePublicKey } from "@opencashier/protocol";
import { execute, forUpdate, many, maybeOne, sql, type SqlPiece, type SqlValue, type Tx } from "../db/index.ts";
import { assert, type Instant, toInstant } from "../kernel/index.ts";
import type { Merchant, MerchantKey, MerchantProduct, MerchantStatus } from "./merchant.ts";
import type { MerchantSettings } from "./merchant-settings.ts";

/** A key as it is stored: the text beside what `MerchantKey` carries. */
export type StoredMerchantKey = Omit<MerchantKey, "publicKey"> & {
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly publicKeyText: string;
  readonly createdAt: Instant;
};

export type StoredGatewayKey = {
  readonly keyVersion: number;
  readonly publicKeyText: string;
  /** PKCS #8 DER, sealed by the key provider. */
  readonly privateKeySealed: string;
  readonly createdAt: Instant;
  readonly retiredAt: Instant | null;
};

/** Inserts the account without keys; false when the client id is in use. */
export async function insertMerchant(tx: Tx, merchant: Omit<Merchant, "keys">, now: Instant): Promise<boolean> {
  const changed = await execute(tx)`
    insert into merchants (client_id, display_name, status, region, products, payment_methods, currencies,
                           settlement_currencies, card_brands, redirect_hosts, page_origins, notify_url, created_at,
                           updated_at)
    values (${merchant.clientId}, ${merchant.displayName}, ${merchant.status}, ${merchant.region},
            ${toJson(merchant.products)}, ${toJson(merchant.paymentMethods)}, ${toJson(merchant.currencies)},
            ${toJson(merchant.settlementCurrencies)}, ${toJson(merchant.cardBrands)}, ${toJson(merchant.redirectHosts)},
            ${toJson(merchant.pageOrigins)}, ${merchant.notifyUrl}, ${now}, ${now})
    on conflict do nothing`;
  return changed === 1;
}

/** Writes the settings given and leaves the others; false when there is no such merchant. */
export async function updateMerchantSettings(
  tx: Tx,
  clientId: string,
  changes: Partial<MerchantSettings>,
  now: Instant,
): Promise<boolean> {
  const changed = await execute(tx)`
    update merchants set ${toAssignments(changes)} updated_at = ${now} where client_id = ${clientId}`;
  return changed === 1;
}

/** The merchant and all its keys, ended ones included, oldest first. */
export async function findMerchant(tx: Tx, clientId: string): Promise<Merchant | undefined> {
  const rows = await many(tx, (row: MerchantAndKeyRow) => row)`
    select ${merchantColumns}, k.key_version, k.public_key, k.not_after
      from merchants m
      left join merchant_keys k on k.client_id = m.client_id
     where m.client_id = ${clientId}
     order by k.key_version`;
  return toMerchants(rows)[0];
}

/** At most `countMax` merchants whose client id sorts after `after`, by client id. */
export async function listMerchantsAfter(tx: Tx, after: string, countMax: number): Promise<Merchant[]> {
  const rows = await many(tx, (row: MerchantAndKeyRow) => row)`
    select ${merchantColumns}, k.key_version, k.public_key, k.not_after
      from merchants m
      left join merchant_keys k on k.client_id = m.client_id
     where m.client_id in (select client_id from merchants where client_id > ${after}
                            order by client_id limit ${countMax})
     order by m.client_id, k.key_version`;
  return toMerchants(rows);
}

/** Locks the merchant's row until the transaction ends, so that its keys change one at a time; false when there is none. */
export async function lockMerchant(tx: Tx, clientId: string): Promise<boolean> {
  const found = await maybeOne(tx, (row: { client_id: string }) => row.client_id)`
    select client_id from merchants where client_id = ${clientId} ${forUpdate(tx)}`;
  return found !== undefined;
}

/** Every key the merchant ever had, oldest first. */
export const listStoredKeys = (tx: Tx, clientId: string): Promise<StoredMerchantKey[]> =>
  many(tx, toStoredKey)`
    select key_version, public_key, not_after, created_at
      from merchant_keys where client_id = ${clientId} order by key_version`;

export async function insertMerchantKey(tx: Tx, clientId: string, key: StoredMerchantKey): Promise<void> {
  const changed = await execute(tx)`
    insert into merchant_keys (client_id, key_version, public_key, not_after, created_at)
    values (${clientId}, ${key.keyVersion}, ${key.publicKeyText}, ${key.notAfter}, ${key.createdAt})`;
  assert(changed === 1, "a new key is one row");
}

/** Lets the key end at `notAfter`, or earlier if it already would. */
export async function endMerchantKey(tx: Tx, clientId: string, keyVersion: number, notAfter: Instant): Promise<void> {
  const changed = await execute(tx)`
    update merchant_keys
       set not_after = case when not_after < ${notAfter} then not_after else ${notAfter} end
     where client_id = ${clientId} and key_version = ${keyVersion}`;
  assert(changed === 1, "a key to end is there");
}

/** False when the version is taken: another replica was first. */
export async function insertGatewayKey(tx: Tx, key: StoredGatewayKey): Promise<boolean> {
  const changed = await execute(tx)`
    insert into gateway_keys (key_version, public_key, private_key_sealed, created_at, retired_at)
    values (${key.keyVersion}, ${key.publicKeyText}, ${key.privateKeySealed}, ${key.createdAt}, ${key.retiredAt})
    on conflict do nothing`;
  return changed === 1;
}

/** Every version, oldest first. */
export const listGatewayKeys = (tx: Tx): Promise<StoredGatewayKey[]> =>
  many(tx, toGatewayKey)`
    select key_version, public_key, private_key_sealed, created_at, retired_at from gateway_keys order by key_version`;

export const retireGatewayKeysBefore = (tx: Tx, keyVersion: number, retiredAt: Instant): Promise<number> =>
  execute(tx)`
    update gateway_keys set retired_at = ${retiredAt} where key_version < ${keyVersion} and retired_at is null`;

const merchantColumns = sql`
  m.client_id, m.display_name, m.status, m.region, m.products, m.payment_methods, m.currencies,
  m.settlement_currencies, m.card_brands, m.redirect_hosts, m.page_origins, m.notify_url`;

type MerchantAndKeyRow = {
  readonly client_id: string;
  readonly display_name: string;
  readonly status: MerchantStatus;
  readonly region: string;
  readonly products: string;
  readonly payment_methods: string | null;
  readonly currencies: string | null;
  readonly settlement_currencies: string;
  readonly card_brands: string | null;
  readonly redirect_hosts: string | null;
  readonly page_origins: string | null;
  readonly notify_url: string | null;
  readonly key_version: bigint | null;
  readonly public_key: string | null;
  readonly not_after: bigint | null;
};

/** @param rows one per key, those of a merchant together; one without key columns for a merchant that has none. */
function toMerchants(rows: readonly MerchantAndKeyRow[]): Merchant[] {
  const merchants = new Map<string, Merchant & { readonly keys: MerchantKey[] }>();
  for (const row of rows) {
    const merchant = merchants.get(row.client_id) ?? toMerchant(row);
    merchants.set(row.client_id, merchant);
    if (row.key_version === null || row.public_key === null) continue;
    const notAfter = row.not_after === null ? null : toInstant(Number(row.not_after));
    merchant.keys.push({ keyVersion: Number(row.key_version), publicKey: parsePublicKey(row.public_key), notAfter });
  }
  return [...merchants.values()];
}

const toMerchant = (row: MerchantAndKeyRow): Merchant & { readonly keys: MerchantKey[] } => ({
  clientId: row.client_id,
  displayName: row.display_name,
  status: row.status,
  region: row.region,
  products: toList(row.products) as readonly MerchantProduct[],
  paymentMethods: toListOrNull(row.payment_methods),
  currencies: toListOrNull(row.currencies),
  settlementCurrencies: toList(row.settlement_currencies),
  cardBrands: toListOrNull(row.card_brands),
  redirectHosts: toListOrNull(row.redirect_hosts),
  pageOrigins: toListOrNull(row.page_origins),
  notifyUrl: row.notify_url,
  keys: [],
});

const toStoredKey = (row: {
  key_version: bigint;
  public_key: string;
  not_after: bigint | null;
  created_at: bigint;
}): StoredMerchantKey => ({
  keyVersion: Number(row.key_version),
  publicKeyText: row.public_key,
  notAfter: row.not_after === null ? null : toInstant(Number(row.not_after)),
  createdAt: toInstant(Number(row.created_at)),
});

const toGatewayKey = (row: {
  key_version: bigint;
  public_key: string;
  private_key_sealed: string;
  created_at: bigint;
  retired_at: bigint | null;
}): StoredGatewayKey => ({
  keyVersion: Number(row.key_version),
  publicKeyText: row.public_key,
  privateKeySealed: row.private_key_sealed,
  createdAt: toInstant(Number(row.created_at)),
  retiredAt: row.retired_at === null ? null : toInstant(Number(row.retired_at)),
});

const columnOf = {
  displayName: "display_name",
  status: "status",
  region: "region",
  products: "products",
  paymentMethods: "payment_methods",
  currencies: "currencies",
  settlementCurrencies: "settlement_currencies",
  cardBrands: "card_brands",
  redirectHosts: "redirect_hosts",
  pageOrigins: "page_origins",
  notifyUrl: "notify_url",
} as const satisfies Record<keyof MerchantSettings, string>;

/** `column = value,` for each setting given, in the table's order so that equal sets make equal statements. */
function toAssignments(changes: Partial<MerchantSettings>): SqlPiece {
  const fields = (Object.keys(columnOf) as (keyof MerchantSettings)[]).filter((field) => changes[field] !== undefined);
  const assignments = fields.map((field) => sql`${sql.ref(columnOf[field])} = ${toColumnValue(changes[field])},`);
  return sql.join(assignments, sql` `);
}

const toColumnValue = (value: MerchantSettings[keyof MerchantSettings] | undefined): SqlValue =>
  typeof value === "string" || value === null || value === undefined ? (value ?? null) : toJson(value);

function toJson(list: readonly string[]): string;
function toJson(list: readonly string[] | null): string | null;
function toJson(list: readonly string[] | null): string | null {
  return list === null ? null : JSON.stringify(list);
}

function toList(json: string): readonly string[] {
  const list: unknown = JSON.parse(json);
  assert(Array.isArray(list) && list.every((element) => typeof element === "string"), "a stored list holds texts");
  return list;
}

const toListOrNull = (json: string | null): readonly string[] | null => (json === null ? null : toList(json));
