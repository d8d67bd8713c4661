import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxClientIdPrefix } from "../merchants/index.ts";

/** Everything a merchant's server needs, as it is handed over: one JSON file, readable by its owner alone. */
export type Credentials = {
  /** Where the gateway listens, without a trailing slash. */
  readonly gatewayUrl: string;
  readonly clientId: string;
  readonly keyVersion: number;
  /** Base64 PKCS#8 DER. The only copy there is. */
  readonly merchantPrivateKey: string;
  /** Base64 SPKI DER, as the two below. */
  readonly merchantPublicKey: string;
  readonly gatewayPublicKey: string;
};

/** A credentials file that cannot be used. The message names the file and never its contents. */
export class CredentialsFileError extends Error {
  override readonly name = "CredentialsFileError";
}

export const sandboxMerchantFile = (dataDir: string): string => join(dataDir, "sandbox-merchant.json");

export const merchantFile = (dataDir: string, clientId: string, keyVersion: number): string =>
  join(dataDir, "merchants", `${clientId}.v${keyVersion}.json`);

/** One key a line, so that a shell script can read it with sed. */
export const toCredentialsText = ({
  gatewayUrl,
  clientId,
  keyVersion,
  merchantPrivateKey,
  merchantPublicKey,
  gatewayPublicKey,
}: Credentials): string =>
  `${JSON.stringify({ gatewayUrl, clientId, keyVersion, merchantPrivateKey, merchantPublicKey, gatewayPublicKey }, undefined, 2)}\n`;

/** Undefined when there is no such file. Throws CredentialsFileError. */
export function readCredentials(path: string): Credentials | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw unusable(path, error instanceof SyntaxError ? "is not JSON" : "cannot be read");
  }
  if (!isCredentials(content)) throw unusable(path, "lacks keys, or has values of another kind");
  return content;
}

const unusable = (path: string, fault: string): CredentialsFileError =>
  new CredentialsFileError(`${path} ${fault}. Repair it, or move it away: the next start then makes a new merchant.`);

const textKeys = ["gatewayUrl", "clientId", "merchantPrivateKey", "merchantPublicKey", "gatewayPublicKey"];

function isCredentials(content: unknown): content is Credentials {
  if (typeof content !== "object" || content === null) return false;
  const values = content as Record<string, unknown>;
  const hasTexts = textKeys.every((key) => typeof values[key] === "string" && values[key] !== "");
  return hasTexts && Number.isSafeInteger(values["keyVersion"]);
}

const idAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const idChars = 24; // 142 random bits.

const newClientIdTail = (): string =>
  Array.from({ length: idChars }, () => idAlphabet.charAt(randomInt(idAlphabet.length))).join("");

export const newSandboxClientId = (): string => `${sandboxClientIdPrefix}${newClientIdTail()}`;

export const newLiveClientId = (): string => newClientIdTail();
