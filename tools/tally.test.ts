import { expect, test } from "vitest";
import type { VitestReport } from "./tally.ts";
import { addTallies, tallyVitest, toSummaryLine } from "./tally.ts";

const clean: VitestReport = {
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};
const failedTest = { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] };
const brokenFile = { status: "failed", assertionResults: [] };

test.each<[run: string, report: VitestReport | undefined, exitCode: number, line: string]>([
  ["everything passed", clean, 0, "2 passed, 0 failed"],
  ["a test failed", { ...clean, numFailedTests: 1, testResults: [failedTest] }, 1, "2 passed, 1 failed"],
  ["a file did not load", { ...clean, testResults: [brokenFile] }, 1, "2 passed, 1 failed"],
  [
    "a file did not load beside a failed test",
    { ...clean, numFailedTests: 1, testResults: [failedTest, brokenFile] },
    1,
    "2 passed, 2 failed",
  ],
  ["some were skipped", { ...clean, numPendingTests: 2, numTodoTests: 1 }, 0, "2 passed, 0 failed, 3 skipped"],
  ["an error outside every test", clean, 1, "2 passed, 1 failed"],
  ["no test at all", { ...clean, numPassedTests: 0 }, 0, "0 passed, 1 failed"],
  ["vitest died before its report", undefined, 1, "0 passed, 1 failed"],
])("when %s the summary is honest", (_, report, exitCode, line) => {
  expect(toSummaryLine(tallyVitest(report, exitCode))).toBe(line);
});

test("the steps and the suites add up", () => {
  const step = { passed: 1, failed: 0, skipped: 0 };
  expect(addTallies([step, step, { passed: 10, failed: 1, skipped: 2 }])).toEqual({
    passed: 12,
    failed: 1,
    skipped: 2,
  });
});
