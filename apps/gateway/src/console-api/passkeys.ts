import { randomBytes } from "node:crypto";
import type { ConsolePasskey, ConsoleRequest } from "@opencashier/protocol/console";
import type { Tx } from "../db/index.ts";
import { addMs } from "../kernel/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";
import {
  deletePasskey,
  findPasskey,
  hasPasskeys,
  insertChallenge,
  insertPasskey,
  listPasskeysOf,
  type Passkey,
  useChallenge,
  usePasskey,
} from "./passkey-store.ts";
import { requirePassword } from "./password.ts";
import { deleteOtherSignIns } from "./sign-in-store.ts";
import { hashToken, newRecoveryCodes } from "./token.ts";
import { findUser, setSecondFactor, type User } from "./user-store.ts";
import { isAssertionSigned, readAuthenticatorData, readClientData, readPasskeyKey } from "./webauthn.ts";

const challengeMs = 5 * 60_000;
const challengeBytes = 32;
const waitingMax = 100;

type ChallengeFor =
  | { readonly purpose: "SIGN_IN"; readonly address: string }
  | { readonly purpose: "ADD"; readonly address: string; readonly userId: string };

/** 32 random bytes to sign within five minutes, once, and for nothing else. */
async function newChallenge({ db, wallClock }: ConsoleDeps, wanted: ChallengeFor): Promise<string> {
  const challenge = randomBytes(challengeBytes).toString("base64url");
  const now = wallClock.now();
  const { purpose, address } = wanted;
  const userId = wanted.purpose === "ADD" ? wanted.userId : null;
  const row = { challengeHash: hashToken(challenge), purpose, userId, address, expiresAt: addMs(now, challengeMs) };
  const isKept = await db.transaction((tx) => insertChallenge(tx, row, { now, waitingMax }));
  if (!isKept) throw new ConsoleError("TOO_MANY_TRIES", "Too many sign-ins were begun. Try again in five minutes.");
  return challenge;
}

/** Passkeys work on the console's own host; a gateway that somebody tries out is on their own machine. */
const isAllowedOrigin =
  ({ publicUrl, mode }: Pick<ConsoleDeps, "publicUrl" | "mode">) =>
  (origin: string): boolean =>
    origin === new URL(publicUrl()).origin || (mode === "embedded" && /^http:\/\/localhost(?::\d+)?$/.test(origin));

export const beginPasskeySignIn = async (
  deps: ConsoleDeps,
  address: string,
): Promise<{ readonly challenge: string }> => ({
  challenge: await newChallenge(deps, { purpose: "SIGN_IN", address }),
});

/** What the browser makes a passkey with; the password shows that the member is still there. */
export async function beginPasskey(
  deps: ConsoleDeps,
  { user, tokenHash }: Member,
  { password }: ConsoleRequest<"beginPasskey">,
) {
  await requirePassword(password, user.passwordHash);
  const { userId, email, name } = user;
  const known = await listPasskeysOf(deps.db.connection, userId);
  return {
    challenge: await newChallenge(deps, { purpose: "ADD", address: tokenHash, userId }),
    userId,
    email,
    name,
    knownIds: known.map(({ credentialId }) => credentialId),
  };
}

/** Keeps it. With the first one come recovery codes, unless there are some. */
export async function addPasskey(
  deps: ConsoleDeps,
  { user, tokenHash }: Member,
  request: ConsoleRequest<"addPasskey">,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const clientData = fromBase64(request.clientData);
  const { challenge, origin } = readClientData(clientData, {
    type: "webauthn.create",
    isAllowedOrigin: isAllowedOrigin(deps),
  });
  const made = readAuthenticatorData(fromBase64(request.authenticatorData), origin);
  if (made.credentialId !== request.id)
    throw new ConsoleError("BAD_REQUEST", "The answer is of another passkey.", "id");
  const spki = fromBase64(request.publicKey);
  readPasskeyKey(spki, request.algorithm);
  const now = deps.wallClock.now();
  const recoveryCodes = user.recoveryHashes.length > 0 ? [] : newRecoveryCodes();
  await deps.db.transaction(async (tx) => {
    const answered = { challengeHash: hashToken(challenge), purpose: "ADD", userId: user.userId } as const;
    if (!(await useChallenge(tx, answered, now))) throw challengeOver;
    const passkey: Passkey = {
      credentialId: request.id,
      userId: user.userId,
      name: request.name,
      publicKey: spki.toString("base64"),
      algorithm: request.algorithm,
      signCount: made.signCount,
      createdAt: now,
      lastUsedAt: null,
    };
    if (!(await insertPasskey(tx, passkey))) throw new ConsoleError("CONFLICT", "This passkey is known already.", "id");
    if (recoveryCodes.length > 0) await keepRecoveryCodes(tx, user, recoveryCodes);
    await deleteOtherSignIns(tx, user.userId, tokenHash);
    await note(tx, deps, user, { action: "passkey.added", name: request.name });
  });
  return { recoveryCodes };
}

