import type { FastifyInstance, FastifyReply } from "fastify";
import { addApiRoutes, type ApiRoutesDeps } from "./checkout/api-routes.ts";
import { type CheckoutAssets, loadCheckoutAssets } from "./checkout/assets.ts";
import { noticeDocument } from "./checkout/documents.ts";
import { addPageRoutes, type PageRoutesDeps } from "./checkout/page-routes.ts";
import { appHeaders, noticePolicy } from "./checkout/policies.ts";
import { addScriptRoutes } from "./checkout/script-routes.ts";
import { addThreeDSRoutes } from "./checkout/three-ds-routes.ts";

export type CheckoutPagesDeps = ApiRoutesDeps &
  Omit<PageRoutesDeps, "assets"> & {
    /** Those of the checkout package unless told. */
    readonly assets?: () => CheckoutAssets;
  };

/**
 * Everything a buyer's browser gets from the gateway:
 *
 *   GET  /checkout/v1/checkout.js            the SDK, always the newest of its major version
 *   GET  /checkout/<version>/checkout.js     the SDK of one version, for ever the same: pin it by its hash
 *   GET  /checkout/assets/…                  the frame's files, hashes in their names
 *   GET  /checkout/scripts.json              every script there is, its hash and its reason (PCI DSS 6.4.3)
 *   GET  /checkout/frame                     the frame, for the origins the merchant has registered
 *   GET  /checkout/page/<token>              a page of its own for one session
 *   GET  /checkout/3ds/<token>               carries a 3-D Secure step in a frame
 *   any  /checkout/return/<token>            where acquirers send the payer back to
 *   POST /checkout/api/…                     what the frame asks (packages/protocol, checkout messages)
 */
export async function registerCheckoutPages(app: FastifyInstance, deps: CheckoutPagesDeps): Promise<void> {
  const load = deps.assets ?? loadCheckoutAssets;
  let loaded: CheckoutAssets | undefined;
  const withAssets = { ...deps, assets: () => (loaded ??= load()) };
  await app.register(async (scope) => {
    scope.setErrorHandler((error: HttpFault, _request, reply) => sendFault(deps, reply, error));
    addScriptRoutes(scope, withAssets);
    addPageRoutes(scope, withAssets);
    await addThreeDSRoutes(scope, withAssets);
  });
  await addApiRoutes(app, deps);
}

type HttpFault = { readonly statusCode?: number };

/** A person reads it, perhaps inside a frame; what broke is for the log. */
function sendFault({ onBroken }: CheckoutPagesDeps, reply: FastifyReply, error: HttpFault): FastifyReply {
  const status = error.statusCode ?? 500;
  const isOurs = status >= 500;
  if (isOurs) onBroken(error);
  const advice = isOurs ? "Please try again in a moment." : "Go back to the shop and start again from there.";
  return reply
    .code(isOurs ? 503 : status)
    .headers({ ...appHeaders, "content-security-policy": noticePolicy(["'self'", "http:", "https:"]) })
    .send(noticeDocument("This page could not be shown", advice));
}
