import { execute, many, maybeOne, type Tx } from "../db/index.ts";
import { type Instant, toInstant } from "../kernel/index.ts";

export type SignIn = {
  readonly tokenHash: string;
  readonly userId: string;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
};

type Row = {
  readonly token_hash: string;
  readonly user_id: string;
  readonly address: string;
  readonly user_agent: string;
  readonly created_at: bigint;
  readonly last_seen_at: bigint;
};

const toSignIn = (row: Row): SignIn => ({
  tokenHash: row.token_hash,
  userId: row.user_id,
  address: row.address,
  userAgent: row.user_agent,
  createdAt: toInstant(Number(row.created_at)),
  lastSeenAt: toInstant(Number(row.last_seen_at)),
});

export const insertSignIn = async (tx: Tx, signIn: SignIn): Promise<void> => {
  await execute(tx)`
    insert into console_sign_ins (token_hash, user_id, address, user_agent, created_at, last_seen_at)
    values (${signIn.tokenHash}, ${signIn.userId}, ${signIn.address}, ${signIn.userAgent}, ${signIn.createdAt},
            ${signIn.lastSeenAt})`;
};

export const findSignIn = (tx: Tx, tokenHash: string): Promise<SignIn | undefined> =>
  maybeOne(tx, toSignIn)`
    select token_hash, user_id, address, user_agent, created_at, last_seen_at from console_sign_ins
     where token_hash = ${tokenHash}`;

export const listSignInsOf = (tx: Tx, userId: string): Promise<SignIn[]> =>
  many(tx, toSignIn)`
    select token_hash, user_id, address, user_agent, created_at, last_seen_at from console_sign_ins
     where user_id = ${userId} order by last_seen_at desc`;

export const noteSeen = async (tx: Tx, tokenHash: string, now: Instant): Promise<void> => {
  await execute(tx)`update console_sign_ins set last_seen_at = ${now} where token_hash = ${tokenHash}`;
};

/** Whether it was there, and the user's own. */
export const deleteSignIn = async (tx: Tx, userId: string, tokenHash: string): Promise<boolean> =>
  (await execute(tx)`
    delete from console_sign_ins where user_id = ${userId} and token_hash = ${tokenHash}`) === 1;

/** Every browser but the one that is kept. */
export const deleteOtherSignIns = async (tx: Tx, userId: string, keptHash: string): Promise<void> => {
  await execute(tx)`delete from console_sign_ins where user_id = ${userId} and token_hash <> ${keptHash}`;
};

export type Link = {
  readonly tokenHash: string;
  readonly kind: "SETUP" | "INVITATION";
  readonly email: string | null;
  readonly clientId: string | null;
  readonly role: string | null;
  readonly expiresAt: Instant;
};

type LinkRow = {
  readonly token_hash: string;
  readonly kind: Link["kind"];
  readonly email: string | null;
  readonly client_id: string | null;
  readonly role: string | null;
  readonly expires_at: bigint;
};

export const insertLink = async (tx: Tx, link: Link): Promise<void> => {
  await execute(tx)`
    insert into console_links (token_hash, kind, email, client_id, role, expires_at, used_at)
    values (${link.tokenHash}, ${link.kind}, ${link.email}, ${link.clientId}, ${link.role}, ${link.expiresAt}, null)`;
};

/** Earlier links of the kind count no more. */
export const deleteSetupLinks = async (tx: Tx): Promise<void> => {
  await execute(tx)`delete from console_links where kind = 'SETUP'`;
};

/** The link, if it was neither used nor over until now; a second caller with it gets nothing. */
export const useLink = (tx: Tx, kind: Link["kind"], tokenHash: string, now: Instant): Promise<Link | undefined> =>
  maybeOne(tx, (row: LinkRow) => ({
    tokenHash: row.token_hash,
    kind: row.kind,
    email: row.email,
    clientId: row.client_id,
    role: row.role,
    expiresAt: toInstant(Number(row.expires_at)),
  }))`
    update console_links set used_at = ${now}
     where token_hash = ${tokenHash} and kind = ${kind} and used_at is null and expires_at > ${now}
    returning token_hash, kind, email, client_id, role, expires_at`;

/** Counts one more failure and answers until when the subject has to wait. */
export const findBlockedUntil = async (tx: Tx, subject: string): Promise<Instant> =>
  (await maybeOne(tx, (row: { readonly blocked_until: bigint }) => toInstant(Number(row.blocked_until)))`
    select blocked_until from console_guesses where subject = ${subject}`) ?? toInstant(0);

export type Failure = { readonly subject: string; readonly now: Instant; readonly freeTries: number };

/** From the last free try on each failure doubles the wait, from one second up to 15 minutes; a quiet day forgets. */
export const noteFailure = async (tx: Tx, { subject, now, freeTries }: Failure): Promise<void> => {
  const forgottenBefore = now - 86_400_000;
  await execute(tx)`
    insert into console_guesses (subject, failed_count, blocked_until, updated_at) values (${subject}, 1, 0, ${now})
    on conflict (subject) do update set
      failed_count = case when console_guesses.updated_at < ${forgottenBefore} then 1 else console_guesses.failed_count + 1 end,
      updated_at = ${now}`;
  const failedCount = await maybeOne(tx, (row: { readonly failed_count: bigint }) => Number(row.failed_count))`
    select failed_count from console_guesses where subject = ${subject}`;
  const over = (failedCount ?? 0) - freeTries;
  if (over <= 0) return;
  const blockedUntil = now + Math.min(1_000 * 2 ** (over - 1), 900_000);
  await execute(tx)`update console_guesses set blocked_until = ${blockedUntil} where subject = ${subject}`;
};

export const forgetFailures = async (tx: Tx, subject: string): Promise<void> => {
  await execute(tx)`delete from console_guesses where subject = ${subject}`;
};
