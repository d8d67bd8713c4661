import { textFormats } from "./schemas/formats.ts";
import { conditionText, type SchemaNode } from "./schemas/schema-node.ts";

/** A JSON Schema as OpenAPI 3.1 takes it. */
export type PublishedSchema = Readonly<Record<string, unknown>>;

/** Named objects that were met, by name; filled while schemas are published. */
export type PublishedObjects = Map<string, PublishedSchema>;

/**
 * Publishes a schema of this package: objects with a name become components that are referred to, and scalars name every
 * JSON type in which the gateway takes them.
 */
export function publishSchema(node: SchemaNode, objects: PublishedObjects): PublishedSchema {
  if (node.type === "object") return publishObject(node, objects);
  if (node.type === "array") {
    const items = node.items ? publishSchema(node.items, objects) : {};
    return { type: "array", ...describe(node), ...pick(node, "maxItems"), items };
  }
  return { type: acceptedTypes(node), ...describe(node), ...publishText(node) };
}

function publishObject(node: SchemaNode, objects: PublishedObjects): PublishedSchema {
  const name = node.title ?? "";
  if (!objects.has(name)) {
    // The place is taken before the fields are published, so that components stand in the order they are met.
    objects.set(name, {});
    const properties = Object.entries(node.properties ?? {}).map(([field, child]) => {
      return [field, publishSchema(child, objects)] as const;
    });
    const required = node.required?.length ? { required: node.required } : {};
    const description = node["x-about"] ?? node.description;
    objects.set(name, { type: "object", description, ...required, properties: Object.fromEntries(properties) });
  }
  return { $ref: `#/components/schemas/${name}`, ...(node["x-about"] === undefined ? {} : describe(node)) };
}

function describe(node: SchemaNode): PublishedSchema {
  return {
    description: [node.description, conditionText(node)].filter((part) => part !== undefined).join(" "),
    ...pick(node, "x-since", "x-sensitive"),
  };
}

/** Documented as text; numbers and booleans are accepted as JSON literals too. */
function acceptedTypes(node: SchemaNode): string | readonly string[] {
  const literal = node["x-type"];
  return literal === undefined || node.type !== "string" ? node.type : ["string", literal];
}

function publishText(node: SchemaNode): PublishedSchema {
  if (node["x-type"] === "boolean" && node.enum) return { enum: ["true", "false", true, false] };
  const format = node.format && textFormats[node.format];
  return { ...pick(node, "maxLength", "enum"), ...format?.published };
}

const pick = <Key extends keyof SchemaNode>(
  node: SchemaNode,
  ...keys: readonly Key[]
): Partial<Pick<SchemaNode, Key>> =>
  Object.fromEntries(keys.filter((key) => node[key] !== undefined).map((key) => [key, node[key]])) as Partial<
    Pick<SchemaNode, Key>
  >;
