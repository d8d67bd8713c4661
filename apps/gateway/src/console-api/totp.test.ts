import { expect, test } from "vitest";
import { findTotpStep, newTotpSecret, totpCode } from "./totp.ts";

// The RFC's secret "12345678901234567890" in base32.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

// Source: RFC 6238, appendix B, the last six of its eight digits.
test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at second %i the code is %s", (second, code) => {
  expect(totpCode(secret, Math.floor(second / 30))).toBe(code);
});

test("a code counts in its step and the ones beside it, and never twice", () => {
  const nowMs = 1_111_111_111_000;
  const step = Math.floor(nowMs / 30_000);
  expect(findTotpStep(secret, totpCode(secret, step), { nowMs, lastStep: 0 })).toBe(step);
  expect(findTotpStep(secret, totpCode(secret, step - 1), { nowMs, lastStep: 0 })).toBe(step - 1);
  expect(findTotpStep(secret, totpCode(secret, step - 2), { nowMs, lastStep: 0 })).toBeUndefined();
  expect(findTotpStep(secret, totpCode(secret, step), { nowMs, lastStep: step })).toBeUndefined();
});

test("secrets are 32 signs of base32, and no two are alike", () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
});
