import { consolePermissions } from "@opencashier/protocol/console";
import { describe, expect, test } from "vitest";
import { meOf, useConsoleGateway } from "../../../../test/support/console-gateway.ts";
import { engines } from "../../../../test/support/engines.ts";

const account = "SANDBOX_ROLES000000000001";
const at = `/accounts/${account}`;

describe.each(engines)("roles of an account's own making, on %s", (engine) => {
  const gateway = useConsoleGateway(engine, account);
  let count = 0;

  const newRole = async (...permissions: readonly string[]): Promise<string> => {
    const name = `Role ${++count}`;
    const { status } = await gateway().owner.post(`${at}/roles`, { name, permissions });
    expect(status).toBe(200);
    return name;
  };
  const permissionsOf = async (browser: Parameters<typeof meOf>[0]) =>
    (await meOf(browser)).accounts.find(({ clientId }) => clientId === account)?.permissions;

  test("a member with one may do what it holds and nothing else, and a change counts at once", async () => {
    const role = await newRole("payments.read");
    const member = await gateway().addMember(account, role);
    expect(await permissionsOf(member)).toEqual(["payments.read"]);
    expect((await member.get(`${at}/payments`)).status).toBe(200);
    expect((await member.get(`${at}/notifications`)).status).toBe(403);
    await gateway().owner.post(`${at}/roles`, { name: role, permissions: ["notifications.read"] });
    expect((await member.get(`${at}/payments`)).status).toBe(403);
    expect((await member.get(`${at}/notifications`)).status).toBe(200);
  });

  test("nobody gives, makes or takes away what they do not hold themselves", async () => {
    const rich = await newRole("members.write", "payments.refund");
    const manager = await gateway().addMember(account, await newRole("members.write", "payments.read"));
    const developer = await gateway().addMember(account, "developer");
    const { userId } = await meOf(developer);
    const refusals = [
      await manager.post(`${at}/members/invite`, { email: "x@shop.example", role: "owner" }),
      await manager.post(`${at}/members/invite`, { email: "x@shop.example", role: rich }),
      await manager.post(`${at}/roles`, { name: "Mine", permissions: ["payments.refund"] }),
      await manager.post(`${at}/roles`, { name: rich, permissions: ["payments.read"] }),
      await manager.post(`${at}/roles/delete`, { name: rich }),
      await manager.post(`${at}/members/role`, { userId, role: "read-only" }),
      await manager.post(`${at}/members/remove`, { userId }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.error?.code])).toEqual(
      refusals.map(() => [403, "FORBIDDEN"]),
    );
    expect(refusals[0]?.body.error?.message).toMatch(/payments\.capture.*which you do not have yourself/);
    const allowed = await manager.post(`${at}/roles`, { name: "Reader", permissions: ["payments.read"] });
    expect(allowed.status).toBe(200);
  });

  test("one that somebody holds or was promised is not deleted, and says how many; then it is", async () => {
    const role = await newRole("audit.read");
    const member = await gateway().addMember(account, role);
    await gateway().owner.post(`${at}/members/invite`, { email: "soon@shop.example", role });
    const refused = await gateway().owner.post(`${at}/roles/delete`, { name: role });
    expect([refused.status, refused.body.error?.message]).toEqual([409, expect.stringMatching(/^2 members and open/)]);
    const unused = await newRole("audit.read");
    const { status, body } = await gateway().owner.post(`${at}/roles/delete`, { name: unused });
    expect([status, JSON.stringify(body).includes(`"${unused}"`)]).toEqual([200, false]);
    expect(await permissionsOf(member)).toEqual(["audit.read"]);
  });

  test.each([
    ["a built-in name", { name: "owner", permissions: ["audit.read"] }, 409],
    ["no permission", { name: "Empty", permissions: [] }, 400],
    ["a permission nobody knows", { name: "Odd", permissions: ["payments.steal"] }, 400],
    ["a name of signs", { name: "<b>", permissions: ["audit.read"] }, 400],
    ["a name that is too long", { name: "x".repeat(33), permissions: ["audit.read"] }, 400],
  ])("%s is refused", async (_, role, status) => {
    const refused = await gateway().owner.post(`${at}/roles`, role);
    expect([refused.status, refused.body.error?.code]).toEqual([status, status === 409 ? "CONFLICT" : "BAD_REQUEST"]);
  });

  test("a role nobody made is given to nobody", async () => {
    const refused = await gateway().owner.post(`${at}/members/invite`, { email: "y@shop.example", role: "Nobody" });
    expect([refused.status, refused.body.error?.message]).toEqual([400, "There is no role of this name."]);
  });

  test("the list tells what each holds, and what was done is in the audit log", async () => {
    const role = await newRole("keys.read");
    const roles = (await gateway().owner.get(`${at}/roles`)).body as unknown as readonly Record<string, unknown>[];
    expect(roles[0]).toEqual({ name: "owner", permissions: consolePermissions, isBuiltIn: true });
    expect(roles).toContainEqual({ name: role, permissions: ["keys.read"], isBuiltIn: false, holderCount: 0 });
    await gateway().owner.post(`${at}/roles/delete`, { name: role });
    const { rows } = (await gateway().owner.get(`${at}/audit`)).body as unknown as { rows: { action: string }[] };
    expect(rows.slice(0, 2).map(({ action }) => action)).toEqual(["role.deleted", "role.saved"]);
  });
});
