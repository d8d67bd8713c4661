import {
  type ConsolePermission,
  type ConsoleRequest,
  type ConsoleRoleEntry,
  consoleRoles,
  isConsoleRole,
} from "@opencashier/protocol/console";
import type { Tx } from "../db/index.ts";
import { appendAudit } from "./audit-store.ts";
import { ConsoleError } from "./console-error.ts";
import type { ConsoleDeps } from "./deps.ts";
import type { Actor } from "./member.ts";
import { deleteOwnRole, findOwnPermissions, findPermissions, listOwnRoles, putOwnRole } from "./role-store.ts";

/** Built-in ones first, in the order of what they hold. */
export async function listRoles(
  { db, wallClock }: Pick<ConsoleDeps, "db" | "wallClock">,
  clientId: string,
): Promise<readonly ConsoleRoleEntry[]> {
  const own = await listOwnRoles(db.connection, clientId, wallClock.now());
  return [
    ...Object.entries(consoleRoles).map(([name, permissions]) => ({ name, permissions, isBuiltIn: true })),
    ...own.map(({ name, permissions, holderCount }) => ({ name, permissions, holderCount, isBuiltIn: false })),
  ];
}

export async function putRole(
  deps: ConsoleDeps,
  actor: Actor,
  clientId: string,
  { name, permissions }: ConsoleRequest<"putRole">,
): Promise<readonly ConsoleRoleEntry[]> {
  if (isConsoleRole(name)) throw new ConsoleError("CONFLICT", `${name} is a built-in role.`, "name");
  requireHeld(actor, permissions, "permissions");
  const now = deps.wallClock.now();
  await deps.db.transaction(async (tx) => {
    // Who holds less may not take from others what they could not give back.
    requireHeld(actor, (await findOwnPermissions(tx, clientId, name)) ?? [], "name");
    await putOwnRole(tx, { clientId, name, permissions }, now);
    const details = { name, permissions };
    await appendAudit(tx, { actor: actor.user.email, action: "role.saved", clientId, details, now });
  });
  return listRoles(deps, clientId);
}

export async function deleteRole(
  deps: ConsoleDeps,
  actor: Actor,
  clientId: string,
  { name }: ConsoleRequest<"deleteRole">,
): Promise<readonly ConsoleRoleEntry[]> {
  const role = (await listRoles(deps, clientId)).find((one) => one.name === name);
  if (!role) throw new ConsoleError("NOT_FOUND", "There is no such role.", "name");
  if (role.isBuiltIn) throw new ConsoleError("CONFLICT", `${name} is a built-in role.`, "name");
  requireHeld(actor, role.permissions, "name");
  const now = deps.wallClock.now();
  await deps.db.transaction(async (tx) => {
    if (!(await deleteOwnRole(tx, clientId, name, now))) {
      const count = (await listOwnRoles(tx, clientId, now)).find((one) => one.name === name)?.holderCount ?? 0;
      const message = `${count} members and open invitations hold this role. Give them another one first.`;
      throw new ConsoleError("CONFLICT", message, "name");
    }
    await appendAudit(tx, { actor: actor.user.email, action: "role.deleted", clientId, details: { name }, now });
  });
  return listRoles(deps, clientId);
}

/** Nobody gives, or decides over, what they do not hold themselves. */
export function requireHeld(
  { permissions }: Pick<Actor, "permissions">,
  wanted: readonly ConsolePermission[],
  field: string,
): void {
  const missing = wanted.filter((permission) => !permissions.includes(permission));
  if (missing.length === 0) return;
  throw new ConsoleError("FORBIDDEN", `This needs ${missing.join(", ")}, which you do not have yourself.`, field);
}

/** The role that shall be given, which the giver must hold all of. */
export async function requireGivable(tx: Tx, actor: Actor, clientId: string, role: string): Promise<void> {
  const wanted = await findPermissions(tx, clientId, role);
  if (!wanted) throw new ConsoleError("BAD_REQUEST", "There is no role of this name.", "role");
  requireHeld(actor, wanted, "role");
}
