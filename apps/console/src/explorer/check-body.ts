import type { TextKey } from "../texts/en.ts";
import type { JsonPath } from "./json-text.ts";
import type { Schema } from "./schema.ts";

/** A rule of the schema that a body breaks; `text` and `fillings` say it in the reader's language. */
export type BodyFault = {
  readonly path: JsonPath;
  readonly text: TextKey;
  readonly fillings: Readonly<Record<string, string | number>>;
  /** A warning: the gateway takes the body all the same. */
  readonly isHarmless?: true;
};

/**
 * Everything in which a body differs from its schema, so that it is seen before it is sent. The gateway's own check
 * decides: what it knows beyond the schema is not told here, and nothing that it accepts is called wrong.
 */
export function findBodyFaults(schema: Schema, value: unknown, path: JsonPath = []): readonly BodyFault[] {
  // Empty members are left out by the gateway; a required one is then missing, which is told of the object around it.
  if (value === null || value === "") return [];
  if (schema.type === "object")
    return isObject(value) ? checkMembers(schema, value, path) : [kindFault(path, "object")];
  if (schema.type === "array")
    return Array.isArray(value) ? checkItems(schema, value, path) : [kindFault(path, "array")];
  return checkText(schema, value, path);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const kindFault = (path: JsonPath, kind: string): BodyFault => ({ path, text: "ruleKind", fillings: { kind } });

function checkMembers(
  { properties = {}, required = [] }: Schema,
  value: Readonly<Record<string, unknown>>,
  path: JsonPath,
): readonly BodyFault[] {
  const missing = required
    .filter((name) => value[name] === undefined || value[name] === null || value[name] === "")
    .map((name): BodyFault => ({ path, text: "ruleRequired", fillings: { name } }));
  const inside = Object.entries(value).flatMap(([name, inner]): readonly BodyFault[] => {
    const schema = properties[name];
    const place = [...path, name];
    if (!schema) return [{ path: place, text: "ruleUnknown", fillings: { name }, isHarmless: true }];
    return findBodyFaults(schema, inner, place);
  });
  return [...missing, ...inside];
}

function checkItems({ items, maxItems }: Schema, value: readonly unknown[], path: JsonPath): readonly BodyFault[] {
  const tooMany: readonly BodyFault[] =
    maxItems !== undefined && value.length > maxItems
      ? [{ path, text: "ruleTooMany", fillings: { max: maxItems } }]
      : [];
  const inside = items ? value.flatMap((item, place) => findBodyFaults(items, item, [...path, place])) : [];
  return [...tooMany, ...inside];
}

function checkText(schema: Schema, value: unknown, path: JsonPath): readonly BodyFault[] {
  const { enum: choices, maxLength, format } = schema;
  if (typeof value === "object") return [kindFault(path, schema["x-type"] ?? schema.type ?? "string")];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (choices && !choices.includes(text)) {
    return [{ path, text: "ruleChoice", fillings: { choices: choices.join(", ") } }];
  }
  if (maxLength !== undefined && [...text].length > maxLength) {
    return [{ path, text: "ruleLong", fillings: { max: maxLength } }];
  }
  const rule = format === undefined ? undefined : formats[format];
  return rule && !rule.pattern.test(text) ? [{ path, text: "ruleFormat", fillings: { example: rule.example } }] : [];
}

/** The spellings that are most often got wrong; the gateway checks many more. */
const formats: Readonly<Record<string, { readonly pattern: RegExp; readonly example: string } | undefined>> = {
  "minor-units": { pattern: /^[1-9]\d{0,15}$/, example: "4800" },
  "iso-4217": { pattern: /^[A-Z]{3}$/, example: "SGD" },
  "iso-3166": { pattern: /^[A-Z]{2}$/, example: "SG" },
  "iso-8601": { pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/, example: "2026-11-22T10:30:00+08:00" },
  date: { pattern: /^\d{4}-\d\d-\d\d$/, example: "2026-11-22" },
  url: { pattern: /^[a-z][a-z\d+.-]*:\S+$/i, example: "https://shop.example/paid" },
};
