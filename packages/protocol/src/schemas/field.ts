/**
 * The words the schemas are written in. Every scalar of the API is documented as a string, while official SDKs send JSON
 * numbers and booleans too: decoding turns both into text first, so each scalar here is a checked text.
 * What plain JSON Schema cannot say stands in keywords that begin with `x-`:
 *
 *   x-type       boolean, integer or number: the JSON literal that is accepted beside the text
 *   x-required   "conditional", or "always" where the body alone decides an exception
 *   x-condition  when to send the field, in words
 *   x-since      "newer": named by newer references only
 *   x-about      what a named object is, where the description says what it means in one place
 *   x-sensitive  "pan", "cvc", "personal" or "token": its value never appears in a message
 *
 * The types are TypeBox's and tell what a message holds; the values are plain JSON Schema, made here, because loading
 * TypeBox's own builders takes 90 ms of every start.
 */
import type {
  Static,
  TArray,
  TBoolean,
  TEnum,
  TInteger,
  TObject,
  TOptional,
  TProperties,
  TSchema,
  TString,
} from "typebox";
import type { TextFormatName } from "./formats.ts";

export type Sensitivity = "pan" | "cvc" | "personal" | "token";

export type FieldOptions = {
  /** Most characters (Unicode code points). */
  readonly max?: number;
  readonly format?: TextFormatName;
  /** When to send the field. */
  readonly when?: string;
  readonly isNewer?: boolean;
  readonly sensitive?: Sensitivity;
};

const toKeywords = (description: string, { max, format, when, isNewer, sensitive }: FieldOptions) => ({
  description,
  ...(max === undefined ? {} : { maxLength: max }),
  ...(format === undefined ? {} : { format }),
  ...(when === undefined ? {} : { "x-condition": when }),
  ...(isNewer ? { "x-since": "newer" } : {}),
  ...(sensitive === undefined ? {} : { "x-sensitive": sensitive }),
});

/** JSON Schema under the TypeBox type that says the same. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the one place where a type is claimed
const plain = <Schema extends TSchema>(keywords: object): Schema => keywords as unknown as Schema;

export const text = (description: string, options: FieldOptions = {}): TString =>
  plain<TString>({ type: "string", ...toKeywords(description, options) });

/** One of a closed list of codes. */
export const choice = <const Values extends string[]>(
  values: readonly [...Values],
  description: string,
  options: FieldOptions = {},
): TEnum<Values> => plain<TEnum<Values>>({ type: "string", enum: values, ...toKeywords(description, options) });

export const flag = (description: string, options: FieldOptions = {}): TEnum<["true", "false"]> =>
  plain<TEnum<["true", "false"]>>({
    type: "string",
    enum: ["true", "false"],
    ...toKeywords(description, options),
    "x-type": "boolean",
  });

type NumberFormat = Extract<TextFormatName, "decimal" | `integer${string}`>;

/** A number, as text. Money is never one: see Amount. */
export const number = (format: NumberFormat, description: string, options: FieldOptions = {}): TString =>
  plain<TString>({
    type: "string",
    ...toKeywords(description, { ...options, format }),
    "x-type": format === "decimal" ? "number" : "integer",
  });

export const dateTime = (description: string, options: FieldOptions = {}): TString =>
  text(description, { ...options, format: "iso-8601" });

export const url = (description: string, options: FieldOptions = {}): TString =>
  text(description, { ...options, format: "url" });

/** @param options `max` is the most elements. */
export const list = <Item extends TSchema>(
  item: Item,
  description: string,
  options: FieldOptions = {},
): TArray<Item> => {
  const { max, ...rest } = options;
  const bound = max === undefined ? {} : { maxItems: max };
  return plain<TArray<Item>>({ type: "array", items: item, ...toKeywords(description, rest), ...bound });
};

/** An object that has a name of its own and is written once. Fields it does not name are kept and not looked at. */
export const object = <Properties extends TProperties>(
  title: string,
  description: string,
  properties: Properties,
): TObject<Properties> => {
  const required = Object.keys(properties).filter((name) => !optionalFields.has(properties[name] ?? {}));
  return plain<TObject<Properties>>({ type: "object", title, description, required, properties });
};

/** A use of a named object: what it means in this place. */
export const part = <Shape extends TSchema>(shape: Shape, description: string, options: FieldOptions = {}): Shape =>
  plain<Shape>({
    ...shape,
    "x-about": (shape as { description?: string }).description,
    ...toKeywords(description, options),
  });

/** Which fields an object does not list as required. JSON Schema says so at the object, the code at the field. */
const optionalFields = new WeakSet<TSchema>();

export const optional = <Field extends TSchema>(field: Field): TOptional<Field> => {
  const copy = plain<TOptional<Field>>({ ...field });
  optionalFields.add(copy);
  return copy;
};

/** Required when something else holds; the schema alone cannot refuse its absence. */
export const conditional = <Field extends TSchema>(when: string, field: Field): TOptional<Field> =>
  optional(plain<Field>({ ...field, "x-required": "conditional", "x-condition": when }));

/** Required, but for an exception that an operation's own rules decide. */
export const requiredUnless = <Field extends TSchema>(exception: string, field: Field): TOptional<Field> =>
  optional(plain<Field>({ ...field, "x-required": "always", "x-condition": `Always, unless ${exception}.` }));

/** Replies carry JSON booleans where official SDKs parse nothing else. */
export const literalFlag = (description: string, options: FieldOptions = {}): TBoolean =>
  plain<TBoolean>({ type: "boolean", ...toKeywords(description, options), "x-type": "boolean" });

/** Replies carry JSON numbers where official SDKs parse nothing else. */
export const literalInteger = (description: string, options: FieldOptions = {}): TInteger =>
  plain<TInteger>({ type: "integer", ...toKeywords(description, options), "x-type": "integer" });

export type { Static, TSchema };
