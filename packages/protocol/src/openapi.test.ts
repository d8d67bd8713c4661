import { Compile } from "typebox/schema";
import { expect, test } from "vitest";
import { gatewayResultCodes } from "./result-codes.ts";
import { acknowledged, acknowledgementSchema, notifications } from "./notifications/index.ts";
import { openApiDocument } from "./openapi.ts";
import { operations } from "./operations/index.ts";
import { type SchemaNode, toSchemaNode } from "./schemas/schema-node.ts";

type Json = { readonly [key: string]: Json } & { readonly $ref?: string };

const document = openApiDocument({ serverUrl: "http://localhost:8080" }) as unknown as Json & {
  paths: Record<string, { post: { operationId: string; responses: { 200: { description: string } } } }>;
  webhooks: Record<string, { post: { operationId: string; description: string } }>;
  components: { schemas: Record<string, { properties: Record<string, unknown>; required?: string[] }> };
};

const schemas = document.components.schemas;

/** Every object of the document, with the path that leads to it; examples are data and not looked into. */
function* nodesOf(value: unknown, path = "#"): Generator<readonly [string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null || path.endsWith("/value")) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [key, child] of Object.entries(value)) yield* nodesOf(child, `${path}/${key}`);
}

const nodes = [...nodesOf(document)];

test("the document is OpenAPI 3.1 with a path for every operation and a webhook for every notification", () => {
  expect(Object.keys(document)).toEqual(["openapi", "info", "servers", "tags", "paths", "webhooks", "components"]);
  expect(Object.entries(document.paths).map(([path, { post }]) => [path, post.operationId])).toEqual(
    Object.values(operations).map(({ path, name }) => [path, name]),
  );
  expect(Object.entries(document.webhooks).map(([name, { post }]) => [name, post.operationId])).toEqual(
    Object.keys(notifications).map((name) => [name, name]),
  );
});

test("every reference leads to a component", () => {
  const references = nodes.flatMap(([path, node]) =>
    typeof node["$ref"] === "string" ? [[path, node["$ref"]] as const] : [],
  );
  expect(references.length).toBeGreaterThan(100);
  for (const [path, reference] of references) {
    const [, , kind = "", name = ""] = reference.split("/");
    expect([path, (document.components as unknown as Json)[kind]?.[name]]).not.toEqual([path, undefined]);
  }
});

test("every component is referred to, and every object of the messages is one component", () => {
  const text = JSON.stringify(document);
  for (const name of Object.keys(schemas)) expect(text).toContain(`"#/components/schemas/${name}"`);
  const inline = nodes.filter(([path, node]) => node["type"] === "object" && path.split("/").length > 4);
  expect(inline.map(([path]) => path)).toEqual([]);
});

test("a component's name stands for one object, and needs no escape in a reference", () => {
  const objects = new Map<string, string>();
  const visit = (node: SchemaNode): void => {
    if (node.items) visit(node.items);
    if (node.type !== "object") return;
    const name = node.title ?? "";
    const content = JSON.stringify([node.required, node.properties]);
    expect([name, objects.get(name) ?? content]).toEqual([name, content]);
    if (objects.has(name)) return;
    objects.set(name, content);
    for (const child of Object.values(node.properties ?? {})) visit(child);
  };
  for (const { requestSchema, replySchema } of Object.values(operations)) {
    visit(toSchemaNode(requestSchema));
    visit(toSchemaNode(replySchema));
  }
  for (const { schema } of Object.values(notifications)) visit(toSchemaNode(schema));
  visit(toSchemaNode(acknowledgementSchema));
  expect(Object.keys(schemas).toSorted()).toEqual([...objects.keys()].toSorted());
  for (const name of Object.keys(schemas)) expect(name).toMatch(/^\w+$/);
});

test("required fields are fields", () => {
  for (const [name, { properties, required = [] }] of Object.entries(schemas)) {
    expect([name, required.filter((field) => !(field in properties))]).toEqual([name, []]);
  }
});

// What JSON Schema 2020-12 and OpenAPI 3.1 know of; anything else must say that it is an extension.
const schemaKeywords = new Set(
  "$ref type description required properties items maxItems maxLength enum format pattern".split(" "),
);

