import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { runFaultsClear, runFaultsSet, runFaultsShow } from "./faults.ts";
import { runMerchantCreate } from "./merchant.ts";
import { UsageError } from "./usage-error.ts";

const dataDir = mkdtempSync(join(tmpdir(), "opencashier-cli-faults-"));
const common = { dataDir, json: true };
const of = { ...common, merchant: "SANDBOX_FAULTY" };
const plan = { rules: [{ fault: { kind: "lost-answer" }, everyNth: 3 }] };

const printed: string[] = [];
const print = vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
const lastJson = (): unknown => JSON.parse(printed.at(-1) ?? "{}");

function writePlan(text: string): string {
  const file = join(dataDir, "plan.json");
  writeFileSync(file, text);
  return file;
}

beforeAll(async () => {
  await runMerchantCreate({ ...common, name: "Shop", clientId: of.merchant });
  await runMerchantCreate({ ...common, name: "Live", clientId: "LIVE_SHOP" });
});
beforeEach(() => void printed.splice(0));
afterAll(() => {
  print.mockRestore();
  rmSync(dataDir, { recursive: true });
});

test("a plan is followed until it is cleared, with the seed that repeats it", async () => {
  await runFaultsSet(writePlan(JSON.stringify(plan)), { ...of, seed: "7" });
  await runFaultsShow(of);
  expect(lastJson()).toEqual({ plan, seed: "7", drawnCount: "0" });
  await runFaultsClear(of);
  expect(lastJson()).toEqual({ isCleared: true });
  await runFaultsShow(of);
  expect(lastJson()).toEqual({});
});

test.each([
  ["what is no JSON", "{", {}],
  ["a fault nobody knows", JSON.stringify({ rules: [{ fault: { kind: "fire" } }] }), {}],
  ["a seed that is no number", JSON.stringify(plan), { seed: "x" }],
  ["a merchant nobody knows", JSON.stringify(plan), { merchant: "SANDBOX_NOBODY" }],
  ["a live account", JSON.stringify(plan), { merchant: "LIVE_SHOP" }],
])("%s is refused", async (_, text, options) => {
  await expect(runFaultsSet(writePlan(text), { ...of, ...options })).rejects.toThrow(UsageError);
});
