import fc from "fast-check";
import { type FuzzCase, illegal } from "./fuzz-case.ts";
import { addMember, changeAt, dropAt, findPlace, type JsonTree, leaf, printTree, setAt } from "./json-tree.ts";
import { printStyle, validTree, withRequestId } from "./valid-bodies.ts";

/*
 * Requests with exactly one thing wrong: PARAM_ILLEGAL must come back and name the field. What is wrong is written here by
 * hand from the reference, not taken from the gateway's schemas, which would only prove that they agree with themselves.
 * Source: Antom, createPaymentSession reference, read 2026-11-22.
 */

type Fault = {
  readonly field: string;
  /** Undefined when the tree does not have what the fault needs. */
  readonly plant: (tree: JsonTree) => JsonTree | undefined;
};

const has = (tree: JsonTree, path: string): boolean => findPlace(tree, path) !== undefined;

const requiredFields = [
  "productCode",
  "paymentRequestId",
  "order",
  "order.referenceOrderId",
  "order.orderDescription",
  "order.orderAmount",
  "order.orderAmount.currency",
  "order.orderAmount.value",
  "paymentAmount",
  "paymentAmount.currency",
  "paymentAmount.value",
  "paymentRedirectUrl",
];

/** Required unless productScene is given. */
const requiredWithoutScene = ["paymentMethod", "paymentMethod.paymentMethodType", "settlementStrategy"];

const isRequiredIn = (tree: JsonTree, field: string): boolean =>
  requiredFields.includes(field) || (has(tree, field) && !has(tree, "productScene"));

/** Absent, null and empty text are one. */
const absentFault: fc.Arbitrary<Fault> = fc
  .tuple(fc.constantFrom(...requiredFields, ...requiredWithoutScene), fc.constantFrom("dropped", "null", '""'))
  .map(([field, how]) => ({
    field,
    plant: (tree) => {
      if (!isRequiredIn(tree, field)) return undefined;
      return how === "dropped" ? dropAt(tree, field) : setAt(tree, field, leaf(how));
    },
  }));

const at = (field: string, texts: fc.Arbitrary<string>): fc.Arbitrary<Fault> =>
  texts.map((text) => ({
    field,
    plant: (tree) => (has(tree, holderOf(field)) ? setAt(tree, field, leaf(text)) : undefined),
  }));

const holderOf = (field: string): string => field.split(".").slice(0, -1).join(".");

const json = (...values: readonly unknown[]): fc.Arbitrary<string> =>
  fc.constantFrom(...values.map((value) => JSON.stringify(value)));

const objectFields = ["order", "order.orderAmount", "order.buyer", "paymentAmount", "settlementStrategy", "env"];
const textFields = ["paymentRequestId", "order.referenceOrderId", "order.orderDescription", "paymentAmount.value"];

const wrongKindFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom(...objectFields).chain((field) => at(field, json("text", 1, true, [], [{}]))),
  fc.constantFrom(...textFields).chain((field) => at(field, json({}, [], ["1"], { value: "1" }))),
  at("order.goods", json({}, "text", 7)),
);

/** One character too many, whatever the character weighs. */
const tooLongFault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.constantFrom(
      ["paymentRequestId", 64] as const,
      ["order.referenceOrderId", 64] as const,
      ["order.orderDescription", 256] as const,
      ["order.buyer.referenceBuyerId", 64] as const,
    ),
    fc.constantFrom("a", "é", "😀"),
    fc.constantFrom(1, 2, 1000),
  )
  .chain(([[field, countMax], character, more]) => at(field, json(character.repeat(countMax + more))));

const longUrl = `https://shop.example.com/${"a".repeat(2_048)}`;
const wrongUrls = json(
  "not a url",
  "/relative",
  "http://",
  "https://a b/",
  "javascript:alert(1)",
  "data:text/html,x",
  longUrl,
);

const wrongDates = json(
  "tomorrow",
  "2026-11-22",
  "2026-13-01T00:00:00Z",
  "2026-02-30T00:00:00Z",
  "2026-11-22T25:00:00Z",
  "2026-11-22T10:00:00",
  "2026-11-22 10:00:00Z",
  "1795314660123",
  "2026-11-22T10:00:00+99:00",
);

/** Numbers as text and as JSON numbers, none of them a positive whole number of at most 16 digits. */
const wrongAmounts: fc.Arbitrary<string> = fc.oneof(
  json("0", "-1", "1.5", "1,000", "0100", " 100", "100 ", "+100", "1e3", "0x10", "NaN", "Infinity", "１００", "一百"),
  json(0, -1, 1.5, 0.1, -0.5, true, 1e21),
  fc.constantFrom("1e400", "-0", "1.0000000000000000001", "123456789012345678901234567890", '"12345678901234567"'),
  fc.bigInt({ min: -(10n ** 30n), max: 0n }).map(String),
  fc.bigInt({ min: 10n ** 16n, max: 10n ** 40n }).map((value) => `"${value}"`),
);

