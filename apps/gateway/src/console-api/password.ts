import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { ConsoleError } from "./console-error.ts";

/** What one check costs: 32 MB and some 60 ms, so that a stolen table is no list of passwords. Source: OWASP, read 2026-11-23. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const keyBytes = 32;

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Undefined for the hash of an account that is not there: the time it takes tells nobody which it was. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, N = "", r = "", p = "", salt = "", key = ""] = (hash ?? nobody).split("$");
  const wanted = Buffer.from(key, "base64url");
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const found = await derive(password, Buffer.from(salt, "base64url"), options);
  return timingSafeEqual(found, wanted) && hash !== undefined;
}

/** A member says it again before something that a borrowed browser must not do. Throws ConsoleError. */
export async function requirePassword(password: string, hash: string): Promise<void> {
  if (!(await isPassword(password, hash))) {
    throw new ConsoleError("WRONG_CREDENTIALS", "The password is wrong.", "password");
  }
}

const nobody = [
  "scrypt",
  cost.N,
  cost.r,
  cost.p,
  Buffer.alloc(16).toString("base64url"),
  Buffer.alloc(keyBytes).toString("base64url"),
].join("$");

type Options = { readonly N: number; readonly r: number; readonly p: number; readonly maxmem: number };

function derive(password: string, salt: Buffer, options: Options): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
