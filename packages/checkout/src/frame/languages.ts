import type { Texts } from "./locales/en.ts";

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

/** The nearest language there is, by language and script: zh-HK reads traditional characters, pt-PT reads pt. */
export function nearestLanguage(tag: string): string {
  try {
    const { language: base, script } = new Intl.Locale(tag).maximize();
    return [`${base}-${script}`, base].find((name) => languages.includes(name)) ?? "en";
  } catch {
    return "en";
  }
}

/** The texts of the nearest language; undefined for English. The same file however often it is asked for. */
export const loadTexts = (tag: string): Promise<{ readonly texts: Texts }> | undefined =>
  loaders[nearestLanguage(tag)]?.();
