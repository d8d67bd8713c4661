import fc from "fast-check";
import { expect, test } from "vitest";
import { formatSignatureHeader, parseSignatureHeader, signatureHeaderCharsMax } from "./signature-header.ts";

const anySignature = fc.uint8Array({ minLength: 1, maxLength: 1_024 }).map((bytes) => Buffer.from(bytes));

test("what is written is read back the same", () => {
  fc.assert(
    fc.property(anySignature, fc.integer({ min: 0, max: 999_999_999 }), (signature, keyVersion) => {
      const text = formatSignatureHeader({ keyVersion, signature });
      expect(text).toMatch(/^algorithm=RSA256,keyVersion=\d+,signature=[A-Za-z0-9%]+$/);
      expect(parseSignatureHeader(text)).toEqual({
        ok: true,
        algorithm: "RSA256",
        keyVersion,
        signature,
        wasUrlEncoded: text.split("signature=")[1]?.includes("%"),
      });
    }),
    { numRuns: 200 },
  );
});

test("order, case of names, blanks and plain base64 make no difference", () => {
  const item = fc.constantFrom("algorithm", "keyVersion", "signature");
  const order = fc.shuffledSubarray(["algorithm", "keyVersion", "signature"], { minLength: 3 });
  const blanks = fc.array(fc.constantFrom("", " ", "  ", "\t"), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(anySignature, order, blanks, item, fc.boolean(), (signature, names, spaces, shouted, isPlain) => {
      const base64 = signature.toString("base64");
      const values: Record<string, string> = {
        algorithm: "RSA256",
        keyVersion: "7",
        signature: isPlain ? base64 : encodeURIComponent(base64),
      };
      const text = names
        .map((name, index) => {
          const spelled = name === shouted ? name.toUpperCase() : name;
          return `${spaces[index]}${spelled}=${values[name]}${spaces[index + 3]}`;
        })
        .join(",");
      expect(parseSignatureHeader(text)).toMatchObject({ ok: true, keyVersion: 7, signature });
    }),
    { numRuns: 200 },
  );
});

test("without a version the newest key is meant, so none is invented", () => {
  expect(parseSignatureHeader("signature=AAAA")).toMatchObject({ ok: true, keyVersion: undefined });
});

test.each([
  ["an empty text", ""],
  ["no signature item", "algorithm=RSA256,keyVersion=1"],
  ["an empty signature", "algorithm=RSA256,keyVersion=1,signature="],
  ["another algorithm", "algorithm=RSA512,keyVersion=1,signature=AAAA"],
  ["an empty algorithm", "algorithm=,signature=AAAA"],
  ["a version that is no number", "keyVersion=v1,signature=AAAA"],
  ["a negative version", "keyVersion=-1,signature=AAAA"],
  ["a version too long for a number", "keyVersion=12345678901234567890,signature=AAAA"],
  ["an item without a name", "=RSA256,signature=AAAA"],
  ["an item without a value", "algorithm,signature=AAAA"],
  ["two signatures", "signature=AAAA,signature=BBBB"],
  ["two versions", "keyVersion=1,keyVersion=2,signature=AAAA"],
  ["blanks inside the signature", "signature=AA AA"],
  ["base64url", "signature=AA-_"],
  ["missing padding", "signature=AAA"],
  ["padding in the middle", "signature=AA==AAAA"],
  ["a stray percent sign", "signature=AA%"],
  ["encoding twice", "signature=AAA%253D"],
  ["too many items", `${"a=b,".repeat(20)}signature=AAAA`],
  ["a text beyond the limit", `signature=${"A".repeat(signatureHeaderCharsMax)}`],
])("a header with %s is refused with a reason", (_, text) => {
  expect(parseSignatureHeader(text)).toEqual({ ok: false, reason: expect.stringMatching(/\w/) });
});

test("no text makes the parser throw, and no reason repeats the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const parsed = parseSignatureHeader(`signature=%zz${text}`);
      if (!parsed.ok && text.length > 12) expect(parsed.reason).not.toContain(text);
    }),
    { numRuns: 300 },
  );
});
