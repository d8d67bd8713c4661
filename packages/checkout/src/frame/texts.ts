import { signal } from "@preact/signals";
import { en, type TextKey, type Texts } from "./locales/en.ts";

/** Languages that come as files of their own; English is built in. */
const loaders: Readonly<Record<string, () => Promise<{ readonly texts: Texts }>>> = {
  ar: () => import("./locales/ar.ts"),
  de: () => import("./locales/de.ts"),
  es: () => import("./locales/es.ts"),
  fil: () => import("./locales/fil.ts"),
  fr: () => import("./locales/fr.ts"),
  id: () => import("./locales/id.ts"),
  it: () => import("./locales/it.ts"),
  ja: () => import("./locales/ja.ts"),
  ko: () => import("./locales/ko.ts"),
  ms: () => import("./locales/ms.ts"),
  nl: () => import("./locales/nl.ts"),
  pt: () => import("./locales/pt.ts"),
  th: () => import("./locales/th.ts"),
  vi: () => import("./locales/vi.ts"),
  "zh-Hans": () => import("./locales/zh-hans.ts"),
  "zh-Hant": () => import("./locales/zh-hant.ts"),
};

export const languages: readonly string[] = ["en", ...Object.keys(loaders)];

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

/** The nearest language there is, by language and script: zh-HK reads traditional characters, pt-PT reads pt. */
export function nearestLanguage(tag: string): string {
  try {
    const { language: base, script } = new Intl.Locale(tag).maximize();
    return [`${base}-${script}`, base].find((name) => languages.includes(name)) ?? "en";
  } catch {
    return "en";
  }
}

/** Changes the language of all that is shown. A file that does not come leaves English: a form beats a blank page. */
export async function useLanguage(tag: string): Promise<void> {
  const name = nearestLanguage(tag);
  const load = loaders[name];
  if (!load) {
    language.value = { ...english, formatTag: tag.startsWith("en") ? tag : "en" };
    return;
  }
  try {
    const { texts } = await load();
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
