import type { ResultCode } from "@opencashier/protocol";

/**
 * The answer of an operation: a value, or a declared result code with the sentence the merchant reads.
 * Business answers are values; bugs and broken worlds are exceptions (docs/decisions, STYLE "Failure").
 */
export type Outcome<Value, Code extends ResultCode = ResultCode> = Succeeded<Value> | Failed<Code>;

export type Succeeded<Value> = { readonly ok: true; readonly value: Value };

export type Failed<Code extends ResultCode = ResultCode> = {
  readonly ok: false;
  readonly resultCode: Code;
  /** Public. Reaches the merchant as `resultMessage`; never a card number, CVC, key or token. */
  readonly message?: string;
  /** What the reply carries beside `result`: PAYMENT_IN_PROCESS comes with the links that let the payer go on. */
  readonly members?: object;
};

export const succeeded = <Value>(value: Value): Succeeded<Value> => ({ ok: true, value });

/** @param message public sentence; left out, the catalogue's message for the code is sent. */
export function failed<Code extends ResultCode>(resultCode: Code, message?: string): Failed<Code> {
  return message === undefined ? { ok: false, resultCode } : { ok: false, resultCode, message };
}
