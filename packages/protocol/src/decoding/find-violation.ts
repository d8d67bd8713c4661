import { textFormats } from "../schemas/formats.ts";
import type { SchemaNode } from "../schemas/schema-node.ts";
import { toReceived, type Violation } from "../violation.ts";

/**
 * The first rule that a normalized value breaks, in the order the schema lists its fields; undefined when it breaks none.
 * Slower than the compiled check and of the same opinion: it runs only to explain a refusal.
 */
export function findViolation(node: SchemaNode, value: unknown, field = ""): Violation | undefined {
  switch (node.type) {
    case "object":
      return isObject(value) ? findInObject(node, value, field) : wrong(node, field, "must be an object", value);
    case "array":
      return Array.isArray(value) ? findInArray(node, value, field) : wrong(node, field, "must be an array", value);
    case "string":
      return findInText(node, value, field);
    case "boolean":
      return typeof value === "boolean" ? undefined : wrong(node, field, "must be true or false", value);
    case "integer":
      return Number.isInteger(value) ? undefined : wrong(node, field, "must be a whole number", value);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const wrong = (node: SchemaNode, field: string, rule: string, value: unknown): Violation => ({
  field,
  rule,
  received: toReceived(value, node["x-sensitive"] !== undefined),
});

function findInObject(
  node: SchemaNode,
  value: Readonly<Record<string, unknown>>,
  field: string,
): Violation | undefined {
  const required = new Set(node.required);
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const childField = field === "" ? name : `${field}.${name}`;
    const violation =
      value[name] !== undefined
        ? findViolation(child, value[name], childField)
        : required.has(name)
          ? { field: childField, rule: "is required", received: undefined }
          : undefined;
    if (violation) return violation;
  }
  return undefined;
}

function findInArray(node: SchemaNode, value: readonly unknown[], field: string): Violation | undefined {
  if (node.maxItems !== undefined && value.length > node.maxItems) {
    return { field, rule: `must have at most ${node.maxItems} elements`, received: `${value.length} elements` };
  }
  if (!node.items) return undefined;
  for (const [index, item] of value.entries()) {
    const violation = findViolation(node.items, item, `${field}[${index}]`);
    if (violation) return violation;
  }
  return undefined;
}

function findInText(node: SchemaNode, value: unknown, field: string): Violation | undefined {
  if (typeof value !== "string") return wrong(node, field, `must be ${expectedScalar(node)}`, value);
  if (node.enum && !node.enum.includes(value)) return wrong(node, field, enumRule(node.enum), value);
  if (node.maxLength !== undefined && [...value].length > node.maxLength) {
    return wrong(node, field, `must be at most ${node.maxLength} characters`, value);
  }
  const format = node.format && textFormats[node.format];
  return format && !format.test(value) ? wrong(node, field, format.rule, value) : undefined;
}

const expectedScalar = (node: SchemaNode): string => {
  if (node["x-type"] === "boolean") return "true or false";
  return node["x-type"] === undefined ? "text" : "a number";
};

const enumRule = (values: readonly string[]): string =>
  values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;
