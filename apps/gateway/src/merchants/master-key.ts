import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Wraps secrets at rest. What a KMS would have to implement. */
export type KeyProvider = {
  /** @param context what is sealed and for whom, e.g. `gateway-key:1`; another context does not open it. */
  readonly seal: (plain: Buffer, context: string) => string;
  /** Throws MasterKeyError when it was sealed under another master key, for another context, or changed since. */
  readonly open: (sealed: string, context: string) => Buffer;
};

export type MasterKeyProvider = KeyProvider & {
  /** Names the master key without telling anything about it: 16 hex characters. */
  readonly kid: string;
  /** A 32-byte key of its own for each label: session data, card data, key wrapping. The same on every replica. */
  readonly deriveKey: (label: string) => Buffer;
};

export type MasterKeyOptions = {
  /** OPENCASHIER_MASTER_KEY: 32 random bytes in base64. */
  readonly masterKeyBase64?: string | undefined;
  readonly dataDir: string;
  /** Only the embedded mode may make its own key, in `<dataDir>/master.key` with mode 0600. */
  readonly isEmbedded: boolean;
};

/** The master key is missing, unfit or not the one that sealed. The message names the fix and never the key. */
export class MasterKeyError extends Error {
  override readonly name = "MasterKeyError";
}

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const fix = "Make one with `openssl rand -base64 32` and keep a copy: without it nothing sealed can be opened again.";

/** Throws MasterKeyError. */
export function createMasterKeyProvider(options: MasterKeyOptions): MasterKeyProvider {
  const master = readMasterKey(options);
  const deriveKey = (label: string): Buffer =>
    Buffer.from(hkdfSync("sha256", master, Buffer.alloc(0), `opencashier/${label}`, keyBytes));
  const kid = deriveKey("key-id").subarray(0, 8).toString("hex");
  const wrappingKey = deriveKey("key-wrapping");
  return {
    kid,
    deriveKey,
    seal: (plain, context) => seal({ kid, wrappingKey }, plain, context),
    open: (sealed, context) => open({ kid, wrappingKey }, sealed, context),
  };
}

type Wrapping = { readonly kid: string; readonly wrappingKey: Buffer };

/** `v1.<kid>.<base64url of iv, ciphertext and tag>`, AES-256-GCM, bound to kid and context. */
function seal(wrapping: Wrapping, plain: Buffer, context: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", wrapping.wrappingKey, iv).setAAD(toAad(wrapping, context));
  const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `v1.${wrapping.kid}.${sealed.toString("base64url")}`;
}

function open(wrapping: Wrapping, text: string, context: string): Buffer {
  const [version, kid, payload = "", ...rest] = text.split(".");
  const sealed = Buffer.from(payload, "base64url");
  if (version !== "v1" || rest.length > 0 || sealed.length < ivBytes + tagBytes) {
    throw new MasterKeyError(`The sealed secret of ${context} is not in a form this version knows.`);
  }
  if (kid !== wrapping.kid) {
    throw new MasterKeyError(
      `The secret of ${context} is sealed under the master key with id ${kid}, but this one has id ${wrapping.kid}. ` +
        "Start with the OPENCASHIER_MASTER_KEY, or the master.key file, that was there when it was sealed.",
    );
  }
  const iv = sealed.subarray(0, ivBytes);
  const tag = sealed.subarray(-tagBytes);
  const decipher = createDecipheriv("aes-256-gcm", wrapping.wrappingKey, iv, { authTagLength: tagBytes });
  decipher.setAAD(toAad(wrapping, context)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new MasterKeyError(`The sealed secret of ${context} was changed, or belongs elsewhere.`, { cause });
  }
}

const toAad = (wrapping: Wrapping, context: string): Buffer => Buffer.from(`v1.${wrapping.kid}.${context}`, "utf8");

function readMasterKey(options: MasterKeyOptions): Buffer {
  const { masterKeyBase64, dataDir, isEmbedded } = options;
  if (masterKeyBase64 !== undefined) return parseMasterKey(masterKeyBase64, "OPENCASHIER_MASTER_KEY");
  if (!isEmbedded) throw new MasterKeyError(`OPENCASHIER_MASTER_KEY is not set. ${fix}`);
  return readOrMakeFile(dataDir);
}

/** Two processes that start at once get one key: the file appears whole, and only if there is none. */
function readOrMakeFile(dataDir: string): Buffer {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "master.key");
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  const known = readTextFile(path);
  if (known !== undefined) {
    // Copies and backups often come back readable by all.
    chmodSync(path, 0o600);
    return parseMasterKey(known, path);
  }
  writeFileSync(draft, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    unlinkSync(draft);
  }
  return parseMasterKey(readFileSync(path, "utf8"), path);
}

function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const base64Pattern = /^[A-Za-z0-9+/_-]+={0,2}$/;
const distinctBytesMin = 16; // 32 random bytes have fewer less than once in 10^15 keys; repeated patterns always do.
const printableTextPattern = /^[\x20-\x7e]+$/; // All of 32 random bytes are printable about once in 10^14 keys.

/** @param source the variable or file it came from, for the message. */
function parseMasterKey(text: string, source: string): Buffer {
  const base64 = text.trim();
  if (base64 === "") throw new MasterKeyError(`${source} is blank. ${fix}`);
  const key = base64Pattern.test(base64) ? Buffer.from(base64, "base64") : undefined;
  if (key?.length !== keyBytes) {
    const found = key ? `${key.length} bytes` : `${base64.length} characters that are not base64`;
    throw new MasterKeyError(`${source} must be ${keyBytes} bytes in base64, but is ${found}. ${fix}`);
  }
  if (new Set(key).size < distinctBytesMin || printableTextPattern.test(key.toString("latin1"))) {
    throw new MasterKeyError(`${source} is not random: it is a default, a pattern or a written text. ${fix}`);
  }
  return key;
}
