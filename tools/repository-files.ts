import { readdirSync } from "node:fs";
import { join } from "node:path";

const notOurs = new Set(["node_modules", ".git", "data", "coverage", "results", "dist"]);

/** Every file of the repository as a path from its root, with forward slashes; not what npm, git or a run made. */
export function listRepositoryFiles(root: string, folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return listRepositoryFiles(root, path);
      return entry.isFile() ? [path] : [];
    });
}
