import { describe, expect, test } from "vitest";
import { type ConsoleBrowser, meOf, password, useConsoleGateway } from "../../../../test/support/console-gateway.ts";
import { engines } from "../../../../test/support/engines.ts";
import {
  type Algorithm,
  type Changes,
  createAuthenticator,
  type SoftwareAuthenticator,
} from "../../../../test/support/software-authenticator.ts";
import { execute, maybeOne } from "../db/index.ts";

const account = "SANDBOX_PASSKEYS00000001";

describe.each(engines)("passkeys on %s", (engine) => {
  const gateway = useConsoleGateway(engine, account);
  const origin = "http://localhost:4000";

  type NewMember = {
    readonly browser: ConsoleBrowser & { readonly email: string };
    readonly key: SoftwareAuthenticator;
  };

  const beginAdding = async (browser: ConsoleBrowser): Promise<string> => {
    const { body } = await browser.post("/me/passkeys/begin", { password });
    return String(body["challenge"]);
  };
  const beginSignIn = async (browser: ConsoleBrowser): Promise<string> =>
    String((await browser.post("/sign-in/passkey/begin")).body["challenge"]);

  /** A member with a passkey. */
  async function enrol(
    algorithm: Algorithm = "ES256",
  ): Promise<NewMember & { readonly recoveryCodes: readonly string[] }> {
    const browser = await gateway().addMember(account, "developer");
    const key = createAuthenticator(origin, algorithm);
    const { status, body } = await browser.post("/me/passkeys", key.create(await beginAdding(browser)));
    expect([status, body.error]).toEqual([200, undefined]);
    return { browser, key, recoveryCodes: body["recoveryCodes"] as unknown as string[] };
  }

  test.each(["ES256", "EdDSA", "RS256"] as const)(
    "one of %s signs in by itself, and is listed with its use",
    async (algorithm) => {
      const { browser, key } = await enrol(algorithm);
      const other = gateway().browser();
      const { status } = await other.post("/sign-in/passkey", key.get(await beginSignIn(other)));
      expect(status).toBe(200);
      expect((await meOf(other)).email).toBe(browser.email);
      const listed = (await other.get("/me/passkeys")).body as unknown as readonly Record<string, unknown>[];
      expect(listed).toEqual([expect.objectContaining({ id: key.id, name: "Key", lastUsedAt: expect.any(Number) })]);
    },
  );

  test("signatures are taken whatever the length of their halves", async () => {
    const { key } = await enrol();
    const statuses = new Set<number>();
    for (let round = 0; round < 40; round++) {
      const browser = gateway().browser();
      statuses.add((await browser.post("/sign-in/passkey", key.get(await beginSignIn(browser)))).status);
    }
    expect([...statuses]).toEqual([200]);
  });

  const mistakes: readonly (readonly [string, Changes, number, RegExp])[] = [
    ["made on another page", { origin: "https://evil.example" }, 400, /another page/],
    ["made inside of another page", { crossOrigin: true }, 400, /another page/],
    ["for another host", { host: "evil.example" }, 400, /another host/],
    ["of another kind", { type: "payment.get" }, 400, /type must be/],
    ["by an authenticator that did not check its holder", { flags: 0x01 }, 400, /PIN, a fingerprint or a face/],
    ["by an authenticator that nobody touched", { flags: 0x04 }, 400, /PIN, a fingerprint or a face/],
  ];

  test.each(mistakes)(
    "an answer %s is refused, at making one and at signing in",
    async (_, changes, status, message) => {
      const { browser, key } = await enrol();
      const another = createAuthenticator(origin);
      const made = await browser.post("/me/passkeys", another.create(await beginAdding(browser), changes));
      expect([made.status, made.body.error?.message]).toEqual([status, expect.stringMatching(message)]);
      const entering = gateway().browser();
      const signed = await entering.post("/sign-in/passkey", key.get(await beginSignIn(entering), changes));
      expect([signed.status, signed.body.error?.message]).toEqual([status, expect.stringMatching(message)]);
      expect(entering.cookie).toBe("");
    },
  );

  test("a signature that was tampered with, and an unknown passkey, are refused with the same words", async () => {
    const { key } = await enrol();
    const browser = gateway().browser();
    const answer = key.get(await beginSignIn(browser));
    const bytes = Buffer.from(answer.signature, "base64url");
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    const tampered = await browser.post("/sign-in/passkey", { ...answer, signature: bytes.toString("base64url") });
    const stranger = createAuthenticator(origin);
    const unknown = await browser.post("/sign-in/passkey", stranger.get(await beginSignIn(browser)));
    const foreign = await browser.post("/sign-in/passkey", { ...stranger.get(await beginSignIn(browser)), id: key.id });
    for (const { status, body } of [tampered, unknown, foreign]) {
      expect([status, body.error?.message]).toEqual([401, "This passkey is not known here."]);
    }
  });

  test("an answer counts once, for what it was asked, for whom it was asked, and for five minutes", async () => {
    const { browser, key } = await enrol();
    const { browser: colleague } = await enrol();
    const over = [410, "This was answered already, or too late. Begin again."];
    const outcome = ({ status, body }: Awaited<ReturnType<ConsoleBrowser["post"]>>) => [status, body.error?.message];

    const answer = key.get(await beginSignIn(browser));
    expect((await gateway().browser().post("/sign-in/passkey", answer)).status).toBe(200);
    expect(outcome(await gateway().browser().post("/sign-in/passkey", answer))).toEqual(over);

    const forAdding = key.get(await beginAdding(browser));
    expect(outcome(await gateway().browser().post("/sign-in/passkey", forAdding))).toEqual(over);
    const another = createAuthenticator(origin);
    const forColleague = another.create(await beginAdding(colleague));
    expect(outcome(await browser.post("/me/passkeys", forColleague))).toEqual(over);

    const late = key.get(await beginSignIn(browser));
    await execute(gateway().gateway.db.connection)`update console_challenges set expires_at = 1`;
    expect(outcome(await gateway().browser().post("/sign-in/passkey", late))).toEqual(over);
  });

  test("of two that send one answer at once, one gets in", async () => {
    const { key } = await enrol();
    const answer = key.get(await beginSignIn(gateway().browser()));
    const replies = await Promise.all([1, 2, 3, 4].map(() => gateway().browser().post("/sign-in/passkey", answer)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("a counter that goes back is refused and in the audit log; an authenticator that does not count is taken", async () => {
    const { key } = await enrol();
    const enter = async (signCount: number) => {
      const browser = gateway().browser();
      return browser.post("/sign-in/passkey", key.get(await beginSignIn(browser), { signCount }));
    };
    expect((await enter(0)).status).toBe(200);
    expect((await enter(0)).status).toBe(200);
    expect((await enter(7)).status).toBe(200);
    const back = await enter(7);
    expect([back.status, back.body.error?.message]).toEqual([401, expect.stringMatching(/counter went back/)]);
    const noted = await maybeOne(gateway().gateway.db.connection, (row: { readonly action: string }) => row.action)`
      select action from audit_entries order by sequence desc limit 1`;
    expect(noted).toBe("passkey.counter-went-back");
  });

  test("with a passkey the password alone does not do, and each recovery code does once", async () => {
    const { browser, recoveryCodes } = await enrol();
    expect(recoveryCodes).toHaveLength(10);
    const enter = (code?: string) =>
      gateway()
        .browser()
        .post("/sign-in", { email: browser.email, password, ...(code !== undefined && { code }) });
    const alone = await enter();
    expect([alone.status, alone.body.error?.code]).toEqual([401, "CODE_REQUIRED"]);
    expect(alone.body.error?.message).toMatch(/sign in with one, or enter a recovery code/);
    expect((await enter(recoveryCodes[0])).status).toBe(200);
    expect((await enter(recoveryCodes[0])).status).toBe(401);
    expect((await enter("123456")).status).toBe(401);
  });

  test("adding and removing ask for the password, sign others out, and the last one removed leaves the password", async () => {
    const { browser, key } = await enrol();
    const other = gateway().browser();
    await other.post("/sign-in/passkey", key.get(await beginSignIn(other)));
    const refused = await browser.post("/me/passkeys/begin", { password: "not the password" });
    expect(refused.body.error?.code).toBe("WRONG_CREDENTIALS");
    const wrong = await browser.post("/me/passkeys/remove", { id: key.id, password: "not the password" });
    expect(wrong.body.error?.code).toBe("WRONG_CREDENTIALS");
    expect((await browser.post("/me/passkeys/remove", { id: key.id, password })).status).toBe(200);
    expect((await other.get("/me")).status).toBe(401);
    const { email } = browser;
    expect((await gateway().browser().post("/sign-in", { email, password })).status).toBe(200);
    const gone = await gateway()
      .browser()
      .post("/sign-in/passkey", key.get(await beginSignIn(browser)));
    expect(gone.body.error?.message).toBe("This passkey is not known here.");
  });

  test("nobody removes a colleague's passkey, and one passkey belongs to one member", async () => {
    const { key } = await enrol();
    const { browser } = await enrol();
    const removed = await browser.post("/me/passkeys/remove", { id: key.id, password });
    expect(removed.status).toBe(404);
    const taken = await browser.post("/me/passkeys", key.create(await beginAdding(browser)));
    expect([taken.status, taken.body.error?.message]).toEqual([409, "This passkey is known already."]);
  });

  test("whoever begins endlessly many sign-ins has to wait", async () => {
    await execute(gateway().gateway.db.connection)`delete from console_challenges`;
    const browser = gateway().browser();
    const replies = await Promise.all(Array.from({ length: 110 }, () => browser.post("/sign-in/passkey/begin")));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(replies.length - refused.length).toBeGreaterThanOrEqual(100);
    await execute(gateway().gateway.db.connection)`delete from console_challenges`;
  });
});
