import { fileURLToPath } from "node:url";
import { build, type InlineConfig, type Rolldown } from "vite";

export const packageRoot = fileURLToPath(new URL("..", import.meta.url));

/** A file of dist/, before it is written. */
export type BuiltFile = { readonly path: string; readonly bytes: Uint8Array };

export type Bundle = {
  readonly files: readonly BuiltFile[];
  readonly chunks: readonly Rolldown.OutputChunk[];
};

/** What buyers' browsers understand: Safari 16.4, Chrome 111, Firefox 113 and newer (constructed style sheets, color-mix). */
const target = ["es2022", "safari16.4", "chrome111", "firefox113"];

type LibraryOptions = {
  readonly entry: string;
  readonly fileName: string;
  /** iife: a script for a page. es: a module for a bundler, left readable. */
  readonly format: "iife" | "es";
  readonly external?: readonly string[];
};

export const bundleLibrary = ({ entry, fileName, format, external = [] }: LibraryOptions): Promise<Bundle> =>
  bundle({
    build: {
      minify: format === "iife",
      lib: { entry, formats: [format], name: "opencashierCheckout", fileName: () => fileName },
      // Comments that name the sources are relative to wherever the build was started.
      rolldownOptions: { external: [...external], experimental: { attachDebugInfo: "none" } },
    },
  });

/** Scripts and style sheets with their hash in the name, languages and seldom used views as chunks of their own. */
export const bundleFrame = (input: Readonly<Record<string, string>>): Promise<Bundle> =>
  bundle({
    base: "./",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      cssCodeSplit: true,
      // The frame's content policy names no inline script, and its chunks are small.
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input,
        output: {
          entryFileNames: "frame/[name]-[hash].js",
          chunkFileNames: "frame/[name]-[hash].js",
          assetFileNames: "frame/[name]-[hash][extname]",
        },
      },
    },
  });

/** One script without imports, its hash in the name. */
export const bundleFrameScript = (name: string, entry: string): Promise<Bundle> =>
  bundle({
    build: {
      rolldownOptions: {
        input: { [name]: entry },
        output: { format: "iife", entryFileNames: "frame/[name]-[hash].js" },
      },
    },
  });

async function bundle({ build: options, ...config }: InlineConfig): Promise<Bundle> {
  const outputs = await build({
    ...config,
    root: packageRoot,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: { target, write: false, ...options },
  });
  const output = [outputs].flat().flatMap((one) => ("output" in one ? one.output : []));
  return {
    files: output.map((file) => ({ path: file.fileName, bytes: toBytes(file) })),
    chunks: output.filter((file) => file.type === "chunk"),
  };
}

const toBytes = (file: Rolldown.OutputChunk | Rolldown.OutputAsset): Uint8Array =>
  Buffer.from(file.type === "chunk" ? file.code : file.source);
