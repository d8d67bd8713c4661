import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rewriteLinks } from "./links.ts";
import { docsLanguages, type DocsPlace, docsSections, toPlace, toTwinPath } from "./sections.ts";

export type DocsPage = DocsPlace & {
  readonly title: string;
  /** The first sentence, without marks. */
  readonly summary: string;
  /** As served: links lead to where the gateway serves their targets. */
  readonly markdown: string;
};

/** Every page there is, by language and in the order of reading; undefined where no docs folder was shipped. */
export function readDocsPages(folder: string): readonly DocsPage[] | undefined {
  if (!existsSync(join(folder, "integrating"))) return undefined;
  const paths = new Set(docsLanguages.flatMap((language) => listPaths(folder, language === "en" ? "" : "zh/")));
  return [...paths]
    .flatMap((path) => {
      const place = toPlace(path);
      if (!place) return [];
      const markdown = readFileSync(join(folder, path), "utf8");
      return [
        {
          ...place,
          title: /^# (.+)$/m.exec(markdown)?.[1]?.replaceAll("`", "") ?? place.page,
          summary: firstSentence(markdown),
          markdown: rewriteLinks(markdown, path, (target) => paths.has(target)),
        },
      ];
    })
    .toSorted(inReadingOrder);
}

function listPaths(folder: string, language: string): readonly string[] {
  return docsSections.flatMap((section) => {
    const inside = `${language}${section.folder}`.replace(/\/$/, "");
    if (!existsSync(join(folder, inside))) return [];
    return readdirSync(join(folder, inside))
      .filter((name) => name.endsWith(".md"))
      .map((name) => (inside === "" ? name : `${inside}/${name}`));
  });
}

function inReadingOrder(left: DocsPage, right: DocsPage): number {
  const byRank = rankOf(left) - rankOf(right);
  return byRank === 0 ? Number(left.page > right.page) - Number(left.page < right.page) : byRank;
}

function rankOf({ language, section, page }: DocsPlace): number {
  const sectionIndex = docsSections.findIndex(({ name }) => name === section);
  const order = docsSections[sectionIndex]?.order ?? [];
  const position = order.includes(page) ? order.indexOf(page) : order.length;
  return docsLanguages.indexOf(language) * 1e6 + sectionIndex * 1e3 + position;
}

function firstSentence(markdown: string): string {
  const paragraph = markdown.split(/\n{2,}/).find((part) => /^[^#|\-`<!\s]/.test(part)) ?? "";
  const plain = paragraph.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]|\s*\n\s*/g, (mark) => {
    return mark.includes("\n") ? " " : "";
  });
  return /^.*?[.:。：](?=\s|$|[^\w\s])/u.exec(plain)?.[0].replace(/[:：]$/, ".") ?? plain;
}

/** Sections and pages with their titles in every language, as the console's list of pages shows them. */
export function toDocsList(pages: readonly DocsPage[]): object {
  const find = (language: string, section: string, page: string) =>
    pages.find((one) => one.language === language && one.section === section && one.page === page);
  const sections = docsSections.map(({ name, titles }) => ({
    name,
    titles,
    pages: pages
      .filter(({ language, section }) => language === "en" && section === name)
      .map(({ page, title }) => ({ page, titles: { en: title, zh: find("zh", name, page)?.title } })),
  }));
  return { sections: sections.filter((section) => section.pages.length > 0) };
}

/** For programs that read: what there is and where (https://llmstxt.org, read 2026-11-22). */
export function toLlmsText(pages: readonly DocsPage[], publicUrl: string): string {
  const line = (page: DocsPage) => {
    const link = `- [${page.title}](${publicUrl}${toTwinPath(page)})`;
    return page.summary === "" ? link : `${link}: ${page.summary}`;
  };
  const inEnglish = docsSections.flatMap(({ name, titles }) => {
    const lines = pages.filter(({ language, section }) => language === "en" && section === name).map(line);
    return lines.length === 0 ? [] : [`## ${titles.en}`, lines.join("\n")];
  });
  const inChinese = pages.filter(({ language }) => language === "zh").map(line);
  return [
    "# OpenCashier",
    "> A payment-session gateway that speaks Antom's One-time Payments API and that people run themselves.",
    "Every page is Markdown; its address without the ending `.md` is the same page for people. " +
      `The API as an OpenAPI 3.1 document: ${publicUrl}/openapi.json. All pages in one text: ${publicUrl}/llms-full.txt.`,
    ...inEnglish,
    ...(inChinese.length === 0 ? [] : ["## Optional", "The same pages in Simplified Chinese:", inChinese.join("\n")]),
  ]
    .join("\n\n")
    .concat("\n");
}

/** All English pages in one text, each under its address, links absolute. */
export const toLlmsFullText = (pages: readonly DocsPage[], publicUrl: string): string =>
  pages
    .filter(({ language }) => language === "en")
    .map((page) => {
      const absolute = page.markdown.replaceAll("](/", `](${publicUrl}/`);
      return `<!-- ${publicUrl}${toTwinPath(page)} -->\n\n${absolute.trimEnd()}\n`;
    })
    .join("\n");