const keepRecoveryCodes = (tx: Tx, user: User, codes: readonly string[]): Promise<void> =>
  setSecondFactor(tx, user.userId, { ...user, recoveryHashes: codes.map(hashToken) });

export async function listPasskeys({ db }: ConsoleDeps, { user }: Member): Promise<readonly ConsolePasskey[]> {
  return (await listPasskeysOf(db.connection, user.userId)).map(({ credentialId, name, createdAt, lastUsedAt }) => ({
    id: credentialId,
    name,
    createdAt,
    lastUsedAt,
  }));
}

export async function removePasskey(
  deps: ConsoleDeps,
  { user, tokenHash }: Member,
  { id, password }: ConsoleRequest<"removePasskey">,
): Promise<object> {
  await requirePassword(password, user.passwordHash);
  await deps.db.transaction(async (tx) => {
    const removed = (await listPasskeysOf(tx, user.userId)).find(({ credentialId }) => credentialId === id);
    if (!removed || !(await deletePasskey(tx, user.userId, id))) {
      throw new ConsoleError("NOT_FOUND", "There is no such passkey.");
    }
    const isLastFactor = user.totpSealed === null && !(await hasPasskeys(tx, user.userId));
    if (isLastFactor) await setSecondFactor(tx, user.userId, { ...user, recoveryHashes: [] });
    await deleteOtherSignIns(tx, user.userId, tokenHash);
    await note(tx, deps, user, { action: "passkey.removed", name: removed.name });
  });
  return {};
}

/**
 * Whose passkey has signed. It counts as both factors: it is held, and its holder was checked.
 * @throws ConsoleError with the same words for an unknown passkey and for a wrong signature
 */
export async function verifyPasskey(deps: ConsoleDeps, request: ConsoleRequest<"signInWithPasskey">): Promise<User> {
  const clientData = fromBase64(request.clientData);
  const { challenge, origin } = readClientData(clientData, {
    type: "webauthn.get",
    isAllowedOrigin: isAllowedOrigin(deps),
  });
  const authenticatorData = fromBase64(request.authenticatorData);
  const { signCount } = readAuthenticatorData(authenticatorData, origin);
  const now = deps.wallClock.now();
  const { connection } = deps.db;
  const answered = { challengeHash: hashToken(challenge), purpose: "SIGN_IN", userId: null } as const;
  if (!(await useChallenge(connection, answered, now))) throw challengeOver;
  const passkey = await findPasskey(connection, request.id);
  const user = passkey && (await findUser(connection, passkey.userId));
  const assertion = { clientData, authenticatorData, signature: fromBase64(request.signature) };
  if (!passkey || !user || !isAssertionSigned(keyOf(passkey), assertion)) {
    throw new ConsoleError("WRONG_CREDENTIALS", "This passkey is not known here.");
  }
  if (!(await usePasskey(connection, passkey.credentialId, signCount, now))) {
    await deps.db.transaction((tx) =>
      note(tx, deps, user, { action: "passkey.counter-went-back", name: passkey.name }),
    );
    throw new ConsoleError(
      "WRONG_CREDENTIALS",
      "This passkey's counter went back: it may have been copied. Remove it.",
    );
  }
  await deps.db.transaction((tx) => note(tx, deps, user, { action: "sign-in.passkey", name: passkey.name }));
  return user;
}

const keyOf = ({ publicKey, algorithm }: Passkey) => readPasskeyKey(fromBase64(publicKey), algorithm);

const challengeOver = new ConsoleError("LINK_OVER", "This was answered already, or too late. Begin again.");

const fromBase64 = (text: string): Buffer => Buffer.from(text, "base64url");

type Noted = { readonly action: string; readonly name: string };

const note = (
  tx: Tx,
  { wallClock }: Pick<ConsoleDeps, "wallClock">,
  { email }: User,
  { action, name }: Noted,
): Promise<void> => appendAudit(tx, { actor: email, action, clientId: null, details: { name }, now: wallClock.now() });
