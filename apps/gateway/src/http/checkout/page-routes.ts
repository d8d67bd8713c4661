import type { FastifyInstance } from "fastify";
import type { CheckoutApi } from "../../checkout-api/index.ts";
import { isPageOrigin } from "../../merchants/index.ts";
import type { CheckoutAssets } from "./assets.ts";
import { frameDocument, hostedDocument, noticeDocument } from "./documents.ts";
import { appHeaders, framePolicy, hostedPolicy, noticePolicy } from "./policies.ts";

export type PageRoutesDeps = {
  readonly checkout: CheckoutApi;
  /** Whether a page of that origin may embed that merchant's frame. */
  readonly mayEmbed: (clientId: string, origin: string) => Promise<boolean>;
  readonly publicUrl: () => string;
  readonly assets: () => CheckoutAssets;
};

/** The payment form: as a frame for merchants' pages, and as a page of its own. */
export function addPageRoutes(app: FastifyInstance, deps: PageRoutesDeps): void {
  addFrame(app, deps);
  addHostedPage(app, deps);
}

function addFrame(app: FastifyInstance, { mayEmbed, assets }: PageRoutesDeps): void {
  app.get<{ Querystring: { client?: unknown; origin?: unknown } }>("/checkout/frame", async ({ query }, reply) => {
    const { client, origin } = query;
    const isOrigin = typeof origin === "string" && isPageOrigin(origin);
    if (isOrigin && typeof client === "string" && (await mayEmbed(client, origin))) {
      return reply
        .headers({ ...appHeaders, "content-security-policy": framePolicy(origin) })
        .send(frameDocument(assets()));
    }
    // Shown to the page that asked, so that its developer reads why there is no form.
    const policy = noticePolicy(isOrigin ? [origin] : []);
    const advice = isOrigin
      ? `${origin} is not among the page origins of this client id. "opencashier merchant set" allows it with --page-origins.`
      : "The address must name the client id and the page's origin: ?client=…&origin=https://shop.example";
    return reply
      .code(403)
      .headers({ ...appHeaders, "content-security-policy": policy })
      .send(noticeDocument("The payment form may not be shown here", advice));
  });
}

function addHostedPage(app: FastifyInstance, { checkout, publicUrl, assets }: PageRoutesDeps): void {
  // A wildcard, because Fastify holds a named parameter to 100 characters unless the whole server is told otherwise.
  app.get<{ Params: { "*": string } }>("/checkout/page/*", async ({ params }, reply) => {
    const token = params["*"];
    const opened = await checkout.open({ sessionData: token, pageOrigin: new URL(publicUrl()).origin });
    if ("error" in opened) {
      const heading =
        opened.error === "SESSION_EXPIRED" ? "This payment link has expired" : "This payment link is not valid";
      return reply
        .code(410)
        .headers({ ...appHeaders, "content-security-policy": noticePolicy([]) })
        .send(noticeDocument(heading, "Go back to the shop and start the payment again."));
    }
    const page = { merchantName: opened.merchantName, sessionData: token, locale: opened.locale ?? "" };
    return reply
      .headers({ ...appHeaders, "content-security-policy": hostedPolicy(publicUrl()) })
      .send(hostedDocument(assets(), page));
  });
}
