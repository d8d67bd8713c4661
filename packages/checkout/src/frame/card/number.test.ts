import { isCardNo } from "@opencashier/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regroup } from "./caret.ts";
import { groupNumber, hasCheckDigit, onlyDigits } from "./number.ts";

describe("grouping a card number", () => {
  test.each([
    ["4111111111111111", "4111 1111 1111 1111"],
    ["378282246310005", "3782 822463 10005"],
    ["36700102000000", "3670 010200 0000"],
    ["3670010200000000", "3670 0102 0000 0000"],
    ["6759649826438453000", "6759 6498 2643 8453 000"],
    [" 4111-1111 1111.1111 ", "4111 1111 1111 1111"],
    ["41111", "4111 1"],
    ["4111", "4111"],
    ["", ""],
  ])("%j reads %j", (text, grouped) => {
    expect(groupNumber(text)).toBe(grouped);
  });

  test("digits beyond the brand's longest number are not taken", () => {
    expect(onlyDigits(groupNumber("3782822463100051"))).toHaveLength(15);
    expect(onlyDigits(groupNumber("41111111111111111111111"))).toHaveLength(19);
  });

  test("grouping keeps every digit and its order", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,14}$/), (digits) => {
        expect(onlyDigits(groupNumber(digits))).toBe(digits);
      }),
    );
  });
});

test("the check digit is the gateway's own", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{12,19}$/), (digits) => {
      expect(hasCheckDigit(digits)).toBe(isCardNo(digits));
    }),
  );
});

describe("the caret", () => {
  const type = (before: string, after: string, caret: number) =>
    regroup({ before, after, caret, isDeletion: false }, groupNumber);
  const remove = (before: string, after: string, caret: number) =>
    regroup({ before, after, caret, isDeletion: true }, groupNumber);

  test("stays behind a digit that is typed in the middle", () => {
    expect(type("4111 1111", "4121 11111", 3)).toEqual({ text: "4121 1111 1", caret: 3 });
  });

  test("goes on to the next group with the digit that begins it", () => {
    expect(type("4111", "41112", 5)).toEqual({ text: "4111 2", caret: 6 });
  });

  test("Backspace on a blank removes the digit before it", () => {
    expect(remove("4111 2", "41112", 4)).toEqual({ text: "4112", caret: 3 });
  });

  test("Backspace in the middle keeps its place", () => {
    expect(remove("4111 1111", "4111 111", 6)).toEqual({ text: "4111 111", caret: 6 });
  });

  test("a pasted number leaves it at the end", () => {
    expect(type("", "4111-1111-1111-1111", 19)).toEqual({ text: "4111 1111 1111 1111", caret: 19 });
  });
});
