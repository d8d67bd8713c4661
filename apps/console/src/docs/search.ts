import type { Token } from "marked";
import MiniSearch, { type SearchResult } from "minisearch";
import type { Language } from "../texts/use-texts.tsx";
import { parseDocument, toPlainText } from "./markdown.ts";
import { type PageText, readAllTexts } from "./pages.ts";

/** A section of a page that fits, best first. */
export type Hit = {
  readonly address: string;
  readonly anchor: string;
  /** The page's title and the section's heading. */
  readonly name: string;
  readonly markedName: Marked;
  /** The text around the first word found. */
  readonly excerpt: Marked;
};

/** Marked are the words found. */
type Marked = readonly { readonly text: string; readonly isMarked: boolean }[];

type Entry = {
  readonly id: number;
  readonly address: string;
  readonly anchor: string;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
};

export type DocsIndex = { readonly search: MiniSearch<Entry>; readonly entries: readonly Entry[] };

const indexes = new Map<Language, Promise<DocsIndex>>();

/** Loads every page of the language when it is first searched, about 100 kB. */
export async function searchDocs(language: Language, query: string): Promise<readonly Hit[]> {
  const index = indexes.get(language) ?? readAllTexts(language).then((pages) => toIndex(language, pages));
  indexes.set(language, index);
  index.catch(() => indexes.delete(language));
  return findHits(await index, query);
}

/**
 * Code names are found by their parts as well, and headings count more than what stands below them. It takes some tenths
 * of a second; after every page others come to their turn, so that typing, closing and opening never wait for it.
 */
export async function toIndex(language: Language, pages: readonly PageText[]): Promise<DocsIndex> {
  const search = new MiniSearch<Entry>({
    fields: ["heading", "title", "text"],
    tokenize: toWords,
    processTerm: (term) => term.toLowerCase(),
    searchOptions: {
      boost: { heading: 6, title: 3 },
      prefix: (term) => term.length > 2 || hanPattern.test(term),
      fuzzy: (term) => (term.length > 4 && !hanPattern.test(term) ? 0.15 : false),
    },
  });
  const entries: Entry[] = [];
  for (const page of pages) {
    for (const section of toSections(page)) {
      const entry = { ...section, id: entries.length, address: `/docs/${language}/${page.section}/${page.page}` };
      entries.push(entry);
      search.add(entry);
    }
    await nextTurn();
  }
  return { search, entries };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const hitsMax = 12;

export function findHits({ search, entries }: DocsIndex, query: string): readonly Hit[] {
  const all = search.search(query, { combineWith: "AND" });
  const results = all.length > 0 ? all : search.search(query, { combineWith: "OR" });
  return results.slice(0, hitsMax).flatMap((result) => {
    const entry = entries[Number(result.id)];
    return entry ? [toHit(entry, result)] : [];
  });
}

function toHit({ address, anchor, title, heading, text }: Entry, { match }: SearchResult): Hit {
  const terms = Object.keys(match);
  const name = heading === title ? title : `${title} › ${heading}`;
  return { address, anchor, name, markedName: mark(name, terms), excerpt: toExcerpt(text, terms) };
}

const before = 50;
const excerptLength = 160;

/** The text around the first term, or its beginning. @param terms as indexed, in lower case */
export function toExcerpt(text: string, terms: readonly string[]): Marked {
  const first = Math.max(0, (toPattern(terms)?.exec(text)?.index ?? 0) - before);
  // Begins with a word, where one begins before the term.
  const word = first === 0 ? 0 : text.indexOf(" ", first) + 1;
  const from = word === 0 || word > first + before ? first : word;
  const to = from + excerptLength;
  return mark(`${from > 0 ? "… " : ""}${text.slice(from, to)}${text.length > to ? " …" : ""}`, terms);
}

function mark(text: string, terms: readonly string[]): Marked {
  const pattern = toPattern(terms);
  if (!pattern) return [{ text, isMarked: false }];
  return text
    .split(new RegExp(pattern, "gi"))
    .map((part, index) => ({ text: part, isMarked: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}

/** The longest term first, so that it is marked whole. */
function toPattern(terms: readonly string[]): RegExp | undefined {
  const escaped = terms
    .toSorted((left, right) => right.length - left.length)
    .map((term) => term.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return escaped.length === 0 ? undefined : new RegExp(`(${escaped.join("|")})`, "i");
}

/** A page cut at its headings; what stands before the second is the page itself. */
function* toSections({ title, markdown }: PageText): Generator<Omit<Entry, "id" | "address">> {
  const { tokens, headings } = parseDocument(markdown);
  let heading = title;
  let anchor = "";
  let inside: Token[] = [];
  const close = () => ({ title, heading, anchor, text: toPlainText(inside).replaceAll(/\s+/g, " ").trim() });
  for (const token of tokens) {
    const next = headings.get(token);
    if (!next) inside.push(token);
    else if (next.depth > 1) {
      yield close();
      ({ text: heading, anchor } = next);
      inside = [];
    }
  }
  yield close();
}

const hanPattern = /\p{Script=Han}/u;
const wordPattern = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu;

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter("zh", { granularity: "word" }) : undefined;

/** Words; of a code name its parts too, of Chinese the words that the browser's own dictionary knows. */
export function toWords(text: string): string[] {
  return [...text.matchAll(wordPattern)].flatMap(([run]) => {
    if (hanPattern.test(run)) return segmenter ? [...segmenter.segment(run)].map(({ segment }) => segment) : [...run];
    const parts = run.split(/_+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u).filter((part) => part.length > 1);
    return parts.length > 1 ? [run, ...parts] : [run];
  });
}