const wrongValueFault: fc.Arbitrary<Fault> = fc.oneof(
  at("paymentAmount.value", wrongAmounts),
  at("order.orderAmount.value", wrongAmounts),
  at("paymentAmount.currency", json("usd", "US", "USDX", "840", "$", "ÜSD", "XQQ")),
  at("productCode", json("CASHIER", "cashier_payment", "AGREEMENT_PAYMENT", "CASHIER_PAYMENT ")),
  at("productScene", json("POPUP", "checkout_payment")),
  at("env.terminalType", json("TV", "web")),
  at("paymentFactor.captureMode", json("LATER", "manual")),
  at("paymentFactor.isAuthorization", json("yes", "TRUE", 1, 0, "1")),
  at("merchantRegion", json("SGP", "sg", "1", "日本")),
  at("paymentRedirectUrl", wrongUrls),
  at("paymentNotifyUrl", wrongUrls),
  at("paymentSessionExpiryTime", wrongDates),
  at("order.buyer.buyerRegistrationTime", wrongDates),
);

/** What no text of any field may hold, known or unknown. */
const uncleanFault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.constantFrom("order.orderDescription", "paymentRequestId", "zzUnknown"),
    fc.constantFrom('"a\\u0000b"', '"\\ud800"', '"x\\udc00\\ud800"'),
  )
  .map(([field, text]) => ({ field, plant: (tree) => setAt(tree, field, leaf(text)) }));

const duplicateFault: fc.Arbitrary<Fault> = fc
  .constantFrom("paymentRequestId", "paymentAmount", "order", "paymentAmount.value", "order.referenceOrderId")
  .map((field) => ({
    field,
    plant: (tree) => {
      const holder = findPlace(tree, holderOf(field)) ?? [];
      const key = field.split(".").at(-1) ?? "";
      return changeAt(tree, holder, (found) => duplicate(found, key));
    },
  }));

const duplicate = (tree: JsonTree, key: string): JsonTree => {
  const member = tree.kind === "object" ? tree.members.find(([name]) => name === key) : undefined;
  return member ? addMember(tree, member) : tree;
};

const tooDeepFault: fc.Arbitrary<Fault> = fc
  .tuple(fc.constantFrom(40, 100, 1_000, 20_000), fc.constantFrom(["[", "]"] as const, ['{"a":', "}"] as const))
  .map(([depth, [open, close]]) => ({
    field: "zzDeep",
    plant: (tree) => addMember(tree, ["zzDeep", leaf(`${open.repeat(depth)}1${close.repeat(depth)}`)]),
  }));

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: absentFault },
  { weight: 3, arbitrary: wrongKindFault },
  { weight: 2, arbitrary: tooLongFault },
  { weight: 8, arbitrary: wrongValueFault },
  { weight: 1, arbitrary: uncleanFault },
  { weight: 1, arbitrary: duplicateFault },
  { weight: 1, arbitrary: tooDeepFault },
);

export const invalidBodyCase: fc.Arbitrary<FuzzCase> = fc
  .tuple(validTree, fault, printStyle)
  .map(([tree, { field, plant }, style]) => ({ planted: plant(tree), field, style }))
  .filter(({ planted }) => planted !== undefined)
  .map(({ planted, field, style }) => ({
    name: `invalid ${field}`,
    operation: "createPaymentSession",
    body: (requestId) => Buffer.from(printTree(keepsFault(planted!, field, requestId), style)),
    // Deep texts and overlong names are cut in a message, so only the start of the path is asked for there.
    expected: illegal(field === "zzDeep" ? undefined : field),
  }));

/** A fault planted in the id itself must not be mended by giving the request an id of its own. */
const keepsFault = (tree: JsonTree, field: string, requestId: string): JsonTree =>
  field === "paymentRequestId" ? tree : withRequestId(tree, requestId);

/** Not an object in JSON at all. */
export const brokenBodyCase: fc.Arbitrary<FuzzCase> = fc
  .tuple(
    validTree,
    fc.constantFrom<(text: string) => Buffer>(
      () => Buffer.alloc(0),
      (text) => Buffer.from(text.slice(0, -1)),
      (text) => Buffer.from(`${text}}`),
      (text) => Buffer.from(`${text}${text}`),
      (text) => Buffer.from(text.replace(/}$/, ",}")),
      (text) => Buffer.from(text.replaceAll('"', "'")),
      (text) => Buffer.from(`\uFEFF${text}`),
      (text) => Buffer.from(`[${text}]`),
      (text) => Buffer.from(JSON.stringify(text)),
      (text) => Buffer.from(text, "utf16le"),
      (text) => Buffer.from(text.replace("{", '{"zz":NaN,')),
      (text) => Buffer.from(text.replace("{", '{"zz":"\n",')),
      (text) => Buffer.from(text.replace("{", '{"zz":01,')),
      (text) => Buffer.from(text.replace("{", '{"zz":"\\x41",')),
      (text) =>
        Buffer.concat([Buffer.from('{"zz":"'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from(`",${text.slice(1)}`)]),
      (text) =>
        Buffer.concat([Buffer.from('{"zz":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(`",${text.slice(1)}`)]),
      () => Buffer.from("null"),
      () => Buffer.from("12"),
      () => Buffer.from("true"),
      () => Buffer.from("<xml/>"),
      () => Buffer.from("a=1&b=2"),
      () => Buffer.alloc(64),
      (text) => Buffer.from(text.replace("{", '{"__proto__":{"isAdmin":true},')),
    ),
  )
  .map(([tree, spoil]) => ({
    name: "broken body",
    operation: "createPaymentSession",
    body: (requestId) => spoil(printTree(withRequestId(tree, requestId))),
    expected: illegal(),
  }));
