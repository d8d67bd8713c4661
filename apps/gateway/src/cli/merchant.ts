import { readFileSync, rmSync } from "node:fs";
import { generateKeyPairText, publicKeyFingerprint } from "@opencashier/protocol";
import { createPrivateFile } from "../config/index.ts";
import { toInstant, toIsoText } from "../kernel/index.ts";
import {
  createMerchant,
  listMerchants,
  type Merchant,
  type MerchantSettings,
  type NewMerchant,
  updateMerchant,
} from "../merchants/index.ts";
import { type CommandContext, type CommonOptions, createContext, type Store, withStore } from "./command-context.ts";
import { merchantFile, newLiveClientId, newSandboxClientId, toCredentialsText } from "./credentials-file.ts";
import type { ExitCode } from "./exit-code.ts";
import { expectedUrl, gatewayKeyDeps, readGatewayPublicKey } from "./gateway-key.ts";
import { paint, toTable } from "./output.ts";
import { UsageError } from "./usage-error.ts";

type SettingOptions = {
  readonly name?: string;
  readonly region?: string;
  readonly products?: string;
  readonly paymentMethods?: string;
  readonly currencies?: string;
  readonly settlementCurrencies?: string;
  readonly cardBrands?: string;
  readonly redirectHosts?: string;
  readonly pageOrigins?: string;
  readonly notifyUrl?: string;
};

export type MerchantSetOptions = CommonOptions & SettingOptions;

export type MerchantCreateOptions = CommonOptions &
  SettingOptions & {
    readonly name: string;
    readonly clientId?: string;
    readonly sandbox?: boolean;
    readonly publicKey?: string;
  };

const regionDefault = "SG";

/** Opens an account. A key pair made here goes into a file of mode 0600 and nowhere else. */
export async function runMerchantCreate(options: MerchantCreateOptions): Promise<ExitCode> {
  const context = createContext(options);
  const wanted = {
    region: regionDefault,
    ...toSettings(options),
    displayName: options.name,
    clientId: options.clientId ?? (options.sandbox ? newSandboxClientId() : newLiveClientId()),
  };
  const { publicKey } = options;
  const made = await withStore(context, (store) =>
    publicKey === undefined
      ? createWithKeys(context, store, wanted)
      : create(context, store, { ...wanted, publicKeyText: readKeyFile(publicKey) }),
  );
  const { merchant, file } = made;
  context.output.result({ merchant: toJson(merchant), ...(file && { credentialsFile: file }) }, () =>
    [
      `Merchant ${paint("bold", merchant.clientId)} is open.`,
      file
        ? `Its keys are in ${paint("bold", file)}, the only copy of the private one.`
        : "It signs with the key given, version 1.",
    ].join("\n"),
  );
  return 0;
}

type Made = { readonly merchant: Merchant; readonly file: string | undefined };

async function create({ clock }: CommandContext, { db }: Store, wanted: NewMerchant): Promise<Made> {
  return { merchant: await createMerchant({ db, clock }, wanted), file: undefined };
}

