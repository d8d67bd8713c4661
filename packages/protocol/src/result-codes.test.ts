import { expect, test } from "vitest";
import { notifications } from "./notifications/index.ts";
import { operations } from "./operations/index.ts";
import { cutText, gatewayResultCodes, isResultCode, resultCodes, toResult } from "./result-codes.ts";

test("SUCCESS alone is S, five codes are U, all others F", () => {
  const codesOf = (status: string) =>
    Object.entries(resultCodes).flatMap(([code, entry]) => (entry.status === status ? [code] : []));
  expect(codesOf("S")).toEqual(["SUCCESS"]);
  expect(codesOf("U").toSorted()).toEqual([
    "CAPTURE_IN_PROCESS",
    "PAYMENT_IN_PROCESS",
    "REFUND_IN_PROCESS",
    "REQUEST_TRAFFIC_EXCEED_LIMIT",
    "UNKNOWN_EXCEPTION",
  ]);
  expect(codesOf("F")).toHaveLength(77);
});

test("the list for createPaymentSession is the documented one, and the code for reused ids that an operator may choose", () => {
  expect([...operations.createPaymentSession.resultCodes].toSorted()).toEqual([
    "CARD_NOT_SUPPORTED",
    "NO_PAY_OPTIONS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "REPEAT_REQ_INCONSISTENT",
    "SUCCESS",
    "UNKNOWN_EXCEPTION",
  ]);
});

test("a notification tells what its operation may end with, but nothing that only a call can say", () => {
  const callOnly = ["KEY_NOT_FOUND", "NO_INTERFACE_DEF", "UNKNOWN_EXCEPTION", "REQUEST_TRAFFIC_EXCEED_LIMIT"];
  const pairs = [
    [notifications.notifyPayment, operations.pay],
    [notifications.notifyCapture, operations.capture],
    [notifications.notifyRefund, operations.refund],
  ] as const;
  for (const [{ name, resultCodes: told }, { resultCodes: answered }] of pairs) {
    const isOpen = (code: string): boolean => code.endsWith("_IN_PROCESS");
    const expected = answered.filter((code) => !callOnly.includes(code) && !isOpen(code));
    expect([name, expected.filter((code) => !told.includes(code))]).toEqual([name, []]);
    expect([name, told.filter((code) => callOnly.includes(code))]).toEqual([name, []]);
  }
});

test("every listed code is in the catalogue, once per list", () => {
  const lists = [...Object.values(operations), ...Object.values(notifications)].map(({ resultCodes: codes }) => codes);
  for (const codes of [gatewayResultCodes, ...lists]) {
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(isResultCode(code)).toBe(true);
  }
});

test("codes fit their field and texts end as sentences", () => {
  for (const [code, { message, advice }] of Object.entries(resultCodes)) {
    expect(code).toMatch(/^[A-Z_]{3,64}$/);
    expect(message).toMatch(/^.{4,255}\.$/);
    expect(advice).toMatch(/^.{4,255}\.$/);
  }
});

test("a result has the documented success text, or the text that is given", () => {
  expect(toResult("SUCCESS")).toEqual({ resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success." });
  expect(toResult("UNKNOWN_EXCEPTION", "x")).toEqual({
    resultCode: "UNKNOWN_EXCEPTION",
    resultStatus: "U",
    resultMessage: "x",
  });
});

test("a message is cut to 256 characters, never inside one", () => {
  const { resultMessage } = toResult("PROCESS_FAIL", "😀".repeat(300));
  expect([...resultMessage]).toHaveLength(256);
  expect(resultMessage.isWellFormed()).toBe(true);
  expect(resultMessage.endsWith("😀…")).toBe(true);
  expect(cutText("😀".repeat(256), 256)).toBe("😀".repeat(256));
});
