import { toAnchorOf } from "../markdown-links.ts";

/** What Chinese says for an English sentence, heading or cell; undefined where nobody has translated it. */
export type Say = (english: string) => string | undefined;

export type Translated = {
  readonly text: string;
  /** What stayed English, once each. */
  readonly missing: readonly string[];
};

/**
 * A generated page in another language: headings, sentences and cells one by one, code and links as they are. What has
 * no translation stays English; that is honest, and the page goes on being made of the same tables.
 * @param keepsHeadings whether the headings below the title are names on the wire
 */
export function translatePage(english: string, say: Say, keepsHeadings = false): Translated {
  const missing = new Set<string>();
  const translate = (unit: string): string => {
    if (!isLanguage(unit)) return unit.replace(/(?<=[`)])\.$/, "。");
    const said = say(unit);
    if (said === undefined) missing.add(unit);
    return said ?? unit;
  };
  const text = english
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, index) =>
      index % 2 === 1
        ? toCode(part, translate)
        : part
            .split(/(\n{2,})/)
            .map((block) => toBlock(block, translate, keepsHeadings))
            .join(""),
    )
    .join("");
  return { text, missing: [...missing] };
}

/** Code is the same in every language; the words at a diagram's arrows are not code. */
const toCode = (block: string, translate: (unit: string) => string): string =>
  block.startsWith("```mermaid") ? block.replaceAll(/(?<=--> \w+: ).+$/gm, (event) => translate(event)) : block;

/** Nothing but code, numbers, names on the wire and marks is the same in every language. */
const isLanguage = (unit: string): boolean =>
  /[A-Za-z]{2}/.test(unit.replaceAll(/`[^`]*`|\[`?[\w.-]+`?\]\([^)]*\)|\b[A-Z][A-Z0-9_]+\b|\b\w+[a-z][A-Z]\w*\b/g, ""));

function toBlock(block: string, translate: (unit: string) => string, keepsHeadings: boolean): string {
  if (block.trim() === "") return block;
  const [, marks = "", heading = ""] = /^(#+) (.+)$/.exec(block.trim()) ?? [];
  // An operation's page is called by the operation's name.
  const isName = marks === "#" ? /^[a-z]/.test(heading) : keepsHeadings;
  if (heading !== "") return isName ? block : `${marks} ${translate(heading)}`;
  if (block.trimStart().startsWith("|")) {
    return block
      .split("\n")
      .map((line) =>
        line
          .split(" | ")
          .map((cell) => toCell(cell, translate))
          .join(" | "),
      )
      .join("\n");
  }
  const [before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(block)?.slice(1) ?? [];
  return `${before}${toSentences(inner.replaceAll(/\s*\n\s*/g, " "), translate)}${after}`;
}

/** The first cell begins with the table's bar, the last one ends with it. */
function toCell(cell: string, translate: (unit: string) => string): string {
  const [, before = "", inner = "", after = ""] = /^((?:\| )?)(.*?)((?: \|)?)$/.exec(cell) ?? [];
  return /^[-|\s]*$/.test(inner) ? cell : `${before}${toSentences(inner, translate)}${after}`;
}

/** Whole if it is known as a whole, else sentence by sentence. */
function toSentences(text: string, translate: (unit: string) => string): string {
  return text
    .split(/(?<=[.:]) (?=[A-Z`"*])/)
    .map(translate)
    .reduce((said, next) => (said === "" ? next : `${said}${/[。；：，、]$/.test(said) ? "" : " "}${next}`), "");
}

/** Links to headings, after those have changed: from page and English anchor to the anchor of the same heading. */
export function followHeadings(
  pages: ReadonlyMap<string, { readonly english: string; readonly text: string }>,
): ReadonlyMap<string, string> {
  const anchorsOf = (markdown: string): readonly string[] =>
    [...markdown.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      toAnchorOf(heading ?? ""),
    );
  const moved = new Map<string, string>();
  for (const [name, { english, text }] of pages) {
    const translated = anchorsOf(text);
    for (const [index, anchor] of anchorsOf(english).entries())
      moved.set(`${name}#${anchor}`, translated[index] ?? anchor);
  }
  return new Map(
    [...pages].map(([name, { text }]) => [
      name,
      text.replaceAll(/\]\(([\w./-]+\.md)?#([^)]+)\)/g, (whole, file: string | undefined, anchor: string) => {
        const to = moved.get(`${file ?? name}#${anchor}`);
        return to === undefined ? whole : `](${file ?? ""}#${to})`;
      }),
    ]),
  );
}
