/**
 * Builds dist/ from src/. The result is committed, so that a clone serves the checkout without a build, and the same sources
 * give the same bytes, so that everybody can see it is what they are.
 *
 *   node packages/checkout/build.ts            writes dist/
 *   node packages/checkout/build.ts --check    writes nothing; fails when dist/ is not what src/ gives
 *
 * Both fail when a budget is exceeded.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type BuiltFile,
  type Bundle,
  bundleFrame,
  bundleFrameScript,
  bundleLibrary,
  packageRoot,
} from "./build/bundle.ts";
import { collectLicenses } from "./build/licenses.ts";
import { gzipBytes, type Manifest, toManifest, withStaticImports } from "./build/manifest.ts";
import { declareTypes } from "./build/types.ts";

const dist = join(packageRoot, "dist");

/** Bytes after gzip: what a buyer on a slow line waits for. */
const budgets = { entry: 10 * 1024, frame: 45 * 1024, wrapper: 1024 };

const built = await buildAll();
const problems = [
  ...overBudget(built),
  ...(process.argv.includes("--check") ? differences(built.files) : replaceDist(built.files)),
];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

type Built = {
  readonly files: readonly BuiltFile[];
  /** Paths of all that loads before the card form shows. */
  readonly frameStart: readonly string[];
};

async function buildAll(): Promise<Built> {
  const own = "@opencashier/checkout";
  const libraries = await Promise.all([
    bundleLibrary({ entry: "src/entry/globals.ts", fileName: "checkout.js", format: "iife" }),
    bundleLibrary({ entry: "src/entry/index.ts", fileName: "checkout.mjs", format: "es" }),
    bundleLibrary({ entry: "src/react/index.ts", fileName: "react.mjs", format: "es", external: [own, "react"] }),
    bundleLibrary({ entry: "src/vue/index.ts", fileName: "vue.mjs", format: "es", external: [own, "vue"] }),
  ]);
  const frame = await buildFrame();
  const bundles = [...libraries, ...frame.bundles];
  const bundled = bundles.flatMap((bundle) => bundle.files);
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const manifest = `${JSON.stringify(toManifest(version, bundled, frame.paths), undefined, 2)}\n`;
  const licenses = collectLicenses(bundles.flatMap((bundle) => bundle.chunks));
  const files = [
    ...bundled,
    ...declareTypes(),
    { path: "manifest.json", bytes: Buffer.from(manifest) },
    { path: "licenses.txt", bytes: Buffer.from(licenses) },
  ];
  return { files, frameStart: frame.startsWith };
}

type Frame = {
  readonly bundles: readonly Bundle[];
  readonly paths: Manifest["frame"];
  readonly startsWith: readonly string[];
};

async function buildFrame(): Promise<Frame> {
  const app = await bundleFrame({ start: "src/frame/start.ts", frame: "src/frame/main.tsx" });
  const threeDS = await bundleFrameScript("three-ds", "src/frame/three-ds-page.ts");
  const [start, entry] = ["start", "frame"].map((name) =>
    app.chunks.find((chunk) => chunk.isEntry && chunk.name === name),
  );
  const threeDSPath = threeDS.files[0]?.path;
  if (!start || !entry || threeDSPath === undefined) throw new Error("The frame's bundle has no entry.");
  const styles = app.files.flatMap(({ path }) => (path.endsWith(".css") ? [path] : []));
  const startsWith = [...withStaticImports(entry, app.chunks).map(({ fileName }) => fileName), ...styles];
  return {
    bundles: [app, threeDS],
    paths: { start: start.fileName, entry: entry.fileName, styles, threeDS: threeDSPath },
    startsWith,
  };
}

function overBudget({ files, frameStart }: Built): readonly string[] {
  const sizeOf = (path: string): number => files.filter((file) => file.path === path).reduce(addGzipped, 0);
  const measured: readonly (readonly [string, number, number])[] = [
    ["checkout.js", sizeOf("checkout.js"), budgets.entry],
    ["react.mjs", sizeOf("react.mjs"), budgets.wrapper],
    ["vue.mjs", sizeOf("vue.mjs"), budgets.wrapper],
    ["the frame's first files", frameStart.reduce((sum, path) => sum + sizeOf(path), 0), budgets.frame],
  ];
  for (const [name, bytes, budget] of measured) process.stdout.write(`${name}: ${bytes} of ${budget} bytes\n`);
  return measured.flatMap(([name, bytes, budget]) =>
    bytes > budget ? [`${name}: ${bytes} bytes after gzip, the budget is ${budget}`] : [],
  );
}

function addGzipped(sum: number, { bytes }: BuiltFile): number {
  return sum + gzipBytes(bytes);
}

function differences(files: readonly BuiltFile[]): readonly string[] {
  const expected = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const present = new Set(listDist());
  const changed = files.flatMap(({ path, bytes }) => {
    if (!present.has(path)) return [`dist/${path} is missing: run node packages/checkout/build.ts`];
    return Buffer.compare(readFileSync(join(dist, path)), bytes) === 0
      ? []
      : [`dist/${path} is not what src/ gives: run node packages/checkout/build.ts`];
  });
  const left = [...present].filter((path) => !expected.has(path));
  return [...changed, ...left.map((path) => `dist/${path} is built from nothing: run node packages/checkout/build.ts`)];
}

function replaceDist(files: readonly BuiltFile[]): readonly string[] {
  const expected = new Set(files.map(({ path }) => path));
  for (const { path, bytes } of files) {
    const file = join(dist, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  // After the new files are there: a gateway that runs from this folder finds a whole set at any time.
  for (const path of listDist()) if (!expected.has(path)) rmSync(join(dist, path));
  return [];
}

function listDist(): readonly string[] {
  return existsSync(dist)
    ? readdirSync(dist, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(dist.length + 1)
            .replaceAll("\\", "/"),
        )
    : [];
}
