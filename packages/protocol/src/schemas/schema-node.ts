import type { TSchema } from "typebox";
import type { Sensitivity } from "./field.ts";
import type { TextFormatName } from "./formats.ts";

/** A schema of this package as plain JSON Schema: every keyword that `field.ts` writes, and no other. */
export type SchemaNode = {
  readonly type: "object" | "array" | "string" | "boolean" | "integer";
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly format?: TextFormatName;
  readonly "x-about"?: string;
  readonly "x-type"?: "boolean" | "integer" | "number";
  readonly "x-required"?: "always" | "conditional";
  readonly "x-condition"?: string;
  readonly "x-since"?: "newer";
  readonly "x-sensitive"?: Sensitivity;
};

/** When a field is to be sent, as a sentence; undefined when the references name no condition. */
export function conditionText(node: SchemaNode): string | undefined {
  const condition = node["x-condition"];
  return condition === undefined || /^(?:Always|Only|Send)\b/.test(condition) ? condition : `Condition: ${condition}`;
}

export const toSchemaNode = (schema: TSchema): SchemaNode => schema as SchemaNode;
