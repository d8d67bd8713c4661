// Finds links in Markdown that lead nowhere inside the repository. Addresses on the web are not visited.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { toAnchor } from "../apps/console/src/docs/anchor.ts";
import type { RepositoryFile } from "./tidy-rules.ts";

/** @returns one sentence per link to a file or heading that does not exist; empty for anything but Markdown. */
export function findDeadLinks(root: string, { path, text }: RepositoryFile): readonly string[] {
  if (!path.endsWith(".md")) return [];
  return linksOf(text)
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .filter((link) => !leadsSomewhere(root, path, link))
    .map((link) => `the link to ${link} leads nowhere`);
}

function leadsSomewhere(root: string, from: string, link: string): boolean {
  const [target = "", heading] = link.split("#", 2);
  const path = target === "" ? join(root, from) : join(root, dirname(from), decodeURIComponent(target));
  if (relative(root, path).startsWith("..") || !existsSync(path)) return false;
  if (heading === undefined || !path.endsWith(".md") || statSync(path).isDirectory()) return true;
  return headingsOf(readFileSync(path, "utf8")).has(decodeURIComponent(heading));
}

const linksOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((found) => found[1] ?? "");

/** The anchors that GitHub and most renderers give to headings; a repeated heading gets -1, -2. */
function headingsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map((found) => found[1] ?? ""));
  for (const [, heading = ""] of text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const anchor = toAnchorOf(heading);
    const repeats = seen.get(anchor) ?? 0;
    seen.set(anchor, repeats + 1);
    anchors.add(repeats === 0 ? anchor : `${anchor}-${repeats}`);
  }
  return anchors;
}

/** Of a heading as it is written; a link in it is its words. */
export const toAnchorOf = (heading: string): string => toAnchor(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"));

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
