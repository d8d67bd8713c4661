import {
  consoleDownloads,
  type ConsoleRequestName,
  consoleRoles,
  type ConsoleRoute,
  consoleRoutes,
} from "@opencashier/protocol/console";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ConsoleBrowser,
  type ConsoleGateway,
  startConsoleGateway,
} from "../../../../test/support/console-gateway.ts";

/*
 * Every route of the contract with every role, and with a member of another account. The list is the contract's own, so that a
 * route that is added cannot be forgotten here.
 */
const own = "SANDBOX_OWN00000000000001";
const foreign = "SANDBOX_FOREIGN0000000001";

const routes: Readonly<Record<string, ConsoleRoute>> = { ...consoleRoutes, ...consoleDownloads };
const accountRoutes = Object.entries(routes).filter(([, { path }]) => path.includes(":clientId"));
const memberRoutes = Object.entries(consoleRoutes).filter(([, { needs }]) => needs === "member");
/** The built-in roles, and one that the account has made. */
const held: Readonly<Record<string, readonly string[]>> = { ...consoleRoles, auditor: ["audit.read"] };
const roles = Object.keys(held);

/** Something each POST accepts, so that what refuses it is not its form. */
const bodies: Readonly<Partial<Record<ConsoleRequestName, object>>> = {
  movePayment: { amount: "1" },
  resend: { notificationIds: ["NT0"] },
  probe: { url: "http://127.0.0.1:9/" },
  settings: { notifyUrl: null, pageOrigins: null },
  addKey: { publicKey: "A".repeat(300), overlapHours: 0 },
  moveClock: { reset: true },
  resetSandbox: { clientId: "SANDBOX_OTHER" },
  setFaults: { plan: { rules: [{ fault: { kind: "latency" } }] }, seed: "1" },
  invite: { email: "x@shop.example", role: "read-only" },
  changeRole: { userId: "US0", role: "read-only" },
  putRole: { name: "owner", permissions: ["audit.read"] },
  deleteRole: { name: "owner" },
  removeMember: { userId: "US0" },
};

const ask = (browser: ConsoleBrowser, { method, path, request }: ConsoleRoute, clientId: string) => {
  const address = path.replace(":clientId", clientId).replace(":id", "PS00");
  return method === "GET" ? browser.get(address) : browser.post(address, bodies[request] ?? {});
};

let gateway: ConsoleGateway;
const members = new Map<string, ConsoleBrowser>();

beforeAll(async () => {
  gateway = await startConsoleGateway();
  await gateway.addAccount(own);
  await gateway.addAccount(foreign);
  await gateway.owner.post(`/accounts/${own}/roles`, { name: "auditor", permissions: ["audit.read"] });
  for (const role of roles) members.set(role, await gateway.addMember(own, role));
}, 60_000);
afterAll(() => gateway?.remove());

test("the contract's routes were found", () => {
  expect(accountRoutes.length).toBeGreaterThan(25);
});

describe.each(accountRoutes)("%s", (_name, route) => {
  test("is refused to whoever is not signed in", async () => {
    expect((await ask(gateway.browser(), route, own)).status).toBe(401);
  });

  test.each(roles)("asked by %s is answered exactly when the role allows it", async (role) => {
    const reply = await ask(members.get(role)!, route, own);
    if (held[role]?.includes(route.needs)) expect([200, 400, 404, 409]).toContain(reply.status);
    else expect([reply.status, reply.body.error?.code]).toEqual([403, "FORBIDDEN"]);
  });

  test.each(roles)("of another account does not exist for %s", async (role) => {
    const reply = await ask(members.get(role)!, route, foreign);
    expect([reply.status, reply.body.error?.message]).toEqual([404, "There is no such account."]);
  });
});

test.each(memberRoutes)("%s is refused to whoever is not signed in", async (_name, route) => {
  expect((await ask(gateway.browser(), route, own)).status).toBe(401);
});
