import { textFormats } from "../schemas/formats.ts";
import { conditionText, type SchemaNode } from "../schemas/schema-node.ts";
import type { Block } from "./page.ts";
import { toAnchor } from "./page.ts";

/** A named object and the fields it has. */
export function fieldTable(node: SchemaNode): Block {
  const required = new Set(node.required);
  return {
    kind: "table",
    head: ["Field", "Type", "Required", "Meaning and rules"],
    rows: Object.entries(node.properties ?? {}).map(([name, field]) => [
      `\`${name}\``,
      typeText(field),
      requiredText(field, required.has(name)),
      meaning(field),
    ]),
  };
}

/** The named objects a message holds, at any depth, once each and in the order they are met. */
export function namedObjects(node: SchemaNode, found = new Map<string, SchemaNode>()): ReadonlyMap<string, SchemaNode> {
  for (const child of Object.values(node.properties ?? {})) {
    const inner = child.items ?? child;
    if (inner.type !== "object" || inner.title === undefined || found.has(inner.title)) continue;
    found.set(inner.title, inner);
    namedObjects(inner, found);
  }
  return found;
}

function typeText(node: SchemaNode): string {
  if (node.type === "array") return `Array of ${node.items ? typeText(node.items) : "anything"}`;
  if (node.type === "object") return `[${node.title}](objects.md#${toAnchor(node.title ?? "")})`;
  if (node.format === "iso-8601") return "Datetime";
  if (node.format === "url") return "URL";
  const literal = node["x-type"];
  return literal === undefined ? "String" : literalNames[literal];
}

const literalNames = { boolean: "Boolean", integer: "Integer", number: "Number" } as const;

function requiredText(node: SchemaNode, isRequired: boolean): string {
  if (isRequired) return "yes";
  if (node["x-required"] === "always") return "yes, but for one exception";
  return node["x-required"] === undefined ? "no" : "conditional";
}

const ruleOf = (node: SchemaNode): string | undefined => {
  if (node["x-type"] === "boolean" || node.format === undefined) return undefined;
  const { rule } = textFormats[node.format];
  return `${rule.replace(/^m/, "M")}.`;
};

function meaning(node: SchemaNode): string {
  const parts = [
    node.description,
    conditionText(node),
    node.maxLength !== undefined && `At most ${node.maxLength} characters.`,
    node.maxItems !== undefined && `At most ${node.maxItems} elements.`,
    node["x-type"] !== "boolean" && node.enum && `One of ${node.enum.map((value) => `\`${value}\``).join(", ")}.`,
    node.items?.enum && `Each one of ${node.items.enum.map((value) => `\`${value}\``).join(", ")}.`,
    ruleOf(node) ?? (node.items && ruleOf(node.items)),
    node["x-since"] && "Named by newer references only.",
    node["x-sensitive"] && "Never shown in messages or logs.",
  ];
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join(" ");
}