test("schemas use keywords of JSON Schema and extensions only, and patterns that compile", () => {
  const visit = (node: Record<string, unknown>): void => {
    for (const keyword of Object.keys(node)) expect(schemaKeywords.has(keyword) || keyword.startsWith("x-")).toBe(true);
    if (typeof node["pattern"] === "string") expect(() => new RegExp(node["pattern"] as string, "u")).not.toThrow();
    for (const child of Object.values((node["properties"] ?? {}) as Record<string, Record<string, unknown>>))
      visit(child);
    if (node["items"]) visit(node["items"] as Record<string, unknown>);
  };
  for (const schema of Object.values(schemas)) visit(schema);
});

type Content = { readonly schema: object; readonly examples: Record<string, { readonly value: object }> };

/** Both bodies of a call as the document shows them. */
const contentsIn = ({ post }: { readonly post: unknown }) => {
  const { requestBody, responses } = post as {
    requestBody: { content: { "application/json": Content } };
    responses: { 200: { content: { "application/json": Content } } };
  };
  return { request: requestBody.content["application/json"], reply: responses[200].content["application/json"] };
};

const contentsOf = ({ path }: { readonly path: string }) => contentsIn(document.paths[path] as { post: unknown });

const checkerOf = ({ schema }: Content) => Compile({ components: document.components, ...schema });

test.each(Object.values(operations))("the published examples of $name satisfy the published schemas", (operation) => {
  for (const content of Object.values(contentsOf(operation))) {
    const checker = checkerOf(content);
    const examples = Object.entries(content.examples);
    expect(examples.length).toBeGreaterThan(0);
    for (const [name, { value }] of examples) expect([name, checker.Check(value)]).toEqual([name, true]);
  }
});

test.each(Object.values(notifications))(
  "the published examples of $name and its acknowledgement satisfy the published schemas",
  ({ name }) => {
    const { request, reply } = contentsIn(document.webhooks[name] as { post: unknown });
    const checker = checkerOf(request);
    const examples = Object.entries(request.examples);
    expect(examples.length).toBeGreaterThan(0);
    for (const [example, { value }] of examples) expect([example, checker.Check(value)]).toEqual([example, true]);
    expect(checkerOf(reply).Check(acknowledged)).toBe(true);
    expect(reply).toMatchObject({ example: acknowledged });
  },
);

test.each([
  ["an amount with a point", { paymentAmount: { currency: "PHP", value: "12.5" } }],
  ["no amount", { paymentAmount: undefined }],
  ["a number for a switch", { enableInstallmentCollection: 1 }],
  ["a product that is none", { productCode: "SOMETHING" }],
  ["an id that is too long", { paymentRequestId: "a".repeat(65) }],
])("the published schema refuses %s, at any depth", (_, change) => {
  const { request } = contentsOf(operations.createPaymentSession);
  const body = JSON.parse(JSON.stringify({ ...request.examples["wallet-gcash"]?.value, ...change })) as object;
  expect(checkerOf(request).Check(body)).toBe(false);
});

test("a request that is refused for its form is no example of a request, but its reply is one of a reply", () => {
  const { request, reply } = contentsOf(operations.createPaymentSession);
  expect(request.examples).not.toHaveProperty("illegal-amount");
  expect(reply.examples).toHaveProperty("illegal-amount");
});

test("literals that are accepted are in the types", () => {
  expect(schemas["CreatePaymentSessionRequest"]?.properties["enableInstallmentCollection"]).toMatchObject({
    type: ["string", "boolean"],
    enum: ["true", "false", true, false],
  });
  expect(schemas["CreditPayPlan"]?.properties["installmentNum"]).toMatchObject({ type: ["string", "integer"] });
  expect(schemas["Amount"]?.properties["value"]).toMatchObject({ type: "string", maxLength: 16 });
});

test("the documents name the same result codes as the operations, both ways", () => {
  for (const { path, resultCodes } of Object.values(operations)) {
    const described = document.paths[path]?.post.responses[200].description ?? "";
    const named = new Set([...described.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code));
    expect(named).toEqual(new Set([...resultCodes, ...gatewayResultCodes]));
  }
  for (const { name, resultCodes } of Object.values(notifications)) {
    const lines = [...(document.webhooks[name]?.post.description ?? "").matchAll(/^- `([A-Z_]+)`/gm)];
    expect(lines.map(([, code]) => code)).toEqual(resultCodes);
  }
});

test("the document stays small enough to read", () => {
  expect(JSON.stringify(document).length).toBeLessThan(250_000);
});
