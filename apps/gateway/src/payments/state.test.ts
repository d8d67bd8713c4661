import { operations, type ResultCode, resultCodes } from "@opencashier/protocol";
import { afterEach, describe, expect, test, vi } from "vitest";
import { acquirerTimeoutMs, askAcquirer } from "./ask-acquirer.ts";
import { isFinalDecline } from "./decline.ts";
import { toStateDiagram } from "./life-cycle-page.ts";
import { attemptLifeCycle, captureLifeCycle, type LifeCycle, paymentLifeCycle, refundLifeCycle } from "./state.ts";
import { toPayCode } from "./wire-codes.ts";

const lifeCycles: readonly (readonly [string, LifeCycle])[] = [
  ["a payment", paymentLifeCycle],
  ["an attempt", attemptLifeCycle],
  ["a capture", captureLifeCycle],
  ["a refund", refundLifeCycle],
];

describe.each(lifeCycles)("the life cycle of %s", (_, { start, table, moves }) => {
  test("leads from its start to every state, and from every state to an end", () => {
    const reach = (from: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(from)) return seen;
      seen.add(from);
      for (const to of table[from] ?? []) reach(to, seen);
      return seen;
    };
    expect(reach(start)).toEqual(new Set(Object.keys(table)));
    for (const state of Object.keys(table)) {
      expect(
        [...reach(state)].some((end) => table[end]?.length === 0),
        state,
      ).toBe(true);
    }
  });

  test("names one event for a move, in words a diagram can hold", () => {
    for (const { event } of moves) expect(event).not.toMatch(/[:;\n]/);
    const pairs = moves.map(({ from, to }) => `${from} ${to}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

test("a diagram shows every move with its event, the start and the ends", () => {
  expect(toStateDiagram(captureLifeCycle).split("\n")).toEqual([
    "stateDiagram-v2",
    "  [*] --> PROCESSING",
    "  PROCESSING --> SUCCESS: captured",
    "  PROCESSING --> FAIL: refused, the amount can be captured again",
    "  SUCCESS --> [*]",
    "  FAIL --> [*]",
  ]);
});

test("whatever code a payment ends with, pay and notifyPayment tell one of pay's own list", () => {
  for (const code of Object.keys(resultCodes) as ResultCode[]) {
    expect(operations.pay.resultCodes, code).toContain(toPayCode(code));
    if (operations.pay.resultCodes.includes(code)) expect(toPayCode(code)).toBe(code);
  }
});

describe("a decline", () => {
  const declined = (resultCode: ResultCode, paymentResultInfo: object = {}) =>
    isFinalDecline({ resultCode, details: { paymentResultInfo } });

  test.each<[string, boolean, ResultCode, object]>([
    ["the issuer's", false, "DO_NOT_HONOR", { refusalCodeRaw: "05" }],
    [
      "the issuer's after 3-D Secure could not be had",
      false,
      "AUTHENTICATION_REQUIRED",
      { refusalCodeRaw: "1A", threeDSResult: { threeDStransactionStatusReason: "22" } },
    ],
    [
      "a failed authentication",
      true,
      "USER_PAYMENT_VERIFICATION_FAILED",
      { threeDSResult: { threeDStransactionStatusReason: "01" } },
    ],
    [
      "a challenge nobody answered in time",
      true,
      "USER_PAYMENT_VERIFICATION_FAILED",
      { threeDSResult: { challengeCancel: "04" } },
    ],
    [
      "a challenge the cardholder closed",
      false,
      "USER_PAYMENT_VERIFICATION_FAILED",
      { threeDSResult: { challengeCancel: "01" } },
    ],
    ["the merchant's own trouble", true, "INVALID_MERCHANT_STATUS", {}],
  ])("that is %s ends the payment: %s", (_, isFinal, resultCode, info) => {
    expect(declined(resultCode, info)).toBe(isFinal);
  });
});

describe("asking an acquirer", () => {
  afterEach(() => void vi.useRealTimers());

  test("that says nothing for ten seconds is an unknown outcome, never a refusal", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const answer = askAcquirer(() => new Promise<never>(() => {}));
    await vi.advanceTimersByTimeAsync(acquirerTimeoutMs - 1);
    let isAnswered = false;
    void answer.then(() => (isAnswered = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(isAnswered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toMatchObject({ kind: "unknown" });
  });

  test("that throws is an unknown outcome", async () => {
    const broken = (): Promise<never> => Promise.reject(new Error("connection refused"));
    expect(await askAcquirer(broken)).toEqual({ kind: "unknown", reason: "connection refused" });
  });
});
