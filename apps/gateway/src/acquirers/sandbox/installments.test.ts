import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { banksFor } from "./banks.ts";
import { findSandboxBin } from "./bins.ts";
import { installmentPlansFor } from "./installments.ts";

const numbersOf = (bin: string, currency: string, minor: bigint, region?: string) =>
  installmentPlansFor({ bin, amount: { currency, minor }, region }).map(({ installmentNum }) => installmentNum);

describe("installment plans", () => {
  test.each([
    ["BR", "429409", "BRL", 100_000n, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ["MX", "400605", "MXN", 100_000n, [3, 6, 9, 12, 18, 24]],
    ["CL", "460072", "CLP", 100_000n, [3, 6, 12]],
    ["KR", "949022", "KRW", 100_000n, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ["US", "400001", "USD", 100_000n, [3, 6, 12]],
  ])("of a credit card of %s are offered in its own currency", (_, bin, currency, minor, expected) => {
    expect(numbersOf(bin, currency, minor)).toEqual(expected);
    expect(numbersOf(bin, "EUR", minor)).toEqual([]);
  });

  test("are not offered for a debit card, elsewhere, out of bounds, or in another market than wanted", () => {
    expect(numbersOf("400002", "USD", 100_000n)).toEqual([]);
    expect(numbersOf("405469", "SGD", 100_000n)).toEqual([]);
    expect(numbersOf("429409", "BRL", 3_999n)).toEqual([]);
    expect(numbersOf("429409", "BRL", 4_000n)).toHaveLength(11);
    expect(numbersOf("429409", "BRL", 100_000n, "MX")).toEqual([]);
    expect(numbersOf("429409", "BRL", 100_000n, "BR")).toHaveLength(11);
    expect(numbersOf("429409", "BRL", 100_000n, "GLOBAL")).toHaveLength(11);
  });

  test("add up to the amount with a last installment that is positive and no larger than the others", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 4_000n, max: 4_000_000n }), (minor) => {
        for (const { installmentNum, installmentAmount } of installmentPlansFor({
          bin: "429409",
          amount: { currency: "BRL", minor },
        })) {
          const last = minor - installmentAmount.minor * BigInt(installmentNum - 1);
          expect(last > 0n && last <= installmentAmount.minor).toBe(true);
        }
      }),
    );
  });
});

describe("the sandbox's directories", () => {
  test("know both brands of a co-badged card", () => {
    expect(findSandboxBin("49700000").brands).toEqual(["CARTES_BANCAIRES", "VISA"]);
    expect(findSandboxBin("513000").brands).toEqual(["CARTES_BANCAIRES", "MASTERCARD"]);
    expect(findSandboxBin("411111").brands).toEqual(["VISA"]);
    expect(findSandboxBin("100000").brands).toEqual([]);
  });

  test("list the banks a payer chooses from, each once", () => {
    for (const method of ["ONLINEBANKING_FPX", "IDEAL", "P24"]) {
      const codes = banksFor(method).map(({ bankIdentifierCode }) => bankIdentifierCode);
      expect(codes.length).toBeGreaterThan(2);
      expect(new Set(codes).size).toBe(codes.length);
    }
    expect(banksFor("GCASH")).toEqual([]);
  });
});
