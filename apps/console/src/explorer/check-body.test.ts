import { decoderOf, examplesOf, type OperationName, operations } from "@opencashier/protocol";
import { expect, test } from "vitest";
import { findBodyFaults } from "./check-body.ts";
import type { Schema } from "./schema.ts";

const isOperationName = (name: string): name is OperationName => Object.hasOwn(operations, name);
const names = Object.keys(operations).filter(isOperationName);
const schemaOf = (name: OperationName) => operations[name].requestSchema as unknown as Schema;

test.each(names)("no example of %s that the gateway takes is called wrong", (name) => {
  const decode = decoderOf<unknown, unknown>(operations[name] as never);
  const taken = examplesOf(name).filter(({ request }) => decode(Buffer.from(JSON.stringify(request))).ok);
  expect(taken.length).toBeGreaterThan(0);
  for (const { title, request } of taken) {
    const wrong = findBodyFaults(schemaOf(name), request).filter(({ isHarmless }) => isHarmless !== true);
    expect([title, wrong]).toEqual([title, []]);
  }
});

const session = examplesOf("createPaymentSession")[0]?.request as Readonly<Record<string, unknown>>;

test.each([
  ["a field that must be there", { productCode: undefined }, [], "ruleRequired"],
  ["a field that is there and empty", { productCode: "" }, [], "ruleRequired"],
  ["a word that is no choice", { productCode: "CASH" }, ["productCode"], "ruleChoice"],
  ["too long a text", { paymentRequestId: "x".repeat(65) }, ["paymentRequestId"], "ruleLong"],
  ["text for an object", { paymentAmount: "48" }, ["paymentAmount"], "ruleKind"],
  [
    "an amount with a point",
    { paymentAmount: { currency: "SGD", value: "4.8" } },
    ["paymentAmount", "value"],
    "ruleFormat",
  ],
  ["a name nobody knows", { paymentAmuont: {} }, ["paymentAmuont"], "ruleUnknown"],
])("%s is marked where it stands", (_, change, path, text) => {
  expect(findBodyFaults(schemaOf("createPaymentSession"), { ...session, ...change })).toContainEqual(
    expect.objectContaining({ path, text }),
  );
});
