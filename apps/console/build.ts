/**
 * Builds dist/ from src/, as packages/checkout does: committed, the same bytes from the same sources, within a budget.
 *
 *   node apps/console/build.ts            writes dist/
 *   node apps/console/build.ts --check    writes nothing; fails when dist/ is not what src/ gives
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build, type Rolldown } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = join(root, "dist");
/** Bytes after gzip of everything the first view waits for. */
const firstViewBudget = 250 * 1024;

type File = { readonly path: string; readonly bytes: Buffer };

const { files, chunks } = await bundle();
const problems = [...overBudget(), ...(process.argv.includes("--check") ? differences() : replaceDist())];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function bundle(): Promise<{
  readonly files: readonly File[];
  readonly chunks: readonly Rolldown.OutputChunk[];
}> {
  const outputs = await build({
    root,
    base: "/console/",
    configFile: false,
    logLevel: "warn",
    plugins: [react()],
    build: {
      write: false,
      target: ["es2022", "safari16.4", "chrome111", "firefox113"],
      modulePreload: { polyfill: false },
    },
  });
  const output = [outputs].flat().flatMap((one) => ("output" in one ? one.output : []));
  const built = output.map((file) => ({
    path: file.fileName,
    bytes: Buffer.from(file.type === "chunk" ? file.code : file.source),
  }));
  const found = output.filter((file) => file.type === "chunk");
  const all = [...built, { path: "licenses.txt", bytes: Buffer.from(collectLicenses(found)) }];
  return { files: [...all, { path: "manifest.json", bytes: Buffer.from(toManifest(all)) }], chunks: found };
}

/** What the console consists of: whoever serves or audits it can check every file. */
function toManifest(all: readonly File[]): string {
  const listed = all
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, bytes }) => ({
      path,
      sha384: createHash("sha384").update(bytes).digest("base64"),
      gzipBytes: gzipSync(bytes, { level: 9 }).length,
    }));
  return `${JSON.stringify({ files: listed }, undefined, 2)}\n`;
}

/** The notices of every package inside, as their licences ask. */
function collectLicenses(found: readonly Rolldown.OutputChunk[]): string {
  const modules = found.flatMap((chunk) => chunk.moduleIds);
  const folders = new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replace(/^\0/, "")) ?? []),
  );
  return [...folders]
    .filter((folder) => existsSync(join(folder, "package.json")))
    .toSorted()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
        string,
        string
      >;
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join("\n");
}

function overBudget(): readonly string[] {
  const first = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const chunk of first) {
    for (const name of chunk.imports) {
      const imported = chunks.find(({ fileName }) => fileName === name);
      if (imported) first.add(imported);
    }
  }
  const styles = files.filter(({ path }) => path.endsWith(".css"));
  const paths = new Set([...first].map(({ fileName }) => fileName).concat(styles.map(({ path }) => path)));
  const bytes = files
    .filter(({ path }) => paths.has(path))
    .reduce((sum, file) => sum + gzipSync(file.bytes, { level: 9 }).length, 0);
  process.stdout.write(`the first view: ${bytes} of ${firstViewBudget} bytes\n`);
  return bytes > firstViewBudget ? [`the first view: ${bytes} bytes after gzip, the budget is ${firstViewBudget}`] : [];
}

function differences(): readonly string[] {
  const present = new Set(listDist());
  const changed = files.flatMap(({ path, bytes }) =>
    present.has(path) && Buffer.compare(readFileSync(join(dist, path)), bytes) === 0
      ? []
      : [`dist/${path} is not what src/ gives`],
  );
  const expected = new Set(files.map(({ path }) => path));
  const left = [...present].filter((path) => !expected.has(path)).map((path) => `dist/${path} is built from nothing`);
  return [...changed, ...left].map((problem) => `${problem}: run node apps/console/build.ts`);
}

function replaceDist(): readonly string[] {
  const expected = new Set(files.map(({ path }) => path));
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), bytes);
  }
  for (const path of listDist()) if (!expected.has(path)) rmSync(join(dist, path));
  return [];
}

function listDist(): readonly string[] {
  if (!existsSync(dist)) return [];
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dist.length + 1)
        .replaceAll("\\", "/"),
    );
}
