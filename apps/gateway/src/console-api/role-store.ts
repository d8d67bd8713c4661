import { type ConsolePermission, consolePermissions, consoleRoles, isConsoleRole } from "@opencashier/protocol/console";
import { execute, many, maybeOne, type Tx } from "../db/index.ts";
import type { Instant } from "../kernel/index.ts";

/** A role of an account's own making. */
export type OwnRole = {
  readonly name: string;
  readonly permissions: readonly ConsolePermission[];
  /** Members who hold it, and invitations that were not used yet. */
  readonly holderCount: number;
};

type Row = { readonly name: string; readonly permissions: string; readonly holder_count: bigint };

const toRole = (row: Row): OwnRole => ({
  name: row.name,
  permissions: toPermissions(row.permissions),
  holderCount: Number(row.holder_count),
});

/** What this version knows, in its order. */
function toPermissions(text: string): readonly ConsolePermission[] {
  const held = JSON.parse(text) as readonly string[];
  return consolePermissions.filter((permission) => held.includes(permission));
}

export const listOwnRoles = (tx: Tx, clientId: string, now: Instant): Promise<OwnRole[]> =>
  many(tx, toRole)`
    select r.name, r.permissions,
           (select count(*) from console_members m where m.client_id = r.client_id and m.role = r.name)
           + (select count(*) from console_links l
               where l.client_id = r.client_id and l.role = r.name and l.used_at is null and l.expires_at > ${now}) as holder_count
      from console_roles r where r.client_id = ${clientId} order by r.name`;

export const findOwnPermissions = (
  tx: Tx,
  clientId: string,
  name: string,
): Promise<readonly ConsolePermission[] | undefined> =>
  maybeOne(tx, (row: Pick<Row, "permissions">) => toPermissions(row.permissions))`
    select permissions from console_roles where client_id = ${clientId} and name = ${name}`;

/** What a role holds in an account, built-in or the account's own; undefined when there is none of the name. */
export const findPermissions = async (
  tx: Tx,
  clientId: string,
  role: string,
): Promise<readonly ConsolePermission[] | undefined> =>
  isConsoleRole(role) ? consoleRoles[role] : findOwnPermissions(tx, clientId, role);

export type RoleToKeep = {
  readonly clientId: string;
  readonly name: string;
  readonly permissions: readonly ConsolePermission[];
};

/** Makes it, or changes what it holds. */
export const putOwnRole = async (tx: Tx, { clientId, name, permissions }: RoleToKeep, now: Instant): Promise<void> => {
  await execute(tx)`
    insert into console_roles (client_id, name, permissions, created_at, updated_at)
    values (${clientId}, ${name}, ${JSON.stringify(permissions)}, ${now}, ${now})
    on conflict (client_id, name) do update set permissions = excluded.permissions, updated_at = excluded.updated_at`;
};

/** False while somebody holds it, or was promised it. */
export const deleteOwnRole = async (tx: Tx, clientId: string, name: string, now: Instant): Promise<boolean> =>
  (await execute(tx)`
    delete from console_roles where client_id = ${clientId} and name = ${name}
       and not exists (select 1 from console_members where client_id = ${clientId} and role = ${name})
       and not exists (select 1 from console_links
                        where client_id = ${clientId} and role = ${name} and used_at is null and expires_at > ${now})`) ===
  1;
