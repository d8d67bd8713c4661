import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { toZippable, type Zippable } from "../zippable.ts";

/** What the build of the checkout says about itself. Written by packages/checkout/build.ts. */
export type CheckoutManifest = {
  readonly version: string;
  readonly files: readonly ManifestFile[];
  readonly frame: {
    /** The small script that begins while the entry is still on its way. */
    readonly start: string;
    readonly entry: string;
    readonly styles: readonly string[];
    readonly threeDS: string;
  };
};

export type ManifestFile = {
  /** Below dist/, e.g. frame/main-1a2b3c4d.js. */
  readonly path: string;
  /** Why a page loads it, in words for the script inventory (PCI DSS 6.4.3). */
  readonly purpose: string;
};

export type Asset = Zippable & {
  /** For integrity attributes: sha384-… */
  readonly integrity: string;
};

export type CheckoutAssets = {
  readonly manifest: CheckoutManifest;
  /** Undefined for a path the manifest does not list. */
  readonly find: (path: string) => Asset | undefined;
};

/** The files that were built with this release; each is read when it is first asked for. */
export function loadCheckoutAssets(
  manifestPath = fileURLToPath(import.meta.resolve("@opencashier/checkout/manifest.json")),
): CheckoutAssets {
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as CheckoutManifest;
  const listed = new Set(manifest.files.map(({ path }) => path));
  const read = new Map<string, Asset>();
  return {
    manifest,
    find(path) {
      if (!listed.has(path)) return undefined;
      const known = read.get(path);
      if (known) return known;
      const asset = toAsset(path, readFileSync(join(dirname(manifestPath), path)));
      read.set(path, asset);
      return asset;
    },
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export const toAsset = (path: string, body: Buffer): Asset => ({
  ...toZippable(contentTypes[extname(path)] ?? "application/octet-stream", body),
  integrity: `sha384-${createHash("sha384").update(body).digest("base64")}`,
});
