import { readFileSync } from "node:fs";
import { join } from "node:path";

export type CheckoutSizes = {
  /** The script in the merchant's page, bytes after gzip. */
  readonly entryBytes: number;
  /** Script and styles of the form in English, 3-D Secure and other languages left out; bytes after gzip. */
  readonly frameBytes: number;
};

type Manifest = {
  readonly files: readonly { readonly path: string; readonly gzipBytes: number }[];
  readonly frame: { readonly entry: string; readonly styles: readonly string[] };
};

const manifestPath = join(import.meta.dirname, "../../packages/checkout/dist/manifest.json");

/** Throws when the manifest names a file that it does not list, or when the checkout is not built. */
export function readCheckoutSizes(
  manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as Manifest,
): CheckoutSizes {
  const bytesOf = (path: string): number => {
    const file = manifest.files.find((listed) => listed.path === path);
    if (!file) throw new Error(`the checkout's manifest does not list ${path}`);
    return file.gzipBytes;
  };
  const { entry, styles } = manifest.frame;
  const frameBytes = [entry, ...styles].reduce((sum, path) => sum + bytesOf(path), 0);
  return { entryBytes: bytesOf("checkout.js"), frameBytes };
}
