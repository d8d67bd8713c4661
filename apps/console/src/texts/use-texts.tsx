import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { en, type TextKey } from "./en.ts";
import { zh } from "./zh.ts";

export type Language = "en" | "zh";
type Fillings = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, fillings?: Fillings) => string;

const languages = { en, zh };
const storageKey = "opencashier-language";

const chosenLanguage = (): Language => {
  const kept = localStorage.getItem(storageKey);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
};

type Value = { readonly t: Translate; readonly language: Language; readonly choose: (language: Language) => void };

const Context = createContext<Value | undefined>(undefined);

export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(chosenLanguage);
  const value = useMemo((): Value => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    return {
      language,
      t: (key, fillings = {}) =>
        languages[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(fillings[name] ?? "")),
      choose(next) {
        localStorage.setItem(storageKey, next);
        setLanguage(next);
      },
    };
  }, [language]);
  return <Context value={value}>{children}</Context>;
}

export function useTexts(): Value {
  const value = useContext(Context);
  if (!value) throw new Error("Texts are used inside their provider.");
  return value;
}
