import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** What the build of the checkout says about itself. Written by packages/checkout/build.ts. */
export type CheckoutManifest = {
  readonly version: string;
  readonly files: readonly ManifestFile[];
  readonly frame: { readonly entry: string; readonly styles: readonly string[]; readonly threeDS: string };
};

export type ManifestFile = {
  /** Below dist/, e.g. frame/main-1a2b3c4d.js. */
  readonly path: string;
  /** For integrity attributes: sha384-…. */
  readonly sha384: string;
  readonly gzipBytes: number;
  /** Why a page loads it, in words for the script inventory (PCI DSS 6.4.3). */
  readonly purpose: string;
};

export type Asset = { readonly contentType: string; readonly body: Buffer; readonly gzipped: Buffer };

export type CheckoutAssets = {
  readonly manifest: CheckoutManifest;
  /** Undefined for a path the manifest does not list. */
  readonly find: (path: string) => Asset | undefined;
};

const contentTypes: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** Reads the built files when they are first asked for; each is compressed once. */
export function loadCheckoutAssets(): CheckoutAssets {
  const manifestPath = fileURLToPath(import.meta.resolve("@opencashier/checkout/manifest.json"));
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as CheckoutManifest;
  const listed = new Set(manifest.files.map(({ path }) => path));
  const read = new Map<string, Asset>();
  return {
    manifest,
    find(path) {
      if (!listed.has(path)) return undefined;
      const known = read.get(path);
      if (known) return known;
      const body = readFileSync(join(dirname(manifestPath), path));
      const contentType = contentTypes[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
      const asset = { contentType, body, gzipped: gzipSync(body, { level: 9 }) };
      read.set(path, asset);
      return asset;
    },
  };
}
