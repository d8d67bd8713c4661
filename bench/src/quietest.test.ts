import { expect, test } from "vitest";
import { measureQuietest } from "./quietest.ts";

test.each([
  ["a quiet first try is kept", [0.02, 0], 0.02, 1],
  ["a disturbed try is repeated until one is quiet", [0.5, 0.1, 0], 0.1, 2],
  ["of three disturbed tries the least disturbed is kept", [0.5, 0.2, 0.4, 0], 0.2, 3],
])("%s", async (_, shares, kept, triesExpected) => {
  let tries = 0;
  const measured = await measureQuietest(async () => ({ foreignShare: shares[tries++] ?? 0, stolenShare: 0 }));
  expect(measured.foreignShare).toBe(kept);
  expect(tries).toBe(triesExpected);
});
