import { posix } from "node:path";
import { toPlace, toTwinPath } from "./sections.ts";

/**
 * The text of a page with links that work where it is served: those to other pages lead to their Markdown twins, and what
 * the gateway does not serve (decisions, sources) keeps its words and loses its link. Code stays as it is.
 * @param path of the page's file below docs/
 * @param hasPage whether there is a page of this path below docs/
 */
export function rewriteLinks(markdown: string, path: string, hasPage: (path: string) => boolean): string {
  return markdown
    .split(/(^```[\s\S]*?^```|`[^`\n]*`(?!\]))/m)
    .map((part, index) => (index % 2 === 1 ? part : rewriteText(part, path, hasPage)))
    .join("");
}

const linkPattern = /(!?)\[([^\]]*)\]\(([^()\s]+)\)/g;

const rewriteText = (text: string, path: string, hasPage: (path: string) => boolean): string =>
  text.replaceAll(linkPattern, (whole, image: string, label: string, target: string) => {
    if (/^(?:[a-z]+:|#|\/)/i.test(target)) return whole;
    const [file = "", anchor] = target.split("#");
    const address = toAddress(posix.join(posix.dirname(path), file), hasPage);
    if (address === undefined || image === "!") return label;
    return `[${label}](${address}${anchor === undefined ? "" : `#${anchor}`})`;
  });

function toAddress(path: string, hasPage: (path: string) => boolean): string | undefined {
  if (/^(?:zh\/)?reference\/openapi\.json$/.test(path)) return "/openapi.json";
  const place = hasPage(path) ? toPlace(path) : undefined;
  if (place) return toTwinPath(place);
  // A page that is not translated yet is better read in English than not at all.
  return path.startsWith("zh/") ? toAddress(path.slice(3), hasPage) : undefined;
}
