import { existsSync, rmSync } from "node:fs";
import { generateKeyPairText, parsePublicKey, publicKeyFingerprint, toPublicKeyText } from "@opencashier/protocol";
import { createPrivateFile, replacePrivateFile } from "../config/index.ts";
import { type Instant, toIsoText } from "../kernel/index.ts";
import {
  addMerchantKey,
  createMasterKeyProvider,
  ensureGatewayKeys,
  type GatewayKeys,
  listMerchantKeys,
  type RotationOptions,
  rotateGatewayKey,
  type StoredMerchantKey,
} from "../merchants/index.ts";
import { deriveWebhookKey } from "../notifications/index.ts";
import { type CommandContext, type CommonOptions, createContext, type Store, withStore } from "./command-context.ts";
import {
  type Credentials,
  merchantFile,
  readCredentials,
  sandboxMerchantFile,
  toCredentialsText,
} from "./credentials-file.ts";
import { parseDuration } from "./duration.ts";
import type { ExitCode } from "./exit-code.ts";
import { expectedUrl, gatewayKeyDeps, readGatewayPublicKey } from "./gateway-key.ts";
import { readKeyFile } from "./merchant.ts";
import { toTable } from "./output.ts";
import { UsageError } from "./usage-error.ts";

export type KeysOptions = CommonOptions & { readonly merchant?: string; readonly gateway?: boolean };

export type KeysRotateOptions = KeysOptions & {
  readonly publicKey?: string;
  readonly overlap?: string;
  readonly replaces?: string;
};

/** Public halves only, oldest first. */
export async function runKeysList(options: KeysOptions): Promise<ExitCode> {
  const context = createContext(options);
  const clientId = toOwner(options);
  const { keys, webhookPublicKey } = await withStore(context, async ({ db, config }): Promise<ListedKeys> => {
    if (clientId !== undefined) {
      return { keys: describeMerchantKeys(await requireKeys({ db }, clientId), context.clock.now()) };
    }
    const gatewayKeys = await ensureGatewayKeys(gatewayKeyDeps(db, context.clock, config));
    return {
      keys: describeGatewayKeys(gatewayKeys),
      webhookPublicKey: deriveWebhookKey(createMasterKeyProvider(config.masterKey)).publicKeyText,
    };
  });
  context.output.result({ keys, ...(webhookPublicKey !== undefined && { webhookPublicKey }) }, () =>
    [
      toTable(
        ["version", "state", "ends", "fingerprint"],
        keys.map(({ keyVersion, state, notAfter, fingerprint }) => [
          String(keyVersion),
          state,
          notAfter ?? "-",
          fingerprint,
        ]),
      ),
      ...(webhookPublicKey === undefined ? [] : [`Standard Webhooks: ${webhookPublicKey}`]),
    ].join("\n"),
  );
  return 0;
}

/** The gateway's has the public half of what signs Standard Webhooks headers. */
type ListedKeys = { readonly keys: readonly DescribedKey[]; readonly webhookPublicKey?: string };

type DescribedKey = {
  readonly keyVersion: number;
  readonly state: "live" | "ending" | "ended" | "current" | "retired";
  readonly notAfter: string | null;
  readonly fingerprint: string;
  /** Base64 SPKI DER. */
  readonly publicKey: string;
};

const describeGatewayKeys = ({ all }: GatewayKeys): readonly DescribedKey[] =>
  all.map(({ keyVersion, publicKey, isRetired }) => ({
    keyVersion,
    state: isRetired ? "retired" : "current",
    notAfter: null,
    fingerprint: publicKeyFingerprint(publicKey),
    publicKey: toPublicKeyText(publicKey),
  }));

const describeMerchantKeys = (keys: readonly StoredMerchantKey[], now: Instant): readonly DescribedKey[] =>
  keys.map(({ keyVersion, publicKeyText, notAfter }) => ({
    keyVersion,
    state: notAfter === null ? "live" : now < notAfter ? "ending" : "ended",
    notAfter: notAfter === null ? null : toIsoText(notAfter),
    fingerprint: publicKeyFingerprint(parsePublicKey(publicKeyText)),
    publicKey: publicKeyText,
  }));

async function requireKeys({ db }: Pick<Store, "db">, clientId: string): Promise<readonly StoredMerchantKey[]> {
  const keys = await listMerchantKeys({ db }, clientId);
  if (keys.length === 0) throw new UsageError(`Merchant ${clientId} is not known, or has no key yet.`);
  return keys;
}

/** The merchant whose keys are meant; undefined for the gateway's. */
function toOwner({ merchant, gateway = false }: KeysOptions): string | undefined {
  if (gateway === (merchant !== undefined)) throw new UsageError("Say whose keys: either --merchant ID or --gateway.");
  return merchant;
}

