import { constants, type KeyObject, publicDecrypt } from "node:crypto";

/*
 * RSA undone with the public key shows the block that was signed. When the key is the right half of the pair the block has
 * a shape nobody meets by chance, and it contains the digest of the signed text: so one RSA operation a key tells who
 * signed, with which padding and which digest, and every guess at the text then costs a hash instead of an RSA check.
 * Block, PKCS#1 v1.5: 00 01 FF…FF 00 DigestInfo digest. Block, PSS: ends in BC. Source: RFC 8017, sections 8.1 and 9.
 */

export type DigestAlgorithm = "sha256" | "sha1" | "sha384" | "sha512" | "md5";

export type OpenedSignature =
  | { readonly padding: "PKCS1"; readonly algorithm: DigestAlgorithm; readonly digest: Buffer }
  /** PKCS#1 padding round something that is no DigestInfo: a bare hash, its hex text, or the text itself. */
  | { readonly padding: "PKCS1_BARE"; readonly payload: Buffer }
  /** One random block in 256 looks like this too; only a PSS check can confirm it. */
  | { readonly padding: "MAYBE_PSS" };

/** What this key makes of the signature, or undefined: another key made it, or its bytes were changed. */
export function openSignature(signature: Buffer, publicKey: KeyObject): OpenedSignature | undefined {
  const block = undoRsa(signature, publicKey);
  if (!block) return undefined;
  const payload = unpad(block);
  if (!payload) return block.at(-1) === 0xbc ? { padding: "MAYBE_PSS" } : undefined;
  for (const [algorithm, prefixHex] of digestInfoPrefixes) {
    const prefix = Buffer.from(prefixHex, "hex");
    if (payload.subarray(0, prefix.length).equals(prefix)) {
      return { padding: "PKCS1", algorithm, digest: payload.subarray(prefix.length) };
    }
  }
  return { padding: "PKCS1_BARE", payload };
}

function undoRsa(signature: Buffer, publicKey: KeyObject): Buffer | undefined {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (signature.length !== Math.ceil(bits / 8)) return undefined;
  try {
    return publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    // The number is not below this key's modulus, so another key made it.
    return undefined;
  }
}

const paddingBytesMin = 8;

function unpad(block: Buffer): Buffer | undefined {
  if (block[0] !== 0 || block[1] !== 1) return undefined;
  const end = block.indexOf(0, 2);
  if (end < 2 + paddingBytesMin || block.subarray(2, end).some((byte) => byte !== 0xff)) return undefined;
  return block.subarray(end + 1);
}

/** DER of DigestInfo up to the digest. Source: RFC 8017, section 9.2, note 1. */
const digestInfoPrefixes: readonly (readonly [DigestAlgorithm, string])[] = [
  ["sha256", "3031300d060960864801650304020105000420"],
  ["sha1", "3021300906052b0e03021a05000414"],
  ["sha384", "3041300d060960864801650304020205000430"],
  ["sha512", "3051300d060960864801650304020305000440"],
  ["md5", "3020300c06082a864886f70d020505000410"],
];
