import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** File names with their wanted text. */
type Files = ReadonlyMap<string, string>;

/** @returns the names of files in this folder that differ, are missing, or that nothing generates any more. */
export function findStaleFiles(folder: string, wanted: Files): readonly string[] {
  const present = readFolder(folder);
  const changed = [...wanted].filter(([name, text]) => present.get(name) !== text).map(([name]) => name);
  const leftOver = [...present.keys()].filter((name) => !wanted.has(name));
  return [...changed, ...leftOver];
}

/** Makes the folder hold exactly these files and touches only those that differ. @returns how many it touched. */
export function updateFolder(folder: string, wanted: Files): number {
  mkdirSync(folder, { recursive: true });
  const stale = findStaleFiles(folder, wanted);
  for (const name of stale) {
    const text = wanted.get(name);
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
  return stale.length;
}

/** @param wanted by path from the root. @returns the paths of pages that differ or are missing. */
export function findStalePages(root: string, wanted: Files): readonly string[] {
  return [...wanted].filter(([path, text]) => readPage(join(root, path)) !== text).map(([path]) => path);
}

/** @returns how many pages it wrote. */
export function updatePages(root: string, wanted: Files): number {
  const stale = findStalePages(root, wanted);
  for (const path of stale) writeFileSync(join(root, path), wanted.get(path) ?? "");
  return stale.length;
}

function readPage(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function readFolder(folder: string): Files {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Map();
    throw error;
  }
}
