import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { parsePublicKey, rsaBitsMin, toPublicKeyText } from "@opencashier/protocol";
import type { Db } from "../db/index.ts";
import { assert, type Clock } from "../kernel/index.ts";
import type { KeyProvider } from "./master-key.ts";
import { insertGatewayKey, listGatewayKeys, retireGatewayKeysBefore, type StoredGatewayKey } from "./store.ts";

/** One version of the pair that signs replies and notifications. Retired ones stay, so that what they signed verifies. */
export type GatewayKey = {
  readonly keyVersion: number;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly isRetired: boolean;
};

export type GatewayKeys = {
  /** Signs everything from now on. */
  readonly current: GatewayKey;
  /** Oldest first. */
  readonly all: readonly GatewayKey[];
};

export type GatewayKeyDeps = { readonly db: Db; readonly clock: Clock; readonly keyProvider: KeyProvider };

/**
 * The gateway's keys, version 1 made first if there is none. Replicas that start at once all get the same: each offers a
 * pair, the primary key takes one. Throws MasterKeyError when they were sealed under another master key.
 */
export async function ensureGatewayKeys(deps: GatewayKeyDeps): Promise<GatewayKeys> {
  const stored = await listGatewayKeys(deps.db.connection);
  if (stored.length > 0) return openKeys(deps, stored);
  const made = await makeKey(deps, 1);
  await insertGatewayKey(deps.db.connection, made);
  return openKeys(deps, await listGatewayKeys(deps.db.connection));
}

/**
 * Makes the next version current and retires the one before. Other replicas sign with the old one until they call
 * `ensureGatewayKeys` again; merchants who pin a public key need the new one first. Of two rotations at once one wins and
 * both answer its keys.
 */
export async function rotateGatewayKey(deps: GatewayKeyDeps): Promise<GatewayKeys> {
  const { current } = await ensureGatewayKeys(deps);
  const made = await makeKey(deps, current.keyVersion + 1);
  await deps.db.transaction(async (tx) => {
    if (await insertGatewayKey(tx, made)) await retireGatewayKeysBefore(tx, made.keyVersion, made.createdAt);
  });
  return openKeys(deps, await listGatewayKeys(deps.db.connection));
}

const generate = promisify(generateKeyPair);

/** 50 to 300 ms on the thread pool. */
async function makeKey(deps: GatewayKeyDeps, keyVersion: number): Promise<StoredGatewayKey> {
  const { publicKey, privateKey } = await generate("rsa", { modulusLength: rsaBitsMin });
  const der = privateKey.export({ format: "der", type: "pkcs8" });
  return {
    keyVersion,
    publicKeyText: toPublicKeyText(publicKey),
    privateKeySealed: deps.keyProvider.seal(der, sealingContext(keyVersion)),
    createdAt: deps.clock.now(),
    retiredAt: null,
  };
}

function openKeys(deps: GatewayKeyDeps, stored: readonly StoredGatewayKey[]): GatewayKeys {
  const all = stored.map((key) => openKey(deps, key));
  const current = all.findLast((key) => !key.isRetired);
  assert(current, "one gateway key is current");
  return { current, all };
}

function openKey(deps: GatewayKeyDeps, stored: StoredGatewayKey): GatewayKey {
  const { keyVersion, privateKeySealed, publicKeyText, retiredAt } = stored;
  const der = deps.keyProvider.open(privateKeySealed, sealingContext(keyVersion));
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  const publicKey = parsePublicKey(publicKeyText);
  const isPair = publicKey.equals(createPublicKey(privateKey.export({ format: "pem", type: "pkcs8" })));
  assert(isPair, `the halves of gateway key ${keyVersion} belong together`);
  return { keyVersion, privateKey, publicKey, isRetired: retiredAt !== null };
}

const sealingContext = (keyVersion: number): string => `gateway-key:${keyVersion}`;
