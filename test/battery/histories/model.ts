import type { Model } from "../../support/serial-order.ts";

/** What somebody does to one payment of 10,050 minor units. */
export type Operation =
  | { readonly name: "approve" | "decline" | "cancel" | "inquiry" | "expire" }
  | { readonly name: "capture" | "refund"; readonly minor: number };

/** A result code, or for an attempt of the payer's what became of it. */
export type Answer = string;

/** The payment as one operation after the other would leave it. NONE: nobody has tried to pay. */
export type State = {
  readonly status: "NONE" | "PROCESSING" | "SUCCESS" | "FAIL" | "CANCELLED";
  readonly isManual: boolean;
  readonly captured: number;
  readonly refunded: number;
  readonly isExpired: boolean;
  /** Somebody has tried to pay, so there is a payment to name; a session cancelled before has none. */
  readonly isTried: boolean;
};

export const amountMinor = 10_050;

export const keyOf = ({ status, captured, refunded, isExpired, isTried }: State): string =>
  `${status} ${captured} ${refunded} ${isExpired} ${isTried}`;

const same = (state: State): readonly State[] => [state];
const when = (isLegal: boolean, state: State): readonly State[] => (isLegal ? [state] : []);
const isOpen = ({ status }: State): boolean => status === "NONE" || status === "PROCESSING";

/**
 * What each operation may answer in each state, and what it leaves behind. Written from docs/compatibility.md and the
 * reference, not from the code: an answer that no order of the operations explains is a fault.
 */
export const model: Model<State, Operation, Answer> = (state, operation, answer) => {
  switch (operation.name) {
    case "approve":
      return answer === "PAID" ? when(isOpen(state) && !state.isExpired, toPaid(state)) : refusedAttempt(state, answer);
    case "decline":
      return answer === "DECLINED"
        ? when(isOpen(state) && !state.isExpired, { ...state, status: "PROCESSING", isTried: true })
        : refusedAttempt(state, answer);
    case "cancel":
      return cancel(state, answer);
    case "capture":
      return capture(state, operation.minor, answer);
    case "refund":
      return refund(state, operation.minor, answer);
    case "inquiry":
      return inquiry(state, answer);
    case "expire":
      return same({ ...state, isExpired: true, status: state.status === "PROCESSING" ? "FAIL" : state.status });
  }
};

const toPaid = (state: State): State => ({
  ...state,
  status: "SUCCESS",
  isTried: true,
  captured: state.isManual ? 0 : amountMinor,
});

/** A payment begins with an attempt and is decided with its end; in between it is PROCESSING. */
function inquiry(state: State, answer: Answer): readonly State[] {
  if (state.status !== "NONE") return when(answer === state.status, state);
  return when(answer === "ORDER_NOT_EXIST" || answer === "PROCESSING", state);
}

function refusedAttempt(state: State, answer: Answer): readonly State[] {
  switch (answer) {
    // Another attempt was under way: it stands before or after this one.
    case "PAYMENT_IN_PROCESS":
      return when(isOpen(state), state);
    // It began while the payment was open and ended when it was not: given back.
    case "GIVEN_BACK":
      return when(!isOpen(state) || state.isExpired, state);
    case "PROCESS_FAIL":
      return when(state.status === "SUCCESS", state);
    case "ORDER_IS_CANCELED":
      return when(state.status === "CANCELLED", state);
    case "ORDER_IS_CLOSED":
      return when(state.status === "FAIL" || state.isExpired, state);
    default:
      return [];
  }
}

function cancel(state: State, answer: Answer): readonly State[] {
  const isTouched = state.refunded > 0 || (state.isManual && state.captured > 0);
  if (answer === "SUCCESS") {
    const isLegal = state.status === "CANCELLED" || isOpen(state) || (state.status === "SUCCESS" && !isTouched);
    return when(isLegal, { ...state, status: "CANCELLED" });
  }
  return when(answer === "ORDER_STATUS_INVALID" && (state.status === "FAIL" || isTouched), state);
}

function capture(state: State, minor: number, answer: Answer): readonly State[] {
  const fits = state.captured + minor <= amountMinor;
  switch (answer) {
    case "SUCCESS":
      return when(state.status === "SUCCESS" && state.isManual && fits, { ...state, captured: state.captured + minor });
    case "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT":
      return when(state.status === "SUCCESS" && state.isManual && !fits, state);
    case "AUTH_CANCELLED":
      return when(state.status === "CANCELLED", state);
    case "ORDER_STATUS_INVALID":
      return when(isOpen(state) || state.status === "FAIL" || !state.isManual, state);
    default:
      return when(answer === "AUTH_NOT_FOUND" && !state.isTried, state);
  }
}

function refund(state: State, minor: number, answer: Answer): readonly State[] {
  const fits = state.refunded + minor <= state.captured;
  switch (answer) {
    case "SUCCESS":
      return when(state.status === "SUCCESS" && fits, { ...state, refunded: state.refunded + minor });
    case "REFUND_AMOUNT_EXCEED":
      return when(state.status === "SUCCESS" && !fits, state);
    // Nothing to refund yet, or a cancellation that was under way and has won.
    case "ORDER_STATUS_INVALID":
      return when(isOpen(state) || state.status === "CANCELLED" || state.captured === 0, state);
    case "ORDER_IS_CANCELED":
      return when(state.status === "CANCELLED", state);
    case "ORDER_IS_CLOSED":
      return when(state.status === "FAIL", state);
    default:
      return when(answer === "ORDER_NOT_EXIST" && !state.isTried, state);
  }
}
