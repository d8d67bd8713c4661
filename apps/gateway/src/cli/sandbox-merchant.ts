import { generateKeyPairText } from "@opencashier/protocol";
import { createPrivateFile, replacePrivateFile } from "../config/index.ts";
import type { Db } from "../db/index.ts";
import { assert, type Clock } from "../kernel/index.ts";
import {
  addMerchantKey,
  createMerchant,
  isLiveKey,
  isSandboxClientId,
  listMerchantKeys,
  listMerchants,
  MerchantSettingError,
  type StoredMerchantKey,
} from "../merchants/index.ts";
import { type Credentials, newSandboxClientId, readCredentials, toCredentialsText } from "./credentials-file.ts";

/*
 * The merchant that an embedded gateway makes for whoever starts it, and the file with its keys.
 *
 *   file missing          → new keys into the file, then the merchant into the store
 *   merchant missing      → made from the file: the step above was cut off, or the store is a new one
 *   both there            → only the gateway's address and public key in the file follow the gateway
 *   key not live          → nothing is touched: somebody rotated it on purpose; a notice says so
 *
 * The private key is on disk before the store knows the merchant, so no crash leaves a merchant whose key nobody has.
 * A file that was deleted is followed by a new merchant: the old one stays with its sessions, and can be given a new key.
 */

export type SandboxMerchantDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly file: string;
  readonly gatewayUrl: string;
  /** Base64 SPKI DER of the key that signs replies now. */
  readonly gatewayPublicKey: string;
};

export type SandboxMerchant = {
  readonly clientId: string;
  readonly keyVersion: number;
  /** What the operator should know, in sentences. */
  readonly notices: readonly string[];
};

/** Throws CredentialsFileError when the file is there and cannot be used. */
export async function ensureSandboxMerchant(deps: SandboxMerchantDeps): Promise<SandboxMerchant> {
  const known = readCredentials(deps.file);
  const earlier = known ? [] : await listSandboxClientIds(deps.db);
  const credentials = known ?? (await makeCredentials(deps));
  const key = await registerKey(deps, credentials);
  const isLive = key !== undefined && isLiveKey(key, deps.clock.now());
  const current: Credentials = {
    ...credentials,
    keyVersion: key?.keyVersion ?? credentials.keyVersion,
    gatewayUrl: deps.gatewayUrl,
    gatewayPublicKey: deps.gatewayPublicKey,
  };
  const text = toCredentialsText(current);
  if (text !== toCredentialsText(credentials)) replacePrivateFile(deps.file, text);
  const { clientId, keyVersion } = current;
  return {
    clientId,
    keyVersion,
    notices: [...noticeOfEarlier(deps.file, earlier), ...(isLive ? [] : [noticeOfKey(deps.file, clientId)])],
  };
}

const noticeOfEarlier = (file: string, clientIds: readonly string[]): readonly string[] =>
  clientIds.length === 0
    ? []
    : [
        `${file} was not there, so a new sandbox merchant was made. Earlier ones keep their data and can be given a new key ` +
          `with \`opencashier keys rotate --merchant ID\`: ${clientIds.join(", ")}.`,
      ];

const noticeOfKey = (file: string, clientId: string): string =>
  `The key in ${file} is not live any more, so what is signed with it is refused. Use the newer key of ${clientId}, or ` +
  "move the file away: the next start then makes a new sandbox merchant.";

async function listSandboxClientIds(db: Db): Promise<readonly string[]> {
  const merchants = await listMerchants({ db }, { countMax: 1000 });
  return merchants.map(({ clientId }) => clientId).filter(isSandboxClientId);
}

/** Of two gateways that start at once over one folder, both answer the file that came first. */
async function makeCredentials({ file, gatewayUrl, gatewayPublicKey }: SandboxMerchantDeps): Promise<Credentials> {
  const { publicKey, privateKey } = await generateKeyPairText();
  const made: Credentials = {
    gatewayUrl,
    clientId: newSandboxClientId(),
    keyVersion: 1,
    merchantPrivateKey: privateKey,
    merchantPublicKey: publicKey,
    gatewayPublicKey,
  };
  if (createPrivateFile(file, toCredentialsText(made))) return made;
  const first = readCredentials(file);
  assert(first, "a file that could not be made is there");
  return first;
}

/** The store's version of the key in the file, registered first if the merchant has none; undefined when it has others. */
async function registerKey(
  deps: SandboxMerchantDeps,
  credentials: Credentials,
): Promise<StoredMerchantKey | undefined> {
  const { clientId, merchantPublicKey } = credentials;
  const find = async (): Promise<readonly StoredMerchantKey[]> => listMerchantKeys(deps, clientId);
  let keys = await find();
  if (keys.length === 0) {
    await createSandboxMerchant(deps, credentials);
    keys = await find();
  }
  if (keys.length === 0) keys = [await addMerchantKey(deps, clientId, merchantPublicKey)];
  return keys.find(({ publicKeyText }) => publicKeyText === merchantPublicKey);
}

async function createSandboxMerchant(deps: SandboxMerchantDeps, credentials: Credentials): Promise<void> {
  const { clientId, merchantPublicKey } = credentials;
  const wanted = {
    clientId,
    displayName: "Sandbox merchant",
    region: "SG",
    products: ["CASHIER_PAYMENT", "APO"],
    publicKeyText: merchantPublicKey,
  } as const;
  try {
    await createMerchant(deps, wanted);
  } catch (error) {
    // Another process made it in the meantime, or it is there without a key; the caller looks again.
    if (!(error instanceof MerchantSettingError && error.field === "clientId")) throw error;
  }
}
