import type { ConsoleInvitation, ConsoleMember, ConsoleRequest } from "@opencashier/protocol/console";
import { addMs } from "../kernel/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Actor } from "./member.ts";
import { findPermissions } from "./role-store.ts";
import { requireGivable, requireHeld } from "./roles.ts";
import { insertLink } from "./sign-in-store.ts";
import { hashToken, newToken } from "./token.ts";
import { deleteMembership, findUserByEmail, listColleagues, putMembership } from "./user-store.ts";

export async function listMembers({ db }: ConsoleDeps, clientId: string): Promise<readonly ConsoleMember[]> {
  return (await listColleagues(db.connection, clientId)).map(({ userId, email, name, role, ...member }) => ({
    userId,
    email,
    name,
    role,
    isEverywhere: member.clientId === "*",
  }));
}

const invitationMs = 7 * 24 * 3_600_000;

/** A link that makes a member of whoever opens it first; hand it over yourself, the gateway sends no mail. */
export async function invite(
  { db, wallClock, publicUrl }: ConsoleDeps,
  actor: Actor,
  clientId: string,
  { email, role }: ConsoleRequest<"invite">,
): Promise<ConsoleInvitation> {
  if (await findUserByEmail(db.connection, email)) {
    throw new ConsoleError("CONFLICT", "There is an account with this email.", "email");
  }
  const token = newToken();
  const now = wallClock.now();
  const expiresAt = addMs(now, invitationMs);
  await db.transaction(async (tx) => {
    await requireGivable(tx, actor, clientId, role);
    await insertLink(tx, {
      tokenHash: hashToken(token),
      kind: "INVITATION",
      email: email.toLowerCase(),
      clientId,
      role,
      expiresAt,
    });
    const details = { email, role };
    await appendAudit(tx, { actor: actor.user.email, action: "member.invited", clientId, details, now });
  });
  return { url: `${publicUrl()}/console/invitation#${token}`, expiresAt };
}

export async function changeRole(
  deps: ConsoleDeps,
  actor: Actor,
  clientId: string,
  { userId, role }: ConsoleRequest<"changeRole">,
): Promise<readonly ConsoleMember[]> {
  await requireColleague(deps, actor, clientId, userId);
  await deps.db.transaction(async (tx) => {
    const now = deps.wallClock.now();
    await requireGivable(tx, actor, clientId, role);
    await putMembership(tx, { userId, clientId, role }, now);
    await appendAudit(tx, {
      actor: actor.user.email,
      action: "member.role-changed",
      clientId,
      details: { userId, role },
      now,
    });
  });
  return listMembers(deps, clientId);
}

export async function removeMember(
  deps: ConsoleDeps,
  actor: Actor,
  clientId: string,
  { userId }: ConsoleRequest<"removeMember">,
): Promise<readonly ConsoleMember[]> {
  await requireColleague(deps, actor, clientId, userId);
  await deps.db.transaction(async (tx) => {
    await deleteMembership(tx, { userId, clientId });
    const now = deps.wallClock.now();
    await appendAudit(tx, { actor: actor.user.email, action: "member.removed", clientId, details: { userId }, now });
  });
  return listMembers(deps, clientId);
}

/** Nobody raises or removes themselves or who holds more, and a member of every account is not changed from within one. */
async function requireColleague(deps: ConsoleDeps, actor: Actor, clientId: string, userId: string): Promise<void> {
  if (userId === actor.user.userId) throw new ConsoleError("FORBIDDEN", "Ask another owner to change your own role.");
  const found = (await listMembers(deps, clientId)).find((member) => member.userId === userId);
  if (!found) throw new ConsoleError("NOT_FOUND", "There is no such member.");
  if (found.isEverywhere) throw new ConsoleError("FORBIDDEN", "This member belongs to every account.");
  requireHeld(actor, (await findPermissions(deps.db.connection, clientId, found.role)) ?? [], "userId");
}
