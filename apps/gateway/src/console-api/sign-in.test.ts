import { describe, expect, test } from "vitest";
import { type ConsoleBrowser, meOf, password, useConsoleGateway } from "../../../../test/support/console-gateway.ts";
import { type Engine, execute } from "../db/index.ts";
import { engines } from "../../../../test/support/engines.ts";
import { hashToken } from "./token.ts";
import { totpCode } from "./totp.ts";

const account = "SANDBOX_CONSOLE0000000001";

describe.each(engines)("the console on %s", (engine: Engine) => {
  const gateway = useConsoleGateway(engine, account);
  const signIn = (browser: ConsoleBrowser, email: string, secret = password, more: object = {}) =>
    browser.post("/sign-in", { email, password: secret, ...more });

  test("the first owner came by the one-time link, which is over now and made for nobody else", async () => {
    expect((await meOf(gateway().owner)).accounts.map(({ clientId }) => clientId)).toContain(account);
    expect(await gateway().gateway.console.newSetupToken()).toBeUndefined();
    const token = "A".repeat(43);
    const reply = await gateway()
      .browser()
      .post("/setup", { token, email: "thief@x.example", name: "Thief", password });
    expect(reply.status).toBe(410);
  });

  test("an invitation makes one member, once", async () => {
    const { body } = await gateway().owner.post(`/accounts/${account}/members/invite`, {
      email: "new@shop.example",
      role: "support",
    });
    const token = String(body["url"]).split("#")[1];
    const tries = await Promise.all(
      [1, 2, 3].map((n) =>
        gateway()
          .browser()
          .post("/invitation", { token, name: `N${n}`, password }),
      ),
    );
    expect(tries.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 410, 410]);
  });

  test("nothing is told before sign-in, and nothing after sign-out, even with the old cookie", async () => {
    const member = await gateway().addMember(account, "developer");
    expect((await gateway().browser().get("/me")).status).toBe(401);
    const { cookie } = member;
    expect((await member.get("/me")).status).toBe(200);
    await member.post("/sign-out");
    member.cookie = cookie;
    expect((await member.get("/me")).status).toBe(401);
  });

  test("a cookie that a browser brought along is replaced at sign-in: fixing it beforehand gains nothing", async () => {
    const member = await gateway().addMember(account, "developer");
    const browser = gateway().browser();
    browser.cookie = `opencashier-console=${"x".repeat(43)}`;
    const planted = browser.cookie;
    await signIn(browser, member.email);
    expect(browser.cookie).not.toBe(planted);
    expect((await browser.get("/me")).status).toBe(200);
    browser.cookie = planted;
    expect((await browser.get("/me")).status).toBe(401);
  });

  test("the cookie is out of scripts' reach and of other sites'", async () => {
    const reply = await signIn(gateway().browser(), "owner@shop.example");
    expect(reply.headers.get("set-cookie")).toMatch(/; Path=\/console; .*HttpOnly; SameSite=Strict/);
  });

  test.each([
    ["another page", { origin: "https://evil.example" }],
    ["a sandboxed page", { origin: "null" }],
    ["a form", { "content-type": "text/plain" }],
  ])("%s cannot change anything with a member's cookie", async (_, headers) => {
    const reply = await gateway().owner.post("/me/totp", {}, headers);
    expect([400, 403]).toContain(reply.status);
  });

  test("a wrong password and an account that is not there are answered alike", async () => {
    const wrong = await signIn(gateway().browser(), "owner@shop.example", "wrong password here");
    const unknown = await signIn(gateway().browser(), "nobody@shop.example", "wrong password here");
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
  });

  test("guessing is slowed down, for the right password too", async () => {
    const member = await gateway().addMember(account, "finance");
    for (let tries = 0; tries < 7; tries++) await signIn(gateway().browser(), member.email, "wrong password here");
    const reply = await signIn(gateway().browser(), member.email);
    expect(reply.body.error?.code).toBe("TOO_MANY_TRIES");
  });

  test("a second factor is asked for once it is enrolled; a code counts once; a recovery code too", async () => {
    const member = await gateway().addMember(account, "developer");
    const { body: begun } = await member.post("/me/totp");
    const secret = String(begun["secret"]);
    const step = Math.floor(Date.now() / 30_000);
    const confirmed = await member.post("/me/totp/confirm", { secret, code: totpCode(secret, step) });
    const recovery = (confirmed.body["recoveryCodes"] as unknown as string[])[0];
    expect((await signIn(gateway().browser(), member.email)).body.error?.code).toBe("CODE_REQUIRED");
    const used = await signIn(gateway().browser(), member.email, password, { code: totpCode(secret, step) });
    expect(used.body.error?.code).toBe("WRONG_CREDENTIALS");
    expect(
      (await signIn(gateway().browser(), member.email, password, { code: totpCode(secret, step + 1) })).status,
    ).toBe(200);
    expect((await signIn(gateway().browser(), member.email, password, { code: recovery })).status).toBe(200);
    expect((await signIn(gateway().browser(), member.email, password, { code: recovery })).status).toBe(401);
  });

  test("a new password signs every other browser out", async () => {
    const member = await gateway().addMember(account, "developer");
    const other = gateway().browser();
    await signIn(other, member.email);
    const next = "another long password";
    expect((await member.post("/me/password", { current: password, next })).status).toBe(200);
    expect((await other.get("/me")).status).toBe(401);
    expect((await member.get("/me")).status).toBe(200);
  });

  test("a sign-in that rests for twelve hours is over", async () => {
    const member = await gateway().addMember(account, "developer");
    const hash = hashToken(member.cookie.split("=")[1] ?? "");
    const { connection } = gateway().gateway.db;
    await execute(connection)`
      update console_sign_ins set last_seen_at = ${Date.now() - 12 * 3_600_000 - 1} where token_hash = ${hash}`;
    expect((await member.get("/me")).status).toBe(401);
  });

  test("a role that is taken away is gone with the next request", async () => {
    const member = await gateway().addMember(account, "developer");
    const { userId } = await meOf(member);
    expect((await member.get(`/accounts/${account}/keys`)).status).toBe(200);
    await gateway().owner.post(`/accounts/${account}/members/role`, { userId, role: "read-only" });
    expect((await member.get(`/accounts/${account}/keys`)).status).toBe(403);
    await gateway().owner.post(`/accounts/${account}/members/remove`, { userId });
    expect((await member.get(`/accounts/${account}/payments`)).status).toBe(404);
  });

  test("nobody raises themselves, nor changes a member of every account", async () => {
    const owner = await gateway().addMember(account, "owner");
    const own = await meOf(owner);
    const first = await meOf(gateway().owner);
    for (const { userId } of [own, first]) {
      const reply = await owner.post(`/accounts/${account}/members/role`, { userId, role: "read-only" });
      expect(reply.status).toBe(403);
    }
  });

  test("the audit log tells who did what, and an entry that is altered shows", async () => {
    const audit = () => gateway().owner.get(`/accounts/${account}/audit`);
    const before = (await audit()).body as unknown as { rows: { action: string }[]; isIntact: boolean };
    expect(before.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["member.invited", "member.joined"]),
    );
    expect(before.isIntact).toBe(true);
    const { connection } = gateway().gateway.db;
    await execute(connection)`update audit_entries set actor = 'somebody' where sequence = 2`;
    expect((await audit()).body["isIntact"]).toBe(false);
  });

  test("no password, token or secret is in the log or in the store", async () => {
    const { cookie } = gateway().owner;
    expect(gateway().logText()).not.toContain(password);
    expect(gateway().logText()).not.toContain(cookie.split("=")[1]);
  });
});
