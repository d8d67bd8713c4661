import { lexer, type Token, type Tokens } from "marked";
import { toAnchor } from "./anchor.ts";

export type Heading = { readonly depth: number; readonly text: string; readonly anchor: string };

/** A page as tokens, and its headings in order, each with the end of a link to it. */
export type Document = { readonly tokens: readonly Token[]; readonly headings: ReadonlyMap<Token, Heading> };

export function parseDocument(markdown: string): Document {
  const tokens = lexer(markdown);
  const used = new Map<string, number>();
  const headings = new Map<Token, Heading>();
  for (const token of tokens) {
    if (!isHeading(token)) continue;
    const text = toPlainText(token.tokens);
    headings.set(token, { depth: token.depth, text, anchor: toUnusedAnchor(toAnchor(text), used) });
  }
  return { tokens, headings };
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === "heading";

/** A heading that comes again gets a number, from 1. */
function toUnusedAnchor(anchor: string, used: Map<string, number>): string {
  const count = used.get(anchor) ?? 0;
  used.set(anchor, count + 1);
  return count === 0 ? anchor : `${anchor}-${count}`;
}

/** The words of tokens at any depth, with blanks between what stands in blocks of its own. */
export function toPlainText(tokens: readonly Token[]): string {
  return tokens.map(wordsOf).join("");
}

function wordsOf(token: Token): string {
  switch (token.type) {
    case "table": {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows].map((cells) => `${cells.map(({ tokens }) => toPlainText(tokens)).join(" ")} `).join("");
    }
    case "list":
      return (token as Tokens.List).items.map(({ tokens }) => `${toPlainText(tokens)} `).join("");
    case "text":
      return token.tokens ? `${toPlainText(token.tokens)} ` : unescapeText(textOf(token));
    case "paragraph":
    case "blockquote":
      return `${toPlainText(token.tokens ?? [])} `;
    case "code":
      return `${(token as Tokens.Code).text} `;
    case "codespan":
      return (token as Tokens.Codespan).text;
    case "space":
    case "hr":
    case "html":
    case "br":
      return " ";
    default:
      return "tokens" in token && token.tokens ? toPlainText(token.tokens) : unescapeText(textOf(token));
  }
}

/** The text of a token that holds no others. */
export const textOf = (token: Token): string => ("text" in token ? String(token.text) : token.raw);

/** Marked leaves the few entities that our pages use as they were written. Chinese has no blank at a line's end. */
export const unescapeText = (text: string): string =>
  text
    .replaceAll(/(?<=[\u3000-\u9fff\uff00-\uffef])\n/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
