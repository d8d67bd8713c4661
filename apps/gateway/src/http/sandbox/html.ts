/** Text that is markup already. Everything else is escaped on its way into a page. */
export type Html = { readonly markup: string };

type Piece = string | number | Html | readonly Html[] | undefined;

/** A piece of a page: text is escaped, lists are joined, undefined is nothing. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return { markup: String.raw({ raw: strings }, ...pieces.map(toMarkup)) };
}

function toMarkup(piece: Piece): string {
  if (piece === undefined) return "";
  if (typeof piece === "string" || typeof piece === "number") return escapeText(String(piece));
  return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeText = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

/** Markup written in this code, not received. */
export const trusted = (markup: string): Html => ({ markup });
