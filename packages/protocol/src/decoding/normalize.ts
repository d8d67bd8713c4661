/**
 * The one form that every accepted spelling of a value is brought to before anything looks at it: numbers and booleans
 * become the text the references ask for, members that are null or empty text are taken out. Nothing else changes.
 */
import type { Violation } from "../violation.ts";

/** Objects and arrays inside each other. */
export const depthMax = 32;

export type Normalized = { readonly violation: Violation | undefined; readonly keyCount: number };

type Walk = { readonly hasEscapes: boolean; keyCount: number };

/**
 * Normalizes a freshly parsed body in place.
 * @param hasEscapes whether the JSON text has a `\u`: without one, no value can hold NUL or half a surrogate pair.
 */
export function normalize(body: object, hasEscapes: boolean): Normalized {
  const walk: Walk = { hasEscapes, keyCount: 0 };
  const violation = Array.isArray(body) ? normalizeElements(body, walk, 1) : normalizeMembers(body as Members, walk, 1);
  return { violation, keyCount: walk.keyCount };
}

type Members = Record<string, unknown>;

function normalizeMembers(holder: Members, walk: Walk, depth: number): Violation | undefined {
  for (const key in holder) {
    if (!Object.hasOwn(holder, key)) continue;
    walk.keyCount++;
    if (key === "__proto__") return refused(key, "is not a field name that is accepted");
    if (walk.hasEscapes && !isCleanText(key)) return refused(key, uncleanKeyRule);
    const value = holder[key];
    if (value === "" || value === null) {
      delete holder[key];
      continue;
    }
    if (typeof value === "string") {
      if (walk.hasEscapes && !isCleanText(value)) return refused(key, uncleanRule);
    } else if (typeof value === "object") {
      const violation = normalizeChild(value, walk, depth);
      if (violation) return within(key, violation);
    } else if (typeof value === "number" || typeof value === "boolean") {
      if (!isExact(value)) return refused(key, inexactRule);
      holder[key] = String(value);
    }
  }
  return undefined;
}

/** Empty and null elements stay: taking one out would move the others. */
function normalizeElements(holder: unknown[], walk: Walk, depth: number): Violation | undefined {
  for (let index = 0; index < holder.length; index++) {
    const value = holder[index];
    if (typeof value === "string") {
      if (walk.hasEscapes && !isCleanText(value)) return refused(`[${index}]`, uncleanRule);
    } else if (typeof value === "object" && value !== null) {
      const violation = normalizeChild(value, walk, depth);
      if (violation) return within(`[${index}]`, violation);
    } else if (typeof value === "number" || typeof value === "boolean") {
      if (!isExact(value)) return refused(`[${index}]`, inexactRule);
      holder[index] = String(value);
    }
  }
  return undefined;
}

function normalizeChild(child: object, walk: Walk, depth: number): Violation | undefined {
  if (depth >= depthMax) return refused("", `is nested too deep: at most ${depthMax} levels`);
  return Array.isArray(child)
    ? normalizeElements(child, walk, depth + 1)
    : normalizeMembers(child as Members, walk, depth + 1);
}

export const inexactRule = "must be written as text: as a number it would lose digits";
const uncleanRule = "must not contain NUL or half of a surrogate pair";
const uncleanKeyRule = "must not have NUL or half of a surrogate pair in its name";

/** Whole numbers beyond 2^53 have already been rounded by the time they are seen here. */
const isExact = (value: number | boolean): boolean =>
  typeof value === "boolean" || (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value));

const isCleanText = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

const refused = (field: string, rule: string): Violation => ({ field, rule, received: undefined });

const within = (holder: string, { field, rule, received }: Violation): Violation => ({
  field: field === "" || field.startsWith("[") ? `${holder}${field}` : `${holder}.${field}`,
  rule,
  received,
});
