import fc from "fast-check";
import { Compile } from "typebox/schema";
import { expect, test } from "vitest";
import { findViolation } from "./decoding/find-violation.ts";
import { findDuplicateKey, findSyntaxError } from "./decoding/json-text.ts";
import { normalize } from "./decoding/normalize.ts";
import { decoderOf } from "./decode.ts";
import { operations } from "./operations/index.ts";
import { toSchemaNode } from "./schemas/schema-node.ts";
import { cardRequest, checkoutPageRequest, walletRequest } from "./testing/sample-requests.ts";
import { violationMessage } from "./violation.ts";

const decode = decoderOf(operations.createPaymentSession);
const decodeText = (text: string) => decode(Buffer.from(text));
const sampleText = JSON.stringify(cardRequest());

const messageOf = (decoded: ReturnType<typeof decode>) => (decoded.ok ? "" : violationMessage(decoded.violation));

const withRaw = (members: string): string => `{${members},${sampleText.slice(1)}`;

test.each([
  ["", "the body must be valid JSON: a value is expected at line 1, column 1, where it ends"],
  ["   ", "the body must be valid JSON: a value is expected at line 1, column 4, where it ends"],
  ["{", "a key in double quotes or } is expected at line 1, column 2, where it ends"],
  ['{"a":1,}', "a key in double quotes is expected at line 1, column 8"],
  ['{"a" 1}', "a colon is expected at line 1, column 6"],
  ['{\n "a": [1 2]\n}', "a comma or ] is expected at line 2, column 10"],
  ['{"a":"b" "c"}', "a comma or } is expected at line 1, column 10"],
  ["{'a':1}", "a key in double quotes or } is expected at line 1, column 2"],
  ['{"a":01}', "a comma or } is expected at line 1, column 7"],
  ['{"a":1}x', "the end is expected at line 1, column 8"],
  ["\uFEFF{}", "a value is expected at line 1, column 1"],
  ["[]", "the body must be a JSON object; received an array"],
  ["null", "the body must be a JSON object"],
  ['"4054695723100768"', "the body must be a JSON object; received a value of 16 characters"],
  [withRaw('"paymentRequestId":"x"'), "paymentRequestId must not be given twice"],
  [withRaw(String.raw`"payment\u0052equestId":"x"`), "paymentRequestId must not be given twice"],
  [withRaw('"extra":[{"a":{"b":1,"c":2,"b":3}}]'), "extra[0].a.b must not be given twice"],
  [withRaw('"__proto__":{"x":1}'), "__proto__ is not a field name that is accepted"],
  [withRaw('"extra":{"__proto__":1}'), "extra.__proto__ is not a field name that is accepted"],
  [withRaw(String.raw`"extra":["a\u0000b"]`), "extra[0] must not contain NUL or half of a surrogate pair"],
  [withRaw(String.raw`"extra":"\ud83d"`), "extra must not contain NUL or half of a surrogate pair"],
  [withRaw(String.raw`"ex\u0000tra":1`), String.raw`ex\u0000tra must not have NUL`],
  [withRaw('"extra":9007199254740993'), "extra must be written as text: as a number it would lose digits"],
  [withRaw('"extra":[1e400]'), "extra[0] must be written as text: as a number it would lose digits"],
  [withRaw('"extra":{"rate":[0.12345678901234567]}'), "extra.rate[0] must be written as text"],
  [withRaw('"extra":1.0000000000000000001'), "extra must be written as text"],
  [
    withRaw(`"extra":${"[".repeat(40)}${"]".repeat(40)}`),
    `extra${"[0]".repeat(31)} is nested too deep: at most 32 levels`,
  ],
])("%s is refused with the reason", (text, message) => {
  expect(messageOf(decodeText(text))).toContain(message);
});

test.each([
  ["escaped letters", withRaw(String.raw`"extra":"\u0041\ud83d\ude00"`)],
  [
    "numbers with a point or an exponent that lose nothing",
    withRaw('"extra":[1.25,1e2,0.5E1,-0.10,16.14999121587073,true]'),
  ],
  ["quotes and colons inside text", withRaw(String.raw`"extra":"a\\\": {\"b\":1}\\"`)],
  ["31 levels of depth", withRaw(`"extra":${"[".repeat(31)}${"]".repeat(31)}`)],
  ["blanks between everything", JSON.stringify(cardRequest(), null, 3).replaceAll("\n", "\r\n\t")],
])("%s are no reason to refuse", (_, text) => {
  expect(messageOf(decodeText(text))).toBe("");
});

