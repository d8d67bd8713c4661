import { toHtml } from "./reference/html.ts";
import { toMarkdown } from "./reference/markdown.ts";
import { makePages } from "./reference/pages.ts";

/** The reference as Markdown, by file name: a page per operation, and those they share. */
export const referencePages = (): Record<string, string> =>
  Object.fromEntries(makePages().map((page) => [`${page.name}.md`, toMarkdown(page)]));

/** The reference as one HTML document without scripts, to be served as it is. */
export const referenceHtml = (): string => toHtml("OpenCashier API reference", makePages());
