import type { CheckoutState } from "@opencashier/protocol";
import { describe, expect, test } from "vitest";
import { endingOf } from "./endings.ts";
import { mayFollow } from "./phases.ts";

const state = (status: CheckoutState["status"], more: Partial<CheckoutState> = {}): CheckoutState => ({
  status,
  serverTime: 0,
  ...more,
});

describe("how an attempt ends", () => {
  test.each([
    ["SUCCESS", "paid", "SDK_PAYMENT_SUCCESSFUL", "SUCCESS"],
    ["PENDING", "pending", "SDK_PAYMENT_PROCESSING", "PENDING"],
    ["PROCESSING", "processing", "SDK_PAYMENT_PROCESSING", "PROCESSING"],
    ["FAIL", "failed", "SDK_PAYMENT_FAIL", "FAIL"],
    ["CANCELLED", "cancelled", "SDK_PAYMENT_CANCEL", "CANCELLED"],
    ["EXPIRED", "expired", "SDK_PAYMENT_ERROR", "FAIL"],
    ["OPEN", "ready", "SDK_PAYMENT_RETRY", "FAIL"],
  ] as const)("%s shows %s, tells the page %s and answers %s", (status, phase, code, answered) => {
    const ending = endingOf(state(status));
    expect(ending.phase).toBe(phase);
    expect(ending.event.code).toBe(code);
    expect(ending.result.status).toBe(answered);
    expect(mayFollow("submitting", ending.phase)).toBe(true);
  });

  test("a decline carries its code and that the session is still good", () => {
    const declined = state("OPEN", { paymentResultCode: "DO_NOT_HONOR", needChangeSessionForRetry: false });
    expect(endingOf(declined).result.error).toEqual({
      code: "DO_NOT_HONOR",
      message: "",
      needChangeSessionForRetry: false,
    });
  });

  test("a final failure says that a new session is needed", () => {
    expect(endingOf(state("FAIL")).result.error?.needChangeSessionForRetry).toBe(true);
  });

  test("a buyer who closed the bank's page is PROCESSING with userCanceled3D, and may try again", () => {
    const left = endingOf(state("OPEN", { paymentResultCode: "USER_PAYMENT_VERIFICATION_FAILED" }), true);
    expect(left.phase).toBe("ready");
    expect(left.event.code).toBe("SDK_PAYMENT_PROCESSING");
    expect(left.result).toMatchObject({ status: "PROCESSING", userCanceled3D: true });
  });

  test("a payment that was paid after all is paid, closed page or not", () => {
    expect(endingOf(state("SUCCESS"), true).event.code).toBe("SDK_PAYMENT_SUCCESSFUL");
  });

  test("a success has no error", () => {
    expect(endingOf(state("SUCCESS")).result).toEqual({ status: "SUCCESS" });
  });
});
