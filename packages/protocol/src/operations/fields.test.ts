import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fieldLines } from "../schemas/field-lines.ts";
import { toSchemaNode } from "../schemas/schema-node.ts";
import { acknowledgementSchema, notifications } from "../notifications/index.ts";
import { operations } from "./index.ts";

/** Written from the reference, not from the schemas: a section per message, a line per field. */
const golden = readFileSync(new URL("fields.golden.txt", import.meta.url), "utf8");

const sections = new Map(
  golden
    .split(/^# /m)
    .slice(1)
    .map((section): [string, readonly string[]] => {
      const [title = "", ...lines] = section.trim().split("\n");
      return [title, lines];
    }),
);

const messages = [
  ...Object.values(operations).flatMap(({ name, requestSchema, replySchema }) => [
    [`${name} request`, requestSchema] as const,
    [`${name} reply`, replySchema] as const,
  ]),
  ...Object.values(notifications).map(({ name, schema }) => [`${name} body`, schema] as const),
  ["acknowledgement", acknowledgementSchema] as const,
];

test("the golden file lists every field of every message", () => {
  expect([...sections.keys()].toSorted()).toEqual(messages.map(([title]) => title).toSorted());
  expect([...sections.values()].flat()).toHaveLength(2354);
});

test.each(messages)(
  "every documented field of the %s is in its schema, with its lengths, values and formats",
  (title, schema) => {
    expect([...fieldLines(toSchemaNode(schema))].toSorted()).toEqual([...(sections.get(title) ?? [])].toSorted());
  },
);