export async function runKeysRotate(options: KeysRotateOptions): Promise<ExitCode> {
  const context = createContext(options);
  const clientId = toOwner(options);
  return clientId === undefined ? rotateGateway(context, options) : rotateMerchant(context, clientId, options);
}

async function rotateGateway(
  context: CommandContext,
  { publicKey, overlap, replaces }: KeysRotateOptions,
): Promise<ExitCode> {
  if (publicKey !== undefined || overlap !== undefined || replaces !== undefined) {
    throw new UsageError(
      "--public-key, --overlap and --replaces belong to --merchant: the gateway makes its own keys.",
    );
  }
  const { keys, file } = await withStore(context, async ({ db, config }) => {
    const deps = gatewayKeyDeps(db, context.clock, config);
    const rotated = await rotateGatewayKey(deps);
    return {
      keys: rotated,
      file: await followGatewayKey(sandboxMerchantFile(config.dataDir), await readGatewayPublicKey(deps)),
    };
  });
  const { keyVersion } = keys.current;
  context.output.result({ keyVersion, keys: describeGatewayKeys(keys), ...(file && { credentialsFile: file }) }, () =>
    [
      `The gateway signs with key version ${keyVersion}. Gateways that run follow within seconds; replies name the version.`,
      ...(file ? [`${file} holds its public half.`] : []),
    ].join("\n"),
  );
  return 0;
}

/** The sandbox merchant's file follows at once, so that its owner goes on verifying. */
async function followGatewayKey(file: string, gatewayPublicKey: string): Promise<string | undefined> {
  const credentials = existsSync(file) ? readCredentials(file) : undefined;
  if (!credentials) return undefined;
  replacePrivateFile(file, toCredentialsText({ ...credentials, gatewayPublicKey }));
  return file;
}

async function rotateMerchant(
  context: CommandContext,
  clientId: string,
  options: KeysRotateOptions,
): Promise<ExitCode> {
  const rotation = toRotation(options);
  const { publicKey } = options;
  const { key, file, keys } = await withStore(context, async (store) => {
    const deps = { db: store.db, clock: context.clock };
    const added =
      publicKey === undefined
        ? await addMadeKey(context, store, { clientId, rotation })
        : { key: await addMerchantKey(deps, clientId, readKeyFile(publicKey), rotation), file: undefined };
    return { ...added, keys: describeMerchantKeys(await listMerchantKeys(deps, clientId), context.clock.now()) };
  });
  const ending = keys.filter(({ state }) => state === "ending");
  context.output.result({ clientId, keyVersion: key.keyVersion, keys, ...(file && { credentialsFile: file }) }, () =>
    [
      `Merchant ${clientId} has key version ${key.keyVersion}.`,
      ...ending.map(({ keyVersion, notAfter }) => `Version ${keyVersion} stays good until ${notAfter}.`),
      ...(file ? [`The new keys are in ${file}, the only copy of the private one.`] : []),
    ].join("\n"),
  );
  return 0;
}

function toRotation({ overlap, replaces }: KeysRotateOptions): RotationOptions {
  if (replaces !== undefined && !/^\d{1,9}$/.test(replaces))
    throw new UsageError("--replaces takes a key version, such as 1.");
  return {
    ...(overlap !== undefined && { overlapMs: parseDuration(overlap) }),
    ...(replaces !== undefined && { replaces: Number(replaces) }),
  };
}

type Addition = { readonly clientId: string; readonly rotation: RotationOptions };
type Added = { readonly key: StoredMerchantKey; readonly file: string };

async function addMadeKey(
  context: CommandContext,
  { db, config }: Store,
  { clientId, rotation }: Addition,
): Promise<Added> {
  const deps = { db, clock: context.clock };
  const expected = Math.max(...(await requireKeys(deps, clientId)).map(({ keyVersion }) => keyVersion)) + 1;
  const { publicKey, privateKey } = await generateKeyPairText();
  const credentials: Credentials = {
    gatewayUrl: expectedUrl(config),
    clientId,
    keyVersion: expected,
    merchantPrivateKey: privateKey,
    merchantPublicKey: publicKey,
    gatewayPublicKey: await readGatewayPublicKey(gatewayKeyDeps(db, context.clock, config)),
  };
  const file = merchantFile(config.dataDir, clientId, expected);
  // The file first: a registered key whose private half was lost with a crash is worth nothing.
  if (!createPrivateFile(file, toCredentialsText(credentials))) {
    throw new UsageError(`${file} is there already, and keys are never overwritten. Move it away and try again.`);
  }
  const key = await addMerchantKey(deps, clientId, publicKey, rotation).catch((error: unknown) => {
    rmSync(file, { force: true });
    throw error;
  });
  if (key.keyVersion !== expected)
    replacePrivateFile(file, toCredentialsText({ ...credentials, keyVersion: key.keyVersion }));
  return { key, file };
}
