import type { FastifyInstance, FastifyReply } from "fastify";
import type { SandboxPages } from "../acquirers/index.ts";
import { challengeDocument, findEnd, methodDocument } from "./sandbox/access-control-page.ts";
import { accessControlPolicy, payerPagePolicy } from "./sandbox/layout.ts";
import { missingDocument } from "./sandbox/missing-page.ts";
import { leftDocument, payerDocument } from "./sandbox/payer-page.ts";

export type SandboxPagesDeps = { readonly sandboxPages: SandboxPages };

/**
 * The pages of the sandbox acquirer: wallets, banks, tills, and the issuers' access control server.
 *
 *   GET, POST /sandbox/pay/<token>             the payer's page; a POST moves the payment and sends the payer back
 *   POST      /sandbox/acs/<token>/method      3-D Secure method page, in a hidden frame
 *   GET, POST /sandbox/acs/<token>/challenge   challenge page, opened with a `creq`
 *   POST      /sandbox/acs/<token>/answer      the payer's answer; the last page posts `cres` to the return address
 *
 * The token in the address is the permission, so pages are not cached and their address is not passed on. Nothing needs
 * a script; the pages that post themselves show a button without one.
 */
export async function registerSandboxPages(app: FastifyInstance, deps: SandboxPagesDeps): Promise<void> {
  // A scope of its own, so that forms are read here and nowhere else.
  await app.register((scope, _options, done) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: formBytesMax },
      (_request, body, parsed) => parsed(null, new URLSearchParams(String(body))),
    );
    addPayerPage(scope, deps.sandboxPages);
    addAccessControlPages(scope, deps.sandboxPages);
    done();
  });
}

const formBytesMax = 16 * 1024;

type TokenRoute = { readonly Params: { readonly token: string }; readonly Body: URLSearchParams | undefined };

function addPayerPage(app: FastifyInstance, pages: SandboxPages): void {
  const path = "/sandbox/pay/:token";
  app.get<TokenRoute>(path, async ({ params }, reply) => {
    const page = isToken(params.token) ? await pages.showPayerPage(params.token) : undefined;
    return page ? send(reply, payerDocument(page), payerPagePolicy) : sendMissing(reply);
  });
  app.post<TokenRoute>(path, async ({ params, body }, reply) => {
    const name = body?.get("choice") ?? "";
    const choice = { name, minutes: Number(body?.get("minutes") ?? 0) };
    const page = isToken(params.token) ? await pages.choose(params.token, choice) : undefined;
    if (!page) return sendMissing(reply);
    if (!page.isScanned) return reply.headers(privateHeaders).redirect(page.returnUrl, 303);
    const isLeft = name === "abandon" && page.status === "OPEN";
    return send(reply, isLeft ? leftDocument(page) : payerDocument(page), payerPagePolicy);
  });
}

function addAccessControlPages(app: FastifyInstance, pages: SandboxPages): void {
  const base = "/sandbox/acs/:token";
  app.post<TokenRoute>(`${base}/method`, async ({ params }, reply) => {
    const page = isToken(params.token) ? await pages.showMethod(params.token) : undefined;
    return page ? send(reply, methodDocument(page), accessControlPolicy) : sendMissing(reply);
  });
  app.route<TokenRoute>({
    method: ["GET", "POST"],
    url: `${base}/challenge`,
    handler: async ({ params }, reply) => {
      const page = isToken(params.token) ? await pages.showChallenge(params.token) : undefined;
      return page ? sendChallenge(reply, page, params.token) : sendMissing(reply);
    },
  });
  app.post<TokenRoute>(`${base}/answer`, async ({ params, body }, reply) => {
    const end = findEnd(body?.get("end") ?? null);
    const answer = end === undefined ? { code: body?.get("code") ?? "" } : { end };
    const page = isToken(params.token) ? await pages.answerChallenge(params.token, answer) : undefined;
    return page ? sendChallenge(reply, page, params.token) : sendMissing(reply);
  });
}

const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{32}$/.test(text);

const privateHeaders = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

const sendChallenge = (
  reply: FastifyReply,
  page: Parameters<typeof challengeDocument>[0],
  token: string,
): FastifyReply => send(reply, challengeDocument(page, `/sandbox/acs/${token}/answer`), accessControlPolicy);

const send = (reply: FastifyReply, body: string, contentSecurityPolicy: string): FastifyReply =>
  reply
    .headers({ ...privateHeaders, "content-security-policy": contentSecurityPolicy })
    .type("text/html; charset=utf-8")
    .send(body);

/** Shown inside frames too: a challenge may be over before its page is opened. */
const sendMissing = (reply: FastifyReply): FastifyReply =>
  send(reply.code(404), missingDocument(), accessControlPolicy);
