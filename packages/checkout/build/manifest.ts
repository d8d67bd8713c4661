import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Rolldown } from "vite";
import type { BuiltFile } from "./bundle.ts";

/** What the gateway knows of the built files: where to find them, and what to say of each in the script inventory. */
export type Manifest = {
  readonly version: string;
  readonly files: readonly ManifestFile[];
  readonly frame?: {
    /** The small script that begins while the entry is still on its way. */
    readonly start: string;
    readonly entry: string;
    readonly styles: readonly string[];
    readonly threeDS: string;
  };
};

export type ManifestFile = {
  readonly path: string;
  readonly sha384: string;
  readonly gzipBytes: number;
  readonly purpose: string;
};

/** First match speaks for a file. Source of the need: PCI DSS 4.0.1, 6.4.3, a written justification for every script. */
const purposes: readonly (readonly [RegExp, string])[] = [
  [
    /^checkout\.js$/,
    "Shows the payment form in the merchant's page and tells the page what happens. Script with globals.",
  ],
  [/^checkout\.mjs$/, "The same as checkout.js, as a module for bundlers."],
  [/^(react|vue)\.mjs$/, "A component that mounts the payment form in an application."],
  [
    /^frame\/three-ds-/,
    "Posts the 3-D Secure request to the card issuer and tells the payment form when the buyer is back.",
  ],
  [
    /^frame\/start-/,
    "Meets the merchant's page and opens the payment session while the payment form is still on its way.",
  ],
  [/^frame\/frame-.*\.js$/, "The payment form: what the buyer types card data into, on the gateway's origin."],
  [/^frame\/.*\.css$/, "The look of the payment form."],
];

const purposeOf = (path: string): string =>
  purposes.find(([pattern]) => pattern.test(path))?.[1] ??
  `Part of the payment form, loaded when it is needed: ${path.replace(/^frame\/|-[\w-]{8}\.js$/g, "")}.`;

/** Level 9, as the gateway serves it. */
export const gzipBytes = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;

export function toManifest(version: string, files: readonly BuiltFile[], frame: Manifest["frame"]): Manifest {
  const listed = files.filter(({ path }) => /\.(?:m?js|css)$/.test(path));
  return {
    version,
    files: listed
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, bytes }) => ({
        path,
        sha384: createHash("sha384").update(bytes).digest("base64"),
        gzipBytes: gzipBytes(bytes),
        purpose: purposeOf(path),
      })),
    ...(frame && { frame }),
  };
}

/** A chunk and all that it cannot start without. */
export function withStaticImports(
  entry: Rolldown.OutputChunk,
  chunks: readonly Rolldown.OutputChunk[],
): readonly Rolldown.OutputChunk[] {
  const found = new Set([entry]);
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const imported = chunks.find(({ fileName }) => fileName === name);
      if (imported) found.add(imported);
    }
  }
  return [...found];
}
