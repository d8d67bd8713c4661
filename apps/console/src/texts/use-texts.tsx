import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useMemo, useState } from "react";
import { en, type TextKey } from "./en.ts";
import { zh } from "./zh.ts";

export type Language = "en" | "zh";
type Fillings = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, fillings?: Fillings) => string;

const languages = { en, zh };

export const isLanguage = (text: string): text is Language => text === "en" || text === "zh";

const storageKey = "opencashier-language";

const chosenLanguage = (): Language => {
  const kept = localStorage.getItem(storageKey);
  if (kept !== null && isLanguage(kept)) return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
};

type Value = { readonly t: Translate; readonly language: Language; readonly choose: (language: Language) => void };

const Context = createContext<Value | undefined>(undefined);

export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(chosenLanguage);
  const choose = useCallback((next: Language) => {
    localStorage.setItem(storageKey, next);
    setLanguage(next);
  }, []);
  return (
    <TextsIn language={language} choose={choose}>
      {children}
    </TextsIn>
  );
}

type InProps = Pick<Value, "language" | "choose"> & { readonly children: ReactNode };

/** Texts in a given language, whatever was chosen around it. */
export function TextsIn({ language, choose, children }: InProps) {
  useLayoutEffect(() => {
    const before = document.documentElement.lang;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    return () => {
      document.documentElement.lang = before;
    };
  }, [language]);
  const value = useMemo(
    (): Value => ({
      language,
      t: (key, fillings = {}) =>
        languages[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(fillings[name] ?? "")),
      choose,
    }),
    [language, choose],
  );
  return <Context value={value}>{children}</Context>;
}

export function useTexts(): Value {
  const value = useContext(Context);
  if (!value) throw new Error("Texts are used inside their provider.");
  return value;
}
