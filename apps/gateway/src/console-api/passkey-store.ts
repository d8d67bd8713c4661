import { execute, many, maybeOne, one, type Tx } from "../db/index.ts";
import { type Instant, toInstant } from "../kernel/index.ts";

export type Passkey = {
  /** base64url */
  readonly credentialId: string;
  readonly userId: string;
  readonly name: string;
  /** SPKI, base64. */
  readonly publicKey: string;
  /** COSE. */
  readonly algorithm: number;
  readonly signCount: number;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
};

type Row = {
  readonly credential_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly public_key: string;
  readonly algorithm: bigint;
  readonly sign_count: bigint;
  readonly created_at: bigint;
  readonly last_used_at: bigint | null;
};

const toPasskey = (row: Row): Passkey => ({
  credentialId: row.credential_id,
  userId: row.user_id,
  name: row.name,
  publicKey: row.public_key,
  algorithm: Number(row.algorithm),
  signCount: Number(row.sign_count),
  createdAt: toInstant(Number(row.created_at)),
  lastUsedAt: row.last_used_at === null ? null : toInstant(Number(row.last_used_at)),
});

/** False when the credential is known already, whoever has it. */
export const insertPasskey = async (tx: Tx, passkey: Passkey): Promise<boolean> =>
  (await execute(tx)`
    insert into console_passkeys (credential_id, user_id, name, public_key, algorithm, sign_count, created_at, last_used_at)
    values (${passkey.credentialId}, ${passkey.userId}, ${passkey.name}, ${passkey.publicKey}, ${passkey.algorithm},
            ${passkey.signCount}, ${passkey.createdAt}, null)
    on conflict do nothing`) === 1;

export const listPasskeysOf = (tx: Tx, userId: string): Promise<Passkey[]> =>
  many(tx, toPasskey)`
    select credential_id, user_id, name, public_key, algorithm, sign_count, created_at, last_used_at from console_passkeys
     where user_id = ${userId} order by created_at, credential_id`;

export const hasPasskeys = async (tx: Tx, userId: string): Promise<boolean> =>
  (await maybeOne(tx, () => true)`select 1 as one from console_passkeys where user_id = ${userId} limit 1`) ?? false;

export const findPasskey = (tx: Tx, credentialId: string): Promise<Passkey | undefined> =>
  maybeOne(tx, toPasskey)`
    select credential_id, user_id, name, public_key, algorithm, sign_count, created_at, last_used_at from console_passkeys
     where credential_id = ${credentialId}`;

export const deletePasskey = async (tx: Tx, userId: string, credentialId: string): Promise<boolean> =>
  (await execute(tx)`
    delete from console_passkeys where user_id = ${userId} and credential_id = ${credentialId}`) === 1;

/** False when its counter has not gone on: somebody else has used a copy of it, or this answer came before. */
export const usePasskey = async (tx: Tx, credentialId: string, signCount: number, now: Instant): Promise<boolean> =>
  (await execute(tx)`
    update console_passkeys set sign_count = ${signCount}, last_used_at = ${now}
     where credential_id = ${credentialId} and (sign_count < ${signCount} or (sign_count = 0 and ${signCount} = 0))`) ===
  1;

export type Challenge = {
  readonly challengeHash: string;
  readonly purpose: "ADD" | "SIGN_IN";
  readonly userId: string | null;
  readonly address: string;
  readonly expiresAt: Instant;
};

/** False when too many of this address wait to be answered. What is over is forgotten on the way. */
export async function insertChallenge(
  tx: Tx,
  challenge: Challenge,
  { now, waitingMax }: { readonly now: Instant; readonly waitingMax: number },
): Promise<boolean> {
  await execute(tx)`delete from console_challenges where expires_at <= ${now}`;
  const waiting = await one(tx, (row: { readonly count: bigint }) => Number(row.count))`
    select count(*) as count from console_challenges where address = ${challenge.address}`;
  if (waiting >= waitingMax) return false;
  const { challengeHash, purpose, userId, address, expiresAt } = challenge;
  await execute(tx)`
    insert into console_challenges (challenge_hash, purpose, user_id, address, expires_at)
    values (${challengeHash}, ${purpose}, ${userId}, ${address}, ${expiresAt})`;
  return true;
}

type Answered = Pick<Challenge, "challengeHash" | "purpose" | "userId">;

/** Whether it was waiting for just this; from now on it is not. */
export const useChallenge = async (
  tx: Tx,
  { challengeHash, purpose, userId }: Answered,
  now: Instant,
): Promise<boolean> =>
  (await execute(tx)`
    delete from console_challenges
     where challenge_hash = ${challengeHash} and purpose = ${purpose} and coalesce(user_id, '') = ${userId ?? ""}
       and expires_at > ${now}`) === 1;
