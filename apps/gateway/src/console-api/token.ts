import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, 43 signs. Whoever holds it is who it was given to, so only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString("base64url");

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Something to write on paper: eight signs without 0, 1, l and o. */
function newRecoveryCode(): string {
  const signs = "23456789abcdefghijkmnpqrstuvwxyz";
  const text = [...randomBytes(8)].map((byte) => signs[byte & 31]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

const recoveryCodeCount = 10;

/** Each counts once; only their hashes are kept. */
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: recoveryCodeCount }, newRecoveryCode);
