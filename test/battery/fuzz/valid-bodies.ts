import fc from "fast-check";
import { sampleMessages } from "../../conformance/sample-messages.ts";
import { type FuzzCase, success } from "./fuzz-case.ts";
import {
  addMember,
  changeAt,
  escapeEverything,
  findPlace,
  type JsonTree,
  leaf,
  type Member,
  placesOf,
  plainStyle,
  printTree,
  type PrintStyle,
  setAt,
  toTree,
} from "./json-tree.ts";

/*
 * Requests that must open a session: the samples, each written in ways that change nothing about what they mean.
 */

const samples: readonly JsonTree[] = [...sampleMessages.values()].map(toTree);

export const sampleTree: fc.Arbitrary<JsonTree> = fc.constantFrom(...samples);

type Edit = (tree: JsonTree) => JsonTree;

/** Names no reference knows; a gateway must not mind them. */
const unknownName = fc.stringMatching(/^[a-z][A-Za-z0-9 _-]{0,30}$/).map((name) => `zz${name}`);

const cleanText = fc
  .string({ unit: "grapheme", maxLength: 60 })
  .filter((text) => text.isWellFormed() && !text.includes("\0"));

const unknownValue: fc.Arbitrary<unknown> = fc.oneof(
  cleanText,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(""),
  fc.array(fc.oneof(cleanText, fc.integer()), { maxLength: 4 }),
  fc.dictionary(unknownName, cleanText, { maxKeys: 3, noNullPrototype: true }),
);

/** An unknown member beside the known ones of any object. */
const addUnknown: fc.Arbitrary<Edit> = fc
  .tuple(fc.nat(), unknownName, unknownValue)
  .map(([where, name, value]) => (tree) => {
    const objects = placesOf(tree).filter((place) => kindAt(tree, place) === "object");
    const place = objects[where % objects.length] ?? [];
    return changeAt(tree, place, (found) => addNew(found, [name, toTree(value)])) ?? tree;
  });

const addNew = (tree: JsonTree, member: Member): JsonTree =>
  tree.kind === "object" && tree.members.some(([name]) => name === member[0]) ? tree : addMember(tree, member);

function kindAt(tree: JsonTree, place: readonly number[]): string {
  let kind = "";
  changeAt(tree, place, (found) => {
    ({ kind } = found);
    return found;
  });
  return kind;
}

const shuffleMembers: fc.Arbitrary<Edit> = fc.nat().map((seed) => {
  let state = seed;
  const nextKey = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const shuffle = (tree: JsonTree): JsonTree => {
    if (tree.kind === "leaf") return tree;
    if (tree.kind === "list") return { kind: "list", items: tree.items.map(shuffle) };
    const keyed = tree.members.map(([name, value]) => [nextKey(), [name, shuffle(value)]] as const);
    const members = keyed.toSorted(([first], [second]) => first - second).map(([, member]): Member => member);
    return { kind: "object", members };
  };
  return (tree) => {
    state = seed;
    return shuffle(tree);
  };
});

/** Every scalar may come as text, as number or as boolean, where that means the same. */
const retypeScalars: fc.Arbitrary<Edit> = fc.constantFrom("loose", "text").map((form) => {
  const retype = (tree: JsonTree): JsonTree => {
    if (tree.kind === "list") return { kind: "list", items: tree.items.map(retype) };
    if (tree.kind === "object") {
      return { kind: "object", members: tree.members.map(([key, value]): Member => [key, retype(value)]) };
    }
    const { text } = tree;
    if (form === "text") return text.startsWith('"') ? tree : leaf(`"${text}"`);
    return /^"(?:true|false|0|-?[1-9]\d{0,14})"$/.test(text) ? leaf(text.slice(1, -1)) : tree;
  };
  return retype;
});

/** Limits count characters as people do, so 256 of them may be 1,024 bytes. */
const fillText: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom(["order.orderDescription", 256] as const, ["order.referenceOrderId", 64] as const),
    fc.constantFrom("é", "日", "😀", "\u{1F1F8}", "\u202e", '\\"'.slice(0, 1), "/"),
  )
  .map(
    ([[path, countMax], character]) =>
      (tree) =>
        setAt(tree, path, leaf(JSON.stringify(character.repeat(countMax)))),
  );

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: addUnknown },
    { weight: 2, arbitrary: shuffleMembers },
    { weight: 2, arbitrary: retypeScalars },
    { weight: 1, arbitrary: fillText },
  ),
  { maxLength: 4 },
);

export const printStyle: fc.Arbitrary<PrintStyle> = fc.record({
  blank: fc.constantFrom("", "", " ", "\n", "\t", "\r\n   ", "  \n\t "),
  writeText: fc.constantFrom<PrintStyle["writeText"]>(
    plainStyle.writeText,
    plainStyle.writeText,
    escapeEverything,
    (quoted) => quoted.replaceAll("/", "\\/"),
    (quoted) => quoted.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  ),
});

/** A valid body, still as a tree, so that one thing can be made wrong about it. */
export const validTree: fc.Arbitrary<JsonTree> = fc
  .tuple(sampleTree, edits)
  .map(([tree, list]) => list.reduce((current, edit) => edit(current), tree));

export const withRequestId = (tree: JsonTree, requestId: string): JsonTree =>
  findPlace(tree, "paymentRequestId") ? setAt(tree, "paymentRequestId", leaf(JSON.stringify(requestId))) : tree;

export const validBodyCase: fc.Arbitrary<FuzzCase> = fc.tuple(validTree, printStyle).map(([tree, style]) => ({
  name: "valid body",
  operation: "createPaymentSession",
  body: (requestId) => Buffer.from(printTree(withRequestId(tree, requestId), style)),
  expected: success,
}));
