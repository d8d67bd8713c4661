/** Whether an operator runs it with nothing but a folder, or with PostgreSQL and secrets of their own. */
export type Mode = "embedded" | "production";

/** How a text becomes a value. `says` completes "must be …". */
export type Kind<Value> = {
  readonly says: string;
  /** Undefined when the text is no such value. */
  readonly parse: (text: string) => Value | undefined;
};

/** What may be printed: all of it, nothing, or a URL without its credentials. */
export type Secrecy = "public" | "secret" | "url";

/** One thing an operator may decide. The key in `settings` is also the name in a configuration file. */
export type Setting<Value, Result = Value | undefined> = {
  /** Environment variables that carry it; documents and messages name the first. */
  readonly variables: readonly [string, ...string[]];
  readonly kind: Kind<Value>;
  readonly defaultOf: (mode: Mode) => Result;
  /** The default in words, for the documents. */
  readonly defaultText: string;
  readonly about: string;
  readonly secrecy: Secrecy;
};

type Definition<Value> = {
  readonly variables: readonly [string, ...string[]];
  readonly kind: Kind<Value>;
  readonly about: string;
  readonly secrecy?: Secrecy;
};

/** A setting that always has a value. @param fallback one default, or one for each mode */
export function settingWithDefault<Value>(
  definition: Definition<Value>,
  fallback: Value | Readonly<Record<Mode, Value>>,
): Setting<Value, Value> {
  const byMode = isByMode(fallback) ? fallback : { embedded: fallback, production: fallback };
  const { embedded, production } = byMode;
  const texts = [String(embedded), String(production)] as const;
  const defaultText = texts[0] === texts[1] ? texts[0] : `${texts[0]} embedded, ${texts[1]} production`;
  return { secrecy: "public", ...definition, defaultOf: (mode) => byMode[mode], defaultText };
}

function isByMode<Value>(fallback: Value | Readonly<Record<Mode, Value>>): fallback is Readonly<Record<Mode, Value>> {
  return typeof fallback === "object" && fallback !== null && "embedded" in fallback && "production" in fallback;
}

/** A setting that may stay without a value. @param defaultText what then happens, in words */
export const optionalSetting = <Value>(definition: Definition<Value>, defaultText: string): Setting<Value> => ({
  secrecy: "public",
  ...definition,
  defaultOf: () => undefined,
  defaultText,
});
