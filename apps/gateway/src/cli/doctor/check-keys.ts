import { createPublicKey } from "node:crypto";
import { parsePrivateKey, toPublicKeyText } from "@opencashier/protocol";
import { pendingMigrations } from "../../db/index.ts";
import { toIsoText } from "../../kernel/index.ts";
import { type GatewayKeys, ensureGatewayKeys, listMerchantKeys } from "../../merchants/index.ts";
import { type Credentials, readCredentials, sandboxMerchantFile } from "../credentials-file.ts";
import { gatewayKeyDeps } from "../gateway-key.ts";
import { type CheckResult, fail, ok, type Patient, warn, wordsOf } from "./check.ts";

type Database = NonNullable<Patient["db"]>;

export async function checkMigrations({ db }: Patient): Promise<readonly CheckResult[]> {
  if (!db) return [];
  try {
    const pending = await pendingMigrations(db);
    if (pending.length === 0) return [ok("migrations", "all applied")];
    return [warn("migrations", `not applied: ${pending.length}`, "Run `opencashier migrate`, or start the gateway.")];
  } catch (error) {
    return [fail("migrations", wordsOf(error), "Start a version that knows this database.")];
  }
}

/** Whether the master key opens the gateway's keys, and whether the sandbox merchant's file fits what is stored. */
export async function checkKeys(patient: Patient): Promise<readonly CheckResult[]> {
  const { db, config } = patient;
  // Without a schema there are no keys to look at.
  if (!db || (await hasPending(db))) return [];
  const { keys, result } = await openGatewayKeys(patient, db);
  if (!keys || config.mode !== "embedded") return [result];
  return [result, await checkCredentials(patient, db, keys)];
}

const hasPending = (db: Database): Promise<boolean> =>
  pendingMigrations(db).then(
    (pending) => pending.length > 0,
    () => true,
  );

type Opened = { readonly keys?: GatewayKeys; readonly result: CheckResult };

async function openGatewayKeys({ config, clock }: Patient, db: Database): Promise<Opened> {
  try {
    const keys = await ensureGatewayKeys(gatewayKeyDeps(db, clock, config));
    return { keys, result: ok("gateway keys", `version ${keys.current.keyVersion} signs, the master key opens it`) };
  } catch (error) {
    return { result: fail("gateway keys", wordsOf(error), "Use the master key that was there when they were made.") };
  }
}

const check = "sandbox merchant";

async function checkCredentials({ config, clock }: Patient, db: Database, keys: GatewayKeys): Promise<CheckResult> {
  const file = sandboxMerchantFile(config.dataDir);
  const credentials = tryRead(file);
  if (credentials === undefined) return warn(check, `${file} is not there.`, "Start the gateway once: it makes one.");
  if (typeof credentials === "string")
    return fail(check, credentials, "Repair the file, or move it away and start again.");
  const { clientId, merchantPrivateKey, merchantPublicKey, gatewayPublicKey } = credentials;
  if (!isPair(merchantPrivateKey, merchantPublicKey)) {
    return fail(
      check,
      `The halves of the key pair in ${file} do not belong together.`,
      "Move the file away and start again.",
    );
  }
  const stored = (await listMerchantKeys({ db }, clientId)).find((key) => key.publicKeyText === merchantPublicKey);
  if (!stored) {
    return fail(
      check,
      `${clientId} has another key than ${file}.`,
      `Register the one in the file: keys rotate --merchant ${clientId}.`,
    );
  }
  if (stored.notAfter !== null && stored.notAfter <= clock.now()) {
    const ended = `Its key ended at ${toIsoText(stored.notAfter)}.`;
    return fail(check, ended, "Use the newer key, or move the file away and start again.");
  }
  if (gatewayPublicKey !== toPublicKeyText(keys.current.publicKey)) {
    return warn(
      check,
      `${file} holds an older public key of the gateway.`,
      "Restart the gateway: it brings the file up to date.",
    );
  }
  return ok(check, `${clientId}, key version ${stored.keyVersion}, pair and store agree`);
}

function tryRead(file: string): Credentials | string | undefined {
  try {
    return readCredentials(file);
  } catch (error) {
    return wordsOf(error);
  }
}

function isPair(privateKeyText: string, publicKeyText: string): boolean {
  try {
    const privateKey = parsePrivateKey(privateKeyText);
    return toPublicKeyText(createPublicKey(privateKey.export({ format: "pem", type: "pkcs8" }))) === publicKeyText;
  } catch {
    return false;
  }
}

/** Signatures carry the time, so a clock far off refuses everything. Nothing stored may lie in the future. */
export async function checkClock({ db, config, clock }: Patient): Promise<readonly CheckResult[]> {
  const now = clock.now();
  const fix = "Set this machine's clock, best by NTP.";
  if (now < oldestSaneMs) return [fail("clock", `${toIsoText(now)} lies before this software was written.`, fix)];
  const credentials = tryRead(sandboxMerchantFile(config.dataDir));
  if (!db || typeof credentials !== "object" || (await hasPending(db))) return [ok("clock", toIsoText(now))];
  const keys = await listMerchantKeys({ db }, credentials.clientId);
  const future = keys.find(({ createdAt }) => createdAt > now);
  if (!future) return [ok("clock", toIsoText(now))];
  return [fail("clock", `${toIsoText(now)} lies before a key that was made at ${toIsoText(future.createdAt)}.`, fix)];
}

const oldestSaneMs = Date.UTC(2026, 10, 1);
