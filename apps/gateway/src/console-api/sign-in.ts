import type { ConsoleRequest } from "@opencashier/protocol/console";
import type { Tx } from "../db/index.ts";
import { addMs, newSortableId } from "../kernel/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";
import { hashPassword, isPassword } from "./password.ts";
import { hasPasskeys } from "./passkey-store.ts";
import { verifyPasskey } from "./passkeys.ts";
import { openTotpSecret } from "./second-factor.ts";
import {
  deleteSetupLinks,
  findBlockedUntil,
  findSignIn,
  forgetFailures,
  insertLink,
  insertSignIn,
  deleteSignIn,
  noteFailure,
  noteSeen,
  useLink,
} from "./sign-in-store.ts";
import { hashToken, newToken } from "./token.ts";
import { findTotpStep } from "./totp.ts";
import {
  findUser,
  findUserByEmail,
  hasOwner,
  insertUser,
  putMembership,
  type User,
  useRecoveryCode,
  useTotpStep,
} from "./user-store.ts";

/** The browser that asks. */
export type Browser = { readonly address: string; readonly userAgent: string };

/** A signed-in user, and the token that says so: it goes into a cookie and is stored nowhere. */
export type SignedIn = { readonly user: User; readonly token: string };

const setupLinkMs = 24 * 3_600_000;
const idleMs = 12 * 3_600_000;
const longestMs = 7 * 24 * 3_600_000;
/** A sign-in's time of last use need not be exact, and a write for each request would cost more than the request. */
const seenEveryMs = 60_000;

/** A token for the first owner, valid once and for a day; undefined when there is one. Earlier ones count no more. */
export async function newSetupToken({
  db,
  wallClock,
}: Pick<ConsoleDeps, "db" | "wallClock">): Promise<string | undefined> {
  const token = newToken();
  const isMade = await db.transaction(async (tx) => {
    if (await hasOwner(tx)) return false;
    await deleteSetupLinks(tx);
    const expiresAt = addMs(wallClock.now(), setupLinkMs);
    await insertLink(tx, {
      tokenHash: hashToken(token),
      kind: "SETUP",
      email: null,
      clientId: "*",
      role: "owner",
      expiresAt,
    });
    return true;
  });
  return isMade ? token : undefined;
}

type Newcomer = { readonly token: string; readonly name: string; readonly password: string; readonly email?: string };

/** Makes the first owner, or whoever was invited, and signs them in. */
export async function join(
  deps: ConsoleDeps,
  kind: "SETUP" | "INVITATION",
  newcomer: Newcomer,
  browser: Browser,
): Promise<SignedIn> {
  const now = deps.wallClock.now();
  const passwordHash = await hashPassword(newcomer.password);
  const user = await deps.db.transaction(async (tx) => {
    const link = await useLink(tx, kind, hashToken(newcomer.token), now);
    const email = (link?.email ?? newcomer.email)?.toLowerCase();
    if (!link || email === undefined) throw linkOver;
    if (newcomer.password.toLowerCase().includes(email)) {
      throw new ConsoleError("BAD_REQUEST", "The password must not hold the email.", "password");
    }
    const userId = newSortableId("US", now);
    const fresh: User = {
      userId,
      email,
      name: newcomer.name,
      passwordHash,
      totpSealed: null,
      totpLastStep: 0,
      recoveryHashes: [],
    };
    if (!(await insertUser(tx, fresh, now))) throw new ConsoleError("CONFLICT", "There is an account with this email.");
    const clientId = link.clientId ?? "*";
    const role = link.role ?? "read-only";
    await putMembership(tx, { userId, clientId, role }, now);
    await appendAudit(tx, { actor: email, action: "member.joined", clientId, details: { role }, now });
    return fresh;
  });
  return begin(deps, deps.db.connection, user, browser);
}

const linkOver = new ConsoleError("LINK_OVER", "This link was used already, or its time is over. Ask for a new one.");

/** By account and by address: one slows whoever tries many passwords, the other whoever tries many accounts. */
const limits = { account: 5, address: 50 } as const;

