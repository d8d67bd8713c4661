import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engines, useDb } from "../../../../test/support/engines.ts";
import { makeTestAcquirer, returnUrl, type TestAcquirer, toCard } from "../../../../test/support/sandbox-acquirer.ts";
import type { AuthorizeRequest } from "../acquirers/index.ts";
import { registerSandboxPages } from "./sandbox-pages.ts";

const hostile = `"><script>alert(1)</script>&'`;

describe.each(engines)("the sandbox acquirer's pages on %s", (engine) => {
  const db = useDb(engine);
  let app: FastifyInstance;
  let it: TestAcquirer;

  beforeAll(async () => {
    it = makeTestAcquirer(db());
    app = fastify();
    await registerSandboxPages(app, { sandboxPages: it.acquirer.pages });
  });
  afterAll(() => app.close());

  async function open(changes: Partial<AuthorizeRequest> = {}) {
    const request = it.authorization({ merchantName: hostile, ...changes });
    const answer = await it.acquirer.connector.authorize(request);
    if (answer.kind !== "needs-action" || answer.action.type === "code") expect.fail("no page to go to");
    const path = new URL(answer.action.url).pathname;
    const inquire = () => it.acquirer.connector.inquire({ ...request, now: it.clock.now(), of: "authorization" });
    return { path, inquire };
  }

  const openChallenge = (number = "4000000300001106") => open({ card: toCard(number), threeDS: "required" });

  const post = (url: string, fields: Readonly<Record<string, string>> = {}) =>
    app.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(fields).toString(),
    });

  test.each([
    ["approve", "succeeded"],
    ["twice", "succeeded"],
    ["decline", "USER_BALANCE_NOT_ENOUGH"],
    ["unverified", "USER_PAYMENT_VERIFICATION_FAILED"],
    ["abandon", "needs-action"],
    ["late", "pending"],
    ["late-refusal", "pending"],
    ["no such choice", "needs-action"],
  ])("the choice %s leads to %s, and back to the merchant", async (choice, expected) => {
    const { path, inquire } = await open();
    const reply = await post(path, { choice, minutes: "60" });
    expect(reply.statusCode).toBe(303);
    expect(reply.headers.location).toBe(returnUrl);
    const answer = await inquire();
    expect(answer.kind === "failed" ? answer.resultCode : answer.kind).toBe(expected);
  });

  test.each([
    ["late", "succeeded"],
    ["late-refusal", "failed"],
  ])("the choice %s settles when its time has come and not before", async (choice, expected) => {
    const { path, inquire } = await open();
    await post(path, { choice, minutes: "60" });
    it.clock.advance(60 * 60_000 - 1);
    expect((await inquire()).kind).toBe("pending");
    it.clock.advance(1);
    expect((await inquire()).kind).toBe(expected);
  });

  test("a payment paid in one tab cannot be declined in another", async () => {
    const { path, inquire } = await open();
    await Promise.all([post(path, { choice: "approve" }), post(path, { choice: "approve" })]);
    await post(path, { choice: "decline" });
    expect((await inquire()).kind).toBe("succeeded");
    expect((await app.inject(path)).body).toContain("Paid.");
  });

  test("reading a page moves nothing", async () => {
    const { path, inquire } = await open();
    await app.inject(`${path}?choice=approve`);
    expect((await inquire()).kind).toBe("needs-action");
  });

  test("a scanned page stays where it was scanned, and ends with its code", async () => {
    const request = it.authorization({ paymentMethodType: "PAYNOW", interaction: "code" });
    const answer = await it.acquirer.connector.authorize(request);
    if (answer.kind !== "needs-action" || answer.action.type !== "code") expect.fail("no code to scan");
    expect(answer.action).toMatchObject({ codeType: "QRCODE", value: answer.action.url });
    const path = new URL(answer.action.value).pathname;
    expect((await post(path, { choice: "abandon" })).body).toContain("Nothing was paid");
    it.clock.advance(10 * 60_000);
    expect((await app.inject(path)).body).toContain("expired");
    const late = await post(path, { choice: "approve" });
    expect(late.statusCode).toBe(200);
    const now = it.clock.now();
    expect((await it.acquirer.connector.inquire({ ...request, now, of: "authorization" })).kind).toBe("needs-action");
  });

  test("a challenge is answered by code or by button, and its last page posts the response back", async () => {
    for (const fields of [{ code: "123456" }, { end: "approved" }]) {
      const { path, inquire } = await openChallenge();
      const question = await post(path, { creq: "anything" });
      expect(question.body).toContain("VISA ending in 1106");
      const over = await post(path.replace("/challenge", "/answer"), fields);
      expect(over.body).toContain(`<form method="post" action="${returnUrl}">`);
      expect(over.body).toMatch(/<input type="hidden" name="cres" value="[A-Za-z0-9_-]+">/);
      expect((await inquire()).kind).toBe("succeeded");
    }
  });

  test("a wrong code is said so, with the tries left", async () => {
    const { path } = await openChallenge();
    const reply = await post(path.replace("/challenge", "/answer"), { code: "1" });
    expect(reply.body).toContain("2 tries left");
    expect(reply.body).toContain('role="alert"');
  });

  test("the method page reports back by itself, the silent one never", async () => {
    const talking = await open({ card: toCard("4000000300000207"), threeDS: "required" });
    expect((await post(talking.path)).body).toContain('name="threeDSMethodData"');
    const silent = await open({ card: toCard("4000000300000306"), threeDS: "required" });
    expect((await post(silent.path)).body).not.toContain("<form");
  });

  test("a merchant's name is shown as text, on every page", async () => {
    const wallet = await open();
    const challenge = await openChallenge();
    for (const { body } of [await app.inject(wallet.path), await app.inject(challenge.path)]) {
      expect(body).not.toContain("<script>alert");
      expect(body).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;");
    }
  });

  test("every page is private and may run nothing that is not its own", async () => {
    const wallet = await open();
    const challenge = await openChallenge();
    for (const [path, ancestors] of [
      [wallet.path, "frame-ancestors 'none'"],
      [challenge.path, "frame-ancestors http: https:"],
      ["/sandbox/pay/unknown", "frame-ancestors http: https:"],
    ] as const) {
      const { headers, body } = await app.inject(path);
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain(ancestors);
      expect(policy).toMatch(/sandbox allow-forms/);
      expect(policy).not.toContain("allow-same-origin");
      expect(policy).not.toContain("unsafe");
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(body).not.toMatch(/\sstyle=|\son[a-z]+=/);
    }
  });

  test("an unknown or malformed token is answered 404 and tells nothing", async () => {
    const { path } = await open();
    for (const token of ["x", "A".repeat(32), "%00", "..%2f..", `${path.split("/").at(-1)}x`]) {
      for (const url of [`/sandbox/pay/${token}`, `/sandbox/acs/${token}/challenge`]) {
        expect((await app.inject(url)).statusCode, url).toBe(404);
        expect((await post(url, { choice: "approve" })).statusCode, url).toBe(404);
      }
      expect((await post(`/sandbox/acs/${token}/answer`, { end: "approved" })).statusCode).toBe(404);
      expect((await post(`/sandbox/acs/${token}/method`)).statusCode).toBe(404);
    }
  });

  test("a wallet's token opens no challenge, a challenge's token no wallet", async () => {
    const wallet = await open();
    const challenge = await openChallenge();
    const tokenAt = (path: string) => path.split("/")[3];
    expect((await app.inject(`/sandbox/acs/${tokenAt(wallet.path)}/challenge`)).statusCode).toBe(404);
    expect((await post(`/sandbox/pay/${tokenAt(challenge.path)}`, { choice: "approve" })).statusCode).toBe(404);
    expect((await challenge.inquire()).kind).toBe("needs-action");
  });
});
