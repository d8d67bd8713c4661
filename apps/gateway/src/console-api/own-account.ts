import type { ConsoleRequest, ConsoleSignIn } from "@opencashier/protocol/console";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Member } from "./member.ts";
import { hashPassword, isPassword } from "./password.ts";
import { deleteOtherSignIns, deleteSignIn, listSignInsOf } from "./sign-in-store.ts";
import { setPassword } from "./user-store.ts";

/** The other browsers are signed out: whoever knew the old password is out. */
export async function changePassword(
  { db }: ConsoleDeps,
  { user, tokenHash }: Member,
  { current, next }: ConsoleRequest<"changePassword">,
): Promise<object> {
  if (!(await isPassword(current, user.passwordHash))) {
    throw new ConsoleError("WRONG_CREDENTIALS", "The current password is wrong.", "current");
  }
  if (next.toLowerCase().includes(user.email)) {
    throw new ConsoleError("BAD_REQUEST", "The password must not hold the email.", "next");
  }
  const passwordHash = await hashPassword(next);
  await db.transaction(async (tx) => {
    await setPassword(tx, user.userId, passwordHash);
    await deleteOtherSignIns(tx, user.userId, tokenHash);
  });
  return {};
}

/** Named by the beginning of the token's hash, which tells nothing about the token. */
const idChars = 16;

export async function listSignIns({ db }: ConsoleDeps, { user, tokenHash }: Member): Promise<readonly ConsoleSignIn[]> {
  return (await listSignInsOf(db.connection, user.userId)).map((signIn) => ({
    id: signIn.tokenHash.slice(0, idChars),
    createdAt: signIn.createdAt,
    lastSeenAt: signIn.lastSeenAt,
    address: signIn.address,
    userAgent: signIn.userAgent,
    isThis: signIn.tokenHash === tokenHash,
  }));
}

export async function endSignIn({ db }: ConsoleDeps, { user }: Member, id: string): Promise<object> {
  const found = (await listSignInsOf(db.connection, user.userId)).find((signIn) => signIn.tokenHash.startsWith(id));
  if (!found || id.length !== idChars) throw new ConsoleError("NOT_FOUND", "There is no such sign-in.");
  await deleteSignIn(db.connection, user.userId, found.tokenHash);
  return {};
}

export async function signOut({ db }: ConsoleDeps, { user, tokenHash }: Member): Promise<object> {
  await deleteSignIn(db.connection, user.userId, tokenHash);
  return {};
}
