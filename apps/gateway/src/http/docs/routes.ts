import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendZippable, toZippable, type Zippable } from "../zippable.ts";
import { readDocsPages, toDocsList, toLlmsFullText, toLlmsText } from "./pages.ts";
import { docsLanguages, toTwinPath } from "./sections.ts";

export type DocsDeps = {
  /** Where docs/ is; beside apps/ when nothing is said. */
  readonly docsFolder?: string;
  readonly publicUrl: () => string;
};

const shippedFolder = fileURLToPath(new URL("../../../../../docs", import.meta.url));

type Text = Zippable & { readonly tag: string };

/**
 * The documentation as text; the console's own page shows it (docs/operating/console.md):
 *
 *   GET  /console/docs/pages.json                      sections and pages, with titles in every language
 *   GET  /console/docs/<language>.json                 every page of a language with its text, for search
 *   GET  /console/docs/<language>/<section>/<page>.md  one page
 *   GET  /llms.txt, /llms-full.txt                     the list, and all of it, for programs that read
 *
 * Read from disk once, when first asked for. An address is looked up among the pages, never on the disk.
 */
export function addDocs(app: FastifyInstance, { docsFolder = shippedFolder, publicUrl }: DocsDeps): void {
  let loaded: ReadonlyMap<string, Text> | undefined;
  const texts = () => (loaded ??= readTexts(docsFolder, publicUrl()));
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const all = texts();
    const text = all.get(request.url.split("?", 1)[0] ?? "");
    if (text) return sendZippable(request, reply, text, { headers, tag: text.tag });
    const message =
      all.size > 0
        ? "No page of the documentation has this address. /console/docs/pages.json lists them."
        : "The documentation was not shipped with this gateway: there is no docs folder beside its sources.";
    return reply.code(404).send({ error: "NOT_FOUND", message });
  };
  for (const path of ["/console/docs/:list.json", "/console/docs/:language/:section/:page.md"]) app.get(path, answer);
  for (const path of ["/llms.txt", "/llms-full.txt"]) app.get(path, answer);
}

/** Every text that is served, by its path; none where no docs folder was shipped. */
function readTexts(folder: string, publicUrl: string): ReadonlyMap<string, Text> {
  const pages = readDocsPages(folder);
  if (!pages) return new Map();
  const json = "application/json; charset=utf-8";
  const plain = "text/plain; charset=utf-8";
  return new Map([
    ...pages.map((page) => [toTwinPath(page), toText("text/markdown; charset=utf-8", page.markdown)] as const),
    ...docsLanguages.map((language) => {
      const own = pages.filter((page) => page.language === language);
      const entries = own.map(({ section, page, title, markdown }) => ({ section, page, title, markdown }));
      return [`/console/docs/${language}.json`, toText(json, JSON.stringify({ pages: entries }))] as const;
    }),
    ["/console/docs/pages.json", toText(json, JSON.stringify(toDocsList(pages)))],
    ["/llms.txt", toText(plain, toLlmsText(pages, publicUrl))],
    ["/llms-full.txt", toText(plain, toLlmsFullText(pages, publicUrl))],
  ]);
}

function toText(type: string, text: string): Text {
  const plain = Buffer.from(text);
  const tag = createHash("sha256").update(plain).digest("base64url").slice(0, 32);
  return { ...toZippable(type, plain), tag };
}

/** Held by whoever asked, and asked about anew each time: an update of the gateway shows at once. */
const headers = {
  "cache-control": "no-cache",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};
