import type { JsonPath } from "./json-text.ts";

/** The gateway's own schema of a request, as far as a form and an editor need it. */
export type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly items?: Schema;
  readonly "x-type"?: string;
};

/** The schema of what stands at a path; undefined for what the schema does not know. */
export function schemaAt(schema: Schema, path: JsonPath): Schema | undefined {
  let found: Schema | undefined = schema;
  for (const step of path) found = typeof step === "number" ? found?.items : found?.properties?.[step];
  return found;
}

/** An empty value to begin with. */
export function emptyOf({ type, items }: Schema): unknown {
  if (type === "object") return {};
  if (type === "array") return items?.type === "object" ? [{}] : [""];
  return "";
}
