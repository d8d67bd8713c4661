import { signal } from "@preact/signals";
import { en, type TextKey, type Texts } from "./locales/en.ts";
import { loadTexts, nearestLanguage } from "./languages.ts";

export type Language = {
  /** One of `languages`. */
  readonly name: string;
  /** The tag to format numbers with: the page's own region, when it is of this language. */
  readonly formatTag: string;
  readonly isRightToLeft: boolean;
  readonly texts: Texts;
};

const english: Language = { name: "en", formatTag: "en", isRightToLeft: false, texts: en };

export const language = signal<Language>(english);

/** Changes the language of all that is shown. A file that does not come leaves English: a form beats a blank page. */
export async function useLanguage(tag: string): Promise<void> {
  const loading = loadTexts(tag);
  if (!loading) {
    language.value = { ...english, formatTag: tag.startsWith("en") ? tag : "en" };
    return;
  }
  try {
    const { texts } = await loading;
    const name = nearestLanguage(tag);
    language.value = { name, formatTag: tag, isRightToLeft: name === "ar", texts };
  } catch {
    language.value = english;
  }
}

export type Fillings = Readonly<Record<string, string | number>>;

/** The sentence in the buyer's language. Whoever calls it while rendering is rendered again when the language changes. */
export const t = (key: TextKey, fillings: Fillings = {}): string => fill(language.value.texts[key], fillings);

export const fill = (text: string, fillings: Fillings): string =>
  text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(fillings[name] ?? hole));
