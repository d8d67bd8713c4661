/**
 * What must hold before a message's data is used: the other window may be of another release, or hostile. Each side of the
 * line has a table of field checks for every message it takes; fields that are not named are left alone.
 */
export type Check = (value: unknown) => boolean;

export type Checks<Messages> = {
  readonly [T in keyof Messages]: { readonly [Field in keyof Messages[T]]-?: Check };
};

export const isText: Check = (value) => typeof value === "string";
export const isFlag: Check = (value) => typeof value === "boolean";
/** CSS pixels of a frame: a taller one would only bury the merchant's page. */
export const isSize: Check = (value) => typeof value === "number" && value >= 0 && value <= 20_000;
export const isObject: Check = (value) => typeof value === "object" && value !== null;
export const areTexts: Check = (value) => isObject(value) && Object.values(value as object).every(isText);
/** A check that also passes a field that is not there. No factory: a table of calls would be kept by every bundler. */
export const perhapsText: Check = (value) => value === undefined || isText(value);
export const perhapsTexts: Check = (value) => value === undefined || areTexts(value);
export const perhapsObject: Check = (value) => value === undefined || isObject(value);

/** @param checks a message's row of the tables above. */
export const holds = (checks: Readonly<Record<string, Check>>, data: unknown): boolean =>
  isObject(data) &&
  Object.entries(checks).every(([field, check]) => check((data as Readonly<Record<string, unknown>>)[field]));
