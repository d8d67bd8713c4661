import type { KeyObject } from "node:crypto";
import type { Finding } from "./diagnosis-cause.ts";

/** A public key of a merchant, as registered. */
export type MerchantKeyCandidate = {
  readonly clientId: string;
  readonly keyVersion: number;
  readonly publicKey: KeyObject;
  /** UTC milliseconds from which the key verifies nothing; null or absent never ends. */
  readonly notAfter?: number | null;
};

export type KeyCandidates = {
  /** Keys of the merchant the request names, ended ones included. */
  readonly merchantKeys: readonly MerchantKeyCandidate[];
  /** Keys of other merchants of the same owner, to recognise mixed-up accounts. The first ones are tried. */
  readonly otherMerchantKeys?: readonly MerchantKeyCandidate[];
  readonly gatewayPublicKeys: readonly { readonly keyVersion: number; readonly publicKey: KeyObject }[];
  /** UTC milliseconds. Without it no key counts as ended. */
  readonly now?: number;
  readonly expectedClientId?: string;
};

/** A key that may have signed, and what it is to the merchant. */
export type KnownKey = {
  readonly owner: "MERCHANT" | "OTHER_MERCHANT" | "GATEWAY";
  readonly clientId?: string;
  readonly keyVersion: number;
  readonly publicKey: KeyObject;
  readonly hasEnded: boolean;
  /** Whether this is the key that the gateway verifies the request with. */
  readonly isExpected: boolean;
};

const otherKeysMax = 30;

/** All keys worth trying, the likeliest first: the expected one, the merchant's others, the gateway's, other merchants'. */
export function orderKeys(candidates: KeyCandidates, clientId: string, keyVersion: number | undefined): KnownKey[] {
  const { merchantKeys, otherMerchantKeys = [], gatewayPublicKeys, now } = candidates;
  const wantedId = candidates.expectedClientId ?? clientId;
  const named = merchantKeys.filter((key) => key.clientId === wantedId);
  const own = named.length > 0 ? named : merchantKeys;
  const others = [...merchantKeys.filter((key) => !own.includes(key)), ...otherMerchantKeys];
  const hasEnded = (key: MerchantKeyCandidate): boolean => now !== undefined && now >= (key.notAfter ?? Infinity);
  const live = own.filter((key) => !hasEnded(key));
  const newest = live.toSorted((a, b) => b.keyVersion - a.keyVersion).at(0);
  const expected = keyVersion === undefined ? newest : live.find((key) => key.keyVersion === keyVersion);
  const known = (key: MerchantKeyCandidate, owner: KnownKey["owner"]): KnownKey => ({
    owner,
    clientId: key.clientId,
    keyVersion: key.keyVersion,
    publicKey: key.publicKey,
    hasEnded: hasEnded(key),
    isExpected: key === expected,
  });
  return [
    ...own.map((key) => known(key, "MERCHANT")).toSorted((a, b) => Number(b.isExpected) - Number(a.isExpected)),
    ...gatewayPublicKeys.map((key) => ({ owner: "GATEWAY", ...key, hasEnded: false, isExpected: false }) as const),
    ...others.slice(0, otherKeysMax).map((key) => known(key, "OTHER_MERCHANT")),
  ];
}

/** What is wrong with having signed with this key, or undefined when it is the right one. */
export function findKeyFault(
  key: KnownKey,
  keys: readonly KnownKey[],
  namedVersion: number | undefined,
): Finding | undefined {
  if (key.isExpected) return undefined;
  if (key.owner === "GATEWAY") return gatewayKeyUsed(key);
  if (key.owner === "OTHER_MERCHANT") return otherMerchantsKeyUsed(key);
  if (key.hasEnded) return endedKeyUsed(key);
  const expected = keys.find((known) => known.isExpected);
  const named = namedVersion === undefined ? "the header names no version" : `the header names version ${namedVersion}`;
  const then = expected ? `, so version ${expected.keyVersion} was expected` : ", which is not registered";
  return {
    cause: "key-version-wrong",
    explanation: `It was signed with the private key of version ${key.keyVersion}; ${named}${then}.`,
    fix: `Write keyVersion=${key.keyVersion} into the signature header, or sign with the key of the version it names.`,
  };
}

const gatewayKeyUsed = (key: KnownKey): Finding => ({
  cause: "key-of-the-gateway",
  explanation:
    `It was signed with the gateway's own private key (version ${key.keyVersion}), not with the merchant's. ` +
    "There are two pairs: the merchant's signs requests, the gateway's signs replies and notifications.",
  fix: "Set the merchant's private key in your client. The gateway's public key is only for checking what the gateway sends.",
});

const otherMerchantsKeyUsed = (key: KnownKey): Finding => ({
  cause: "key-of-another-merchant",
  explanation: `It was signed with the private key of another merchant account, ${key.clientId ?? "unnamed"}.`,
  fix: "Use client id and private key of one and the same account; sandbox and live accounts have different keys.",
});

const endedKeyUsed = (key: KnownKey): Finding => ({
  cause: "key-ended",
  explanation: `It was signed with the private key of version ${key.keyVersion}, whose public key is no longer in force.`,
  fix: "Sign with the newer key and its version, or register this public key again.",
});