test("bytes that are not UTF-8 are refused", () => {
  const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
  expect(messageOf(decode(bytes))).toBe("Illegal parameter: the body must be valid UTF-8");
});

test("a million opening brackets are refused, not a stack overflow", () => {
  expect(messageOf(decodeText("[".repeat(1_000_000)))).toContain("must be valid JSON");
  const deep = `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  expect(messageOf(decodeText(deep))).toContain("is nested too deep");
});

test("no message repeats card data, wherever it stands", () => {
  const card = { cardNo: "4054695723100769", cvv: "32x", cpf: "123.456", payerEmail: `${"a".repeat(65)}@x` };
  for (const [name, value] of Object.entries(card)) {
    const body = cardRequest();
    Object.assign((body["paymentMethod"] as Record<string, object>)["paymentMethodMetaData"] ?? {}, { [name]: value });
    const message = messageOf(decodeText(JSON.stringify(body)));
    expect(message).toContain("characters");
    expect(message).not.toContain(value);
  }
  const misplaced = JSON.stringify({ ...cardRequest(), merchantRegion: "4054 6957 2310 0768" });
  expect(messageOf(decodeText(misplaced))).toContain("received a value of 19 characters");
});

test("control characters and overrides of direction are shown as escapes", () => {
  const message = messageOf(decodeText(JSON.stringify({ ...cardRequest(), merchantRegion: "a\r\nb\u202Ec" })));
  expect(message).toContain(String.raw`received "a\u000d\u000ab\u202ec"`);
});

test("any bytes are answered, never thrown at", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof decode(Buffer.from(bytes)).ok === "boolean"),
  );
});

test("any JSON is answered, with a message of at most 256 characters and no control character", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const message = messageOf(decodeText(text));
      return [...message].length <= 256 && !/\p{Cc}/u.test(message);
    }),
  );
});

const samples = fc.constantFrom(cardRequest, walletRequest, checkoutPageRequest);

test("a sample with bytes changed is answered", () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(samples, edits, (sample, changes) => {
      const bytes = Buffer.from(JSON.stringify(sample()));
      for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
      return typeof decode(bytes).ok === "boolean";
    }),
    { numRuns: 500 },
  );
});

const newFields = fc.dictionary(
  fc.string({ minLength: 1 }).map((name) => `x-${name.replaceAll("\0", "")}`),
  fc.jsonValue({ maxDepth: 3, noUnicodeString: true }),
);

test("a valid sample stays valid with unknown fields added", () => {
  const isHarmless = (text: string) => !/__proto__|\\u|\d{16}|e\+?\d/.test(text);
  fc.assert(
    fc.property(samples, newFields, (sample, fields) => {
      fc.pre(isHarmless(JSON.stringify(fields)));
      const body = { ...sample(), ...fields, order: { ...(sample()["order"] as object), ...fields } };
      return decodeText(JSON.stringify(body)).ok;
    }),
  );
});

test("a text is JSON exactly when no syntax error is found in it", () => {
  const nearJson = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\ue1.-+tn0 '.split("")), maxLength: 12 });
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), nearJson, fc.string()),
      (text) => (findSyntaxError(text) === undefined) === isJson(text),
    ),
    { numRuns: 2000 },
  );
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test("JSON written from a value has no key twice", () => {
  fc.assert(fc.property(fc.json(), (text) => findDuplicateKey(text) === undefined));
});

// The compiled check decides and the explanation explains; were they of two minds, a refusal would have no reason.
test.each(Object.values(operations).map((operation) => [operation.name, operation] as const))(
  "for %s a violation is found exactly when the compiled check refuses",
  (_, { requestSchema }) => {
    const validator = Compile(requestSchema);
    const values = fc.oneof(
      fc.jsonValue(),
      samples.map((sample) => sample()),
      mutatedSample(),
    );
    fc.assert(
      fc.property(values, (value) => {
        if (typeof value === "object" && value !== null) normalize(value, true);
        return validator.Check(value) === (findViolation(toSchemaNode(requestSchema), value) === undefined);
      }),
      { numRuns: 500 },
    );
  },
);

/** A sample with one of its values, at any depth, replaced. */
function mutatedSample() {
  return fc
    .tuple(samples, fc.nat(), fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })))
    .map(([sample, place, value]) => {
      const body = sample();
      const places: (() => void)[] = [];
      const visit = (holder: Record<string, unknown>) => {
        for (const [key, child] of Object.entries(holder)) {
          places.push(() => (holder[key] = value));
          if (typeof child === "object" && child !== null) visit(child as Record<string, unknown>);
        }
      };
      visit(body);
      places[place % places.length]?.();
      return body;
    });
}