/** Email and password, and the code where there is a second factor. Says never which of them was wrong. */
export async function signIn(
  deps: ConsoleDeps,
  { email, password, code }: ConsoleRequest<"signIn">,
  browser: Browser,
): Promise<SignedIn> {
  const { connection } = deps.db;
  const now = deps.wallClock.now();
  const subjects = [
    { subject: `account:${email.toLowerCase()}`, freeTries: limits.account },
    { subject: `address:${browser.address}`, freeTries: limits.address },
  ];
  for (const { subject } of subjects) await requireUnblocked(deps, subject);
  const user = await findUserByEmail(connection, email);
  const isRight = await isPassword(password, user?.passwordHash);
  const factor = user && isRight ? await findSecondFactor(deps, user) : "none";
  if (factor !== "none" && code === undefined) {
    throw new ConsoleError("CODE_REQUIRED", factorMessages[factor], "code");
  }
  if (!user || !isRight || (factor !== "none" && !(await isSecondFactor(deps, user, code)))) {
    for (const counted of subjects) await noteFailure(connection, { ...counted, now });
    throw new ConsoleError("WRONG_CREDENTIALS", "Email, password or code is wrong.");
  }
  await forgetFailures(connection, subjects[0]?.subject ?? "");
  return begin(deps, connection, user, browser);
}

/** A passkey, which is both factors at once. Tries count by address, because before it has signed it is nobody's. */
export async function signInByPasskey(
  deps: ConsoleDeps,
  request: ConsoleRequest<"signInWithPasskey">,
  browser: Browser,
): Promise<SignedIn> {
  const { connection } = deps.db;
  const subject = `address:${browser.address}`;
  await requireUnblocked(deps, subject);
  try {
    return await begin(deps, connection, await verifyPasskey(deps, request), browser);
  } catch (error) {
    const isGuess = error instanceof ConsoleError && error.code !== "LINK_OVER";
    if (isGuess) await noteFailure(connection, { subject, freeTries: limits.address, now: deps.wallClock.now() });
    throw error;
  }
}

async function requireUnblocked({ db, wallClock }: ConsoleDeps, subject: string): Promise<void> {
  const now = wallClock.now();
  const until = await findBlockedUntil(db.connection, subject);
  if (until > now) throw tooMany(until - now);
}

type SecondFactorKind = "none" | "code" | "passkey";

const factorMessages = {
  code: "Enter the code of your authenticator app.",
  passkey: "This account has passkeys: sign in with one, or enter a recovery code.",
} as const satisfies Partial<Record<SecondFactorKind, string>>;

async function findSecondFactor({ db }: ConsoleDeps, user: User): Promise<SecondFactorKind> {
  if (user.totpSealed !== null) return "code";
  return (await hasPasskeys(db.connection, user.userId)) ? "passkey" : "none";
}

const tooMany = (ms: number): ConsoleError =>
  new ConsoleError("TOO_MANY_TRIES", `Too many wrong tries. Try again in ${Math.ceil(ms / 1_000)} seconds.`);

async function isSecondFactor(deps: ConsoleDeps, user: User, code: string | undefined): Promise<boolean> {
  if (code === undefined) return false;
  const { connection } = deps.db;
  if (code.includes("-")) {
    const hash = hashToken(code);
    return user.recoveryHashes.includes(hash) && useRecoveryCode(connection, user, hash);
  }
  if (user.totpSealed === null) return false;
  const secret = openTotpSecret(deps, user.userId, user.totpSealed);
  const step = findTotpStep(secret, code, { nowMs: deps.wallClock.now(), lastStep: user.totpLastStep });
  return step !== undefined && useTotpStep(connection, user.userId, step);
}

/** Always a new token: one that a browser held before says nothing about who signs in with it. */
async function begin({ wallClock }: ConsoleDeps, tx: Tx, user: User, browser: Browser): Promise<SignedIn> {
  const token = newToken();
  const now = wallClock.now();
  const userAgent = browser.userAgent.slice(0, 256);
  await insertSignIn(tx, {
    tokenHash: hashToken(token),
    userId: user.userId,
    address: browser.address,
    userAgent,
    createdAt: now,
    lastSeenAt: now,
  });
  return { user, token };
}

/** Whose token this is; undefined when it is nobody's, was ended, or rested for too long. */
export async function findMember({ db, wallClock }: ConsoleDeps, token: string): Promise<Member | undefined> {
  const tokenHash = hashToken(token);
  const found = await findSignIn(db.connection, tokenHash);
  if (!found) return undefined;
  const now = wallClock.now();
  if (now - found.lastSeenAt > idleMs || now - found.createdAt > longestMs) {
    await deleteSignIn(db.connection, found.userId, tokenHash);
    return undefined;
  }
  if (now - found.lastSeenAt > seenEveryMs) await noteSeen(db.connection, tokenHash, now);
  const user = await findUser(db.connection, found.userId);
  return user && { user, tokenHash };
}
