/** Markup that is safe to send; everything put into it was escaped. */
export type Html = { readonly markup: string };

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

type Piece = string | number | Html | readonly Html[] | false | undefined;

const toMarkup = (piece: Piece): string => {
  if (piece === false || piece === undefined) return "";
  if (typeof piece === "string" || typeof piece === "number") return escape(String(piece));
  return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
};

/** A template whose values are escaped, unless they are markup themselves. */
export const html = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  markup: strings.reduce((text, part, index) => `${text}${toMarkup(pieces[index - 1])}${part}`),
});
