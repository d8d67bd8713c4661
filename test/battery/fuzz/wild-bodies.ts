import fc from "fast-check";
import { declared, type FuzzCase } from "./fuzz-case.ts";
import { addMember, changeAt, type JsonTree, leaf, type Member, placesOf, printTree } from "./json-tree.ts";
import { printStyle, sampleTree, withRequestId } from "./valid-bodies.ts";

/*
 * Requests changed without knowing where it hurts. What comes back must be declared and signed, and blame nobody but the
 * request; what comes back as S must be plausible.
 */

const nastyTexts = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "\u202Egnp.exe",
  "\uFEFF",
  "é",
  "😀".repeat(300),
  "a".repeat(5_000),
  "'; drop table payment_sessions; --",
  "${7*7}",
  "{{constructor}}",
  "../../../../etc/passwd",
  "%00%0a%0d",
  "\r\nset-cookie: a=b",
  "<script>alert(1)</script>",
  "true",
  "null",
  "undefined",
  "NaN",
  "-1",
  "0",
  "1e9",
  "9007199254740993",
  "2026-02-29T00:00:00Z",
  "9999-12-31T23:59:59.999999999+14:00",
  "0000-00-00T00:00:00Z",
  "CARD",
  "GCASH",
  "4111111111111111",
  "__proto__",
  "constructor",
] as const;

const nastyLeaves = [
  ...nastyTexts.map((text) => JSON.stringify(text)),
  '"\\ud83d"',
  "0",
  "-0",
  "1e308",
  "1e400",
  "-1e-400",
  "0.1",
  "1.7976931348623157e309",
  "12345678901234567890",
  "true",
  "false",
  "null",
  "{}",
  "[]",
  "[[]]",
  '{"":""}',
  '{"toString":1,"hasOwnProperty":2,"then":3}',
  `[${"1,".repeat(500)}1]`,
];

const nasty: fc.Arbitrary<JsonTree> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nastyLeaves).map(leaf) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 80 }).map((text) => leaf(JSON.stringify(text))) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map(leaf) },
  { weight: 1, arbitrary: fc.double().map((value) => leaf(JSON.stringify(value))) },
);

type Edit = (tree: JsonTree) => JsonTree;

const somewhere =
  (where: number, change: (found: JsonTree) => JsonTree | undefined): Edit =>
  (tree) => {
    const places = placesOf(tree).slice(1);
    return changeAt(tree, places[where % Math.max(1, places.length)] ?? [], change) ?? tree;
  };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.nat().map((where) => somewhere(where, () => undefined)),
  fc.tuple(fc.nat(), nasty).map(([where, value]) => somewhere(where, () => value)),
  fc
    .tuple(fc.nat(), nasty, fc.string({ maxLength: 20 }))
    .map(([where, value, key]) => somewhere(where, (found) => addMember(found, [key, value]))),
  fc.nat().map((where) => somewhere(where, repeatFirst)),
  fc.nat().map((where) => somewhere(where, (found) => ({ kind: "list", items: [found] }))),
  fc.nat().map((where) => somewhere(where, (found) => ({ kind: "object", members: [["value", found]] }))),
);

/** A member or an item twice. */
function repeatFirst(tree: JsonTree): JsonTree {
  if (tree.kind === "leaf") return tree;
  if (tree.kind === "list") return { kind: "list", items: [...tree.items, ...tree.items.slice(0, 1)] };
  return { kind: "object", members: [...tree.members, ...tree.members.slice(0, 1)] };
}

export const wildBodyCase: fc.Arbitrary<FuzzCase> = fc
  .tuple(sampleTree, fc.array(edit, { minLength: 1, maxLength: 5 }), printStyle)
  .map(([tree, edits, style]) => ({
    name: "wild body",
    operation: "createPaymentSession",
    body: (requestId) => {
      const changed = edits.reduce((current, change) => change(current), withRequestId(tree, requestId));
      return Buffer.from(printTree(changed, style));
    },
    expected: declared,
  }));

type Splice = { readonly at: number; readonly dropCount: number; readonly insert: Uint8Array };

const splice: fc.Arbitrary<Splice> = fc.record({
  at: fc.nat(),
  dropCount: fc.nat(3),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 3 }),
    fc.constantFrom(...['"', "{", "}", "\\", ",", ":", "\0", "\n", "\\u0000"].map((text) => Buffer.from(text))),
  ),
});

/** Bytes flipped, lost and put in, without any regard for JSON. */
export const rawBytesCase: fc.Arbitrary<FuzzCase> = fc
  .tuple(sampleTree, fc.array(splice, { minLength: 1, maxLength: 4 }))
  .map(([tree, splices]) => ({
    name: "raw bytes",
    operation: "createPaymentSession",
    body: (requestId) =>
      splices.reduce<Buffer>(
        (bytes, { at, dropCount, insert }) => {
          const start = at % (bytes.length + 1);
          return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + dropCount)]);
        },
        Buffer.from(printTree(withRequestId(tree, requestId))),
      ),
    expected: declared,
  }));

const referenceMember: fc.Arbitrary<Member> = fc.tuple(
  fc.constantFrom("paymentRequestId", "paymentId", "merchantAccountId", "zzUnknown"),
  fc.oneof(nasty, fc.constant(leaf('"PR-unknown"'))),
);

/** The operations that name a payment and change nothing here, because nothing they name exists. */
export const referenceCase: fc.Arbitrary<FuzzCase> = fc
  .tuple(
    fc.constantFrom("inquiryPayment", "cancel", "retrievePaymentSession"),
    fc.array(referenceMember, { maxLength: 4 }),
    printStyle,
  )
  .map(([operation, members, style]) => ({
    name: `wild ${operation}`,
    operation: operation as FuzzCase["operation"],
    body: () => Buffer.from(printTree({ kind: "object", members }, style)),
    expected: declared,
  }));
