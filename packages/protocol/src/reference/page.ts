/**
 * The reference as data, rendered twice: to Markdown files for the repository and to one HTML page that the gateway
 * serves. Text may hold `code` in backticks and [links](page.md#heading); nothing else has a meaning in it.
 */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  /** Long matter that is shown on demand where the medium can. */
  | { readonly kind: "folded"; readonly title: string; readonly blocks: readonly Block[] };

export type Page = {
  /** File name of the page without its ending. */
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
};

export const heading = (level: 2 | 3, text: string): Block => ({ kind: "heading", level, text });

export const paragraph = (text: string): Block => ({ kind: "paragraph", text });

/** The end of a link to a heading, as code hosts make it: lower case, hyphens for blanks, no punctuation. */
export const toAnchor = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
