import type { SchemaNode } from "./schema-node.ts";

/**
 * Every field below a schema, one line each:
 * `path always|conditional|optional max=characters items=elements enum=a|b format=name`; a dash means no such rule.
 */
export function fieldLines(node: SchemaNode, path = ""): readonly string[] {
  const required = new Set(node.required);
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const childPath = `${path === "" ? "" : `${path}.`}${name}${child.type === "array" ? "[]" : ""}`;
    const necessity = required.has(name) ? "always" : (child["x-required"] ?? "optional");
    // A line of goods inside a line of goods repeats the shape that stands above it.
    const inner = child.title === "CrossSell" ? [] : fieldLines(child.items ?? child, childPath);
    return [fieldLine(childPath, necessity, child), ...inner];
  });
}

function fieldLine(path: string, necessity: string, node: SchemaNode): string {
  const value = node.items ?? node;
  const isFlag = value["x-type"] === "boolean";
  return [
    path,
    necessity,
    `max=${node.maxLength ?? "-"}`,
    `items=${node.maxItems ?? "-"}`,
    `enum=${isFlag ? "-" : (value.enum?.join("|") ?? "-")}`,
    `format=${isFlag ? "boolean" : (value.format ?? (value.type === "integer" ? "integer" : "-"))}`,
  ].join(" ");
}