async function createWithKeys(context: CommandContext, store: Store, wanted: NewMerchant): Promise<Made> {
  const { db, config } = store;
  const { publicKey, privateKey } = await generateKeyPairText();
  const file = merchantFile(config.dataDir, safeFileName(wanted.clientId), 1);
  const credentials = {
    gatewayUrl: expectedUrl(config),
    clientId: wanted.clientId,
    keyVersion: 1,
    merchantPrivateKey: privateKey,
    merchantPublicKey: publicKey,
    gatewayPublicKey: await readGatewayPublicKey(gatewayKeyDeps(db, context.clock, config)),
  };
  // The file first: a merchant whose private key was lost with a crash could sign nothing.
  if (!createPrivateFile(file, toCredentialsText(credentials))) {
    throw new UsageError(
      `${file} is there already, and keys are never overwritten. Move it away or take another client id.`,
    );
  }
  try {
    const { merchant } = await create(context, store, { ...wanted, publicKeyText: publicKey });
    return { merchant, file };
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** A client id that breaks its rule is refused by the store; until then it must not lead out of the folder. */
const safeFileName = (clientId: string): string => clientId.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 80);

export async function runMerchantList(options: CommonOptions): Promise<ExitCode> {
  const context = createContext(options);
  const merchants = await withStore(context, listAll);
  context.output.result({ merchants: merchants.map(toJson) }, () =>
    merchants.length === 0
      ? "There is no merchant yet. `opencashier merchant create --name …` opens an account."
      : toTable(
          ["client id", "name", "status", "region", "products", "key versions"],
          merchants.map((merchant) => [
            merchant.clientId,
            merchant.displayName,
            merchant.status,
            merchant.region,
            merchant.products.join(","),
            merchant.keys.map((key) => key.keyVersion).join(","),
          ]),
        ),
  );
  return 0;
}

const pageCountMax = 1000;

async function listAll({ db }: Pick<Store, "db">): Promise<readonly Merchant[]> {
  const all: Merchant[] = [];
  for (;;) {
    const page = await listMerchants({ db }, { after: all.at(-1)?.clientId, countMax: pageCountMax });
    all.push(...page);
    if (page.length < pageCountMax) return all;
  }
}

export const runMerchantSuspend = (clientId: string, options: CommonOptions): Promise<ExitCode> =>
  change(clientId, options, { status: "SUSPENDED" });

export const runMerchantResume = (clientId: string, options: CommonOptions): Promise<ExitCode> =>
  change(clientId, options, { status: "ACTIVE" });

export async function runMerchantSet(clientId: string, options: MerchantSetOptions): Promise<ExitCode> {
  const changes = toSettings(options);
  if (Object.keys(changes).length === 0)
    throw new UsageError("Nothing to set: `merchant set --help` lists the settings.");
  return change(clientId, options, changes);
}

async function change(clientId: string, options: CommonOptions, changes: Partial<MerchantSettings>): Promise<ExitCode> {
  const context = createContext(options);
  const { clock, output } = context;
  const { merchant, stalenessMs } = await withStore(context, async ({ db, config }) => ({
    merchant: await updateMerchant({ db, clock }, clientId, changes),
    stalenessMs: config.merchantStalenessMs,
  }));
  const told = `Merchant ${merchant.clientId} is ${merchant.status}.`;
  output.result(
    { merchant: toJson(merchant) },
    () => `${told} Gateways that run follow within ${Math.ceil(stalenessMs / 1000)} s.`,
  );
  return 0;
}

/** Only the settings that were named. `any` lifts a restriction, `none` empties. */
function toSettings(options: SettingOptions): Partial<MerchantSettings> {
  const { name, region, products, settlementCurrencies, notifyUrl } = options;
  return {
    ...(name !== undefined && { displayName: name }),
    ...(region !== undefined && { region }),
    ...(products !== undefined && { products: toList(products) as MerchantSettings["products"] }),
    ...restriction("paymentMethods", options.paymentMethods),
    ...restriction("currencies", options.currencies),
    ...restriction("cardBrands", options.cardBrands),
    ...restriction("redirectHosts", options.redirectHosts),
    ...restriction("pageOrigins", options.pageOrigins),
    ...(settlementCurrencies !== undefined && { settlementCurrencies: toList(settlementCurrencies) }),
    ...(notifyUrl !== undefined && { notifyUrl: notifyUrl === "none" ? null : notifyUrl }),
  };
}

const toList = (text: string): readonly string[] => (text === "none" ? [] : text.split(",").map((part) => part.trim()));

const restriction = (
  name: "paymentMethods" | "currencies" | "cardBrands" | "redirectHosts" | "pageOrigins",
  text: string | undefined,
): Partial<MerchantSettings> => (text === undefined ? {} : { [name]: text === "any" ? null : toList(text) });

const toJson = ({ keys, ...settings }: Merchant): object => ({
  ...settings,
  keys: keys.map(({ keyVersion, notAfter, publicKey }) => ({
    keyVersion,
    notAfter: notAfter === null ? null : toIsoText(toInstant(notAfter)),
    fingerprint: publicKeyFingerprint(publicKey),
  })),
});

/** Throws UsageError. What is in the file is judged by who takes the key. */
export function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`${path} cannot be read.`);
  }
}
