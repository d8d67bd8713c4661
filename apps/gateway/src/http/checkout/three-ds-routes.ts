import type { FastifyInstance, FastifyReply } from "fastify";
import type { CheckoutApi, PostedStep } from "../../checkout-api/index.ts";
import type { CheckoutAssets } from "./assets.ts";
import { noticeDocument, threeDSDocument, threeDSResultDocument } from "./documents.ts";
import { appHeaders, noticePolicy, threeDSHeaders, threeDSPolicy, threeDSResultPolicy } from "./policies.ts";

export type ThreeDSRoutesDeps = { readonly checkout: CheckoutApi; readonly assets: () => CheckoutAssets };

// A wildcard, because Fastify holds a named parameter to 100 characters unless the whole server is told otherwise.
type TokenRoute = { readonly Params: { readonly "*": string }; readonly Body: PostedStep | null };

/** Pages that stand between the frame and the acquirers' pages. */
export async function addThreeDSRoutes(app: FastifyInstance, { checkout, assets }: ThreeDSRoutesDeps): Promise<void> {
  app.get<TokenRoute>("/checkout/3ds/*", async ({ params }, reply) => {
    const step = await checkout.threeDSStep(params["*"]);
    if (!step) return sendNotice(reply, "This step is over", "You can close it and look at the payment form.");
    const policy = threeDSPolicy(step.action.url, step.ancestors);
    return reply
      .headers({ ...threeDSHeaders, "content-security-policy": policy })
      .send(threeDSDocument(assets(), step.action));
  });
  await app.register((scope, _options, done) => {
    // A scope of its own, so that forms are read here and nowhere else.
    scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: formBytesMax }, (_request, body, parsed) =>
      parsed(null, toPostedStep(String(body)) ?? null),
    );
    scope.route<TokenRoute>({
      method: ["GET", "POST"],
      url: "/checkout/return/*",
      async handler({ params, body }, reply) {
        const returned = await checkout.returned(params["*"], body ?? undefined);
        if (!returned)
          return sendNotice(reply, "This link is not valid", "Go back to the shop and look at your order.");
        if (returned.type === "redirect") {
          return reply
            .headers({ ...appHeaders, "content-security-policy": noticePolicy([]) })
            .redirect(returned.url, 303);
        }
        const policy = threeDSResultPolicy(returned.ancestors);
        return reply
          .headers({ ...appHeaders, "content-security-policy": policy })
          .send(threeDSResultDocument(assets(), returned));
      },
    });
    done();
  });
}

const formBytesMax = 64 * 1024;

/**
 * Which 3-D Secure message it is, told by its field alone: what it says is asked of the acquirer.
 * Source: EMV 3-D Secure 2.2.0, final CRes and 3DS Method notification.
 */
function toPostedStep(form: string): PostedStep | undefined {
  const fields = new URLSearchParams(form);
  if (fields.has("cres")) return "challenge-returned";
  return fields.has("threeDSMethodData") ? "method-completed" : undefined;
}

/** Shown inside frames too: a step may be over before its page is opened. */
const sendNotice = (reply: FastifyReply, heading: string, advice: string): FastifyReply =>
  reply
    .code(410)
    .headers({ ...appHeaders, "content-security-policy": noticePolicy(["'self'", "http:", "https:"]) })
    .send(noticeDocument(heading, advice));
