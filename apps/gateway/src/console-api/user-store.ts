import { execute, many, maybeOne, type Tx } from "../db/index.ts";
import type { Instant } from "../kernel/index.ts";

export type User = {
  readonly userId: string;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly totpSealed: string | null;
  readonly totpLastStep: number;
  readonly recoveryHashes: readonly string[];
};

type Row = {
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
  readonly totp_sealed: string | null;
  readonly totp_last_step: bigint;
  readonly recovery_hashes: string;
};

const toUser = (row: Row): User => ({
  userId: row.user_id,
  email: row.email,
  name: row.name,
  passwordHash: row.password_hash,
  totpSealed: row.totp_sealed,
  totpLastStep: Number(row.totp_last_step),
  recoveryHashes: JSON.parse(row.recovery_hashes) as string[],
});

/** False when somebody has the email already. */
export const insertUser = async (tx: Tx, user: User, now: Instant): Promise<boolean> =>
  (await execute(tx)`
    insert into console_users (user_id, email, name, password_hash, totp_sealed, totp_last_step, recovery_hashes, created_at)
    values (${user.userId}, ${user.email}, ${user.name}, ${user.passwordHash}, null, 0, '[]', ${now})
    on conflict do nothing`) === 1;

export const findUserByEmail = (tx: Tx, email: string): Promise<User | undefined> =>
  maybeOne(tx, toUser)`
    select user_id, email, name, password_hash, totp_sealed, totp_last_step, recovery_hashes from console_users
     where email = ${email.toLowerCase()}`;

export const findUser = (tx: Tx, userId: string): Promise<User | undefined> =>
  maybeOne(tx, toUser)`
    select user_id, email, name, password_hash, totp_sealed, totp_last_step, recovery_hashes from console_users
     where user_id = ${userId}`;

export const setPassword = async (tx: Tx, userId: string, passwordHash: string): Promise<void> => {
  await execute(tx)`update console_users set password_hash = ${passwordHash} where user_id = ${userId}`;
};

export type SecondFactor = Pick<User, "totpSealed" | "totpLastStep" | "recoveryHashes">;

export const setSecondFactor = async (tx: Tx, userId: string, factor: SecondFactor): Promise<void> => {
  await execute(tx)`
    update console_users set totp_sealed = ${factor.totpSealed}, totp_last_step = ${factor.totpLastStep},
           recovery_hashes = ${JSON.stringify(factor.recoveryHashes)}
     where user_id = ${userId}`;
};

/** Whether it was still unused: two requests with one code race here. */
export const useTotpStep = async (tx: Tx, userId: string, step: number): Promise<boolean> =>
  (await execute(tx)`
    update console_users set totp_last_step = ${step} where user_id = ${userId} and totp_last_step < ${step}`) === 1;

/** Whether it was still there. */
export const useRecoveryCode = async (tx: Tx, user: User, hash: string): Promise<boolean> =>
  (await execute(tx)`
    update console_users set recovery_hashes = ${JSON.stringify(user.recoveryHashes.filter((kept) => kept !== hash))}
     where user_id = ${user.userId} and recovery_hashes = ${JSON.stringify(user.recoveryHashes)}`) === 1;

export type Membership = { readonly userId: string; readonly clientId: string; readonly role: string };

type MembershipRow = { readonly user_id: string; readonly client_id: string; readonly role: string };

const toMembership = (row: MembershipRow): Membership => ({
  userId: row.user_id,
  clientId: row.client_id,
  role: row.role,
});

export const listMemberships = (tx: Tx, userId: string): Promise<Membership[]> =>
  many(tx, toMembership)`
    select user_id, client_id, role from console_members where user_id = ${userId} order by client_id`;

export const putMembership = async (tx: Tx, membership: Membership, now: Instant): Promise<void> => {
  await execute(tx)`
    insert into console_members (user_id, client_id, role, created_at)
    values (${membership.userId}, ${membership.clientId}, ${membership.role}, ${now})
    on conflict (user_id, client_id) do update set role = excluded.role`;
};

export const deleteMembership = async (tx: Tx, { userId, clientId }: Omit<Membership, "role">): Promise<boolean> =>
  (await execute(tx)`delete from console_members where user_id = ${userId} and client_id = ${clientId}`) === 1;

export type Colleague = Membership & { readonly email: string; readonly name: string };

type ColleagueRow = MembershipRow & { readonly email: string; readonly name: string };

/** Members of one account and those of all accounts. */
export const listColleagues = (tx: Tx, clientId: string): Promise<Colleague[]> =>
  many(tx, (row: ColleagueRow) => ({ ...toMembership(row), email: row.email, name: row.name }))`
    select m.user_id, m.client_id, m.role, u.email, u.name
      from console_members m join console_users u on u.user_id = m.user_id
     where m.client_id in (${clientId}, '*') order by u.email, m.client_id`;

/** Whether anybody can invite others: until then the one-time link at start is valid. */
export const hasOwner = async (tx: Tx): Promise<boolean> =>
  (await maybeOne(tx, () => true)`
    select user_id from console_members where client_id = '*' and role = 'owner' limit 1`) ?? false;
