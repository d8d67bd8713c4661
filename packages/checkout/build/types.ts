import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuiltFile, packageRoot } from "./bundle.ts";

const sources = ["src/entry/index.ts", "src/react/index.ts", "src/vue/index.ts"];

/** Declarations for applications: they cannot compile the sources, whose imports end in .ts. */
export function declareTypes(): readonly BuiltFile[] {
  const folder = mkdtempSync(join(tmpdir(), "checkout-types-"));
  try {
    execFileSync(process.execPath, [compiler(), ...options, "--outDir", folder, ...sources], { cwd: packageRoot });
    const texts = new Map<string, string>();
    for (const path of sources) addWithImports(texts, folder, path.replace(/^src\/|\.ts$/g, ""));
    return [...texts].map(([path, text]) => ({ path: `types/${path}.d.ts`, bytes: Buffer.from(text) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A declaration and all it speaks of; what only the implementation needs stays out. */
function addWithImports(texts: Map<string, string>, folder: string, path: string): void {
  if (texts.has(path)) return;
  const text = readFileSync(join(folder, `${path}.d.ts`), "utf8");
  texts.set(path, text.replaceAll(/(from "\.[^"]+)\.ts"/g, '$1.js"'));
  for (const [, imported = ""] of text.matchAll(/from "(\.[^"]+)\.ts"/g)) {
    addWithImports(texts, folder, posix.join(posix.dirname(path), imported));
  }
}

const compiler = (): string => fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));

const options = [
  "--ignoreConfig",
  "--declaration",
  "--emitDeclarationOnly",
  "--rootDir",
  "src",
  "--target",
  "es2022",
  "--lib",
  "es2022,dom,dom.iterable",
  "--module",
  "nodenext",
  "--strict",
  "--exactOptionalPropertyTypes",
  "--allowImportingTsExtensions",
  "--skipLibCheck",
];
