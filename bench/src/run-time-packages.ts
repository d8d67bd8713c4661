import { readFileSync } from "node:fs";
import { join } from "node:path";

export type RunTimePackages = {
  readonly count: number;
  /** The places in node_modules whose packages run a script when they are installed. */
  readonly withScripts: readonly string[];
};

type Entry = { readonly dev?: boolean; readonly link?: boolean; readonly hasInstallScript?: boolean };
type Lock = { readonly packages: Readonly<Record<string, Entry>> };

const lockPath = join(import.meta.dirname, "../../package-lock.json");

/** The packages that an installation without development dependencies brings, as the lock has them. */
export function countRunTimePackages(lock = JSON.parse(readFileSync(lockPath, "utf8")) as Lock): RunTimePackages {
  const entries = Object.entries(lock.packages).filter(
    ([path, entry]) => path.includes("node_modules/") && entry.dev !== true && entry.link !== true,
  );
  const withScripts = entries
    .filter(([, entry]) => entry.hasInstallScript === true)
    .map(([path]) => path.replace(/^node_modules\//, ""));
  return { count: entries.length, withScripts };
}
