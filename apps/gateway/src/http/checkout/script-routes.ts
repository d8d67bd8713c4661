import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendZippable } from "../zippable.ts";
import type { Asset, CheckoutAssets } from "./assets.ts";
import { pageStyleAsset, pageStylePath } from "./style.ts";

export type ScriptRoutesDeps = { readonly assets: () => CheckoutAssets; readonly publicUrl: () => string };

/** Files of the entry SDK, which pages of merchants load; all others are the gateway's own pages' concern. */
const entryFiles = ["checkout.js", "checkout.mjs"];

const evergreen = "public, max-age=300";
const immutable = "public, max-age=31536000, immutable";

/** The SDK, the frame's files, and the list of all scripts. */
export function addScriptRoutes(app: FastifyInstance, { assets, publicUrl }: ScriptRoutesDeps): void {
  app.get<{ Params: { version: string; file: string } }>("/checkout/:version/:file", (request, reply) => {
    const { version, file } = request.params;
    const isPinned = version === assets().manifest.version;
    const asset = entryFiles.includes(file) && (isPinned || version === "v1") ? assets().find(file) : undefined;
    return sendAsset(request, reply, { asset, cacheControl: isPinned ? immutable : evergreen });
  });
  app.get<{ Params: { "*": string } }>("/checkout/assets/*", (request, reply) => {
    const path = request.params["*"];
    // A chunk names its neighbours as it finds them, whichever folder the build put them in.
    const asset =
      path === pageStylePath ? pageStyleAsset : (findBuilt(assets(), path) ?? findBuilt(assets(), `frame/${path}`));
    return sendAsset(request, reply, { asset, cacheControl: immutable });
  });
  app.get("/checkout/scripts.json", (_request, reply) =>
    reply
      .headers({ "cache-control": evergreen, "access-control-allow-origin": "*" })
      .send(toInventory(assets(), publicUrl())),
  );
}

/** Only what has its hash in its name may be kept for ever. */
const findBuilt = ({ find }: CheckoutAssets, path: string): Asset | undefined =>
  path.startsWith("frame/") ? find(path) : undefined;

type Sending = { readonly asset: Asset | undefined; readonly cacheControl: string };

function sendAsset(request: FastifyRequest, reply: FastifyReply, { asset, cacheControl }: Sending): FastifyReply {
  if (!asset) return reply.code(404).send({ error: "NOT_FOUND", message: "There is no such file." });
  const headers = {
    "cache-control": cacheControl,
    // A page that pins the hash of a script needs leave to read it.
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
  };
  return sendZippable(request, reply, asset, { headers, tag: asset.integrity.slice(7, 39) });
}

/** Every script there is, by whom it is loaded and why. Source: PCI DSS 4.0.1, requirement 6.4.3. */
function toInventory({ manifest, find }: CheckoutAssets, publicUrl: string): object {
  const scripts = manifest.files
    .filter(({ path }) => /\.m?js$/.test(path))
    .map(({ path, purpose }) => ({
      url: `${publicUrl}/checkout/${path.startsWith("frame/") ? "assets" : manifest.version}/${path}`,
      loadedBy: path.startsWith("frame/") ? "the gateway's frame" : "the merchant's page",
      integrity: find(path)?.integrity,
      purpose,
    }));
  return { version: manifest.version, scripts };
}
