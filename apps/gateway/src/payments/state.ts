/**
 * The life cycles of a payment and of what belongs to it. Each is written once, as its moves; the tables that the code
 * checks against and the diagrams of the reference are made of them. A move outside its table is a bug
 * (kernel/transitions.ts), and the database holds the same promise once more: every move names the old state in its `where`.
 */
import type { TransitionTable } from "../kernel/index.ts";
import type { AttemptStatus, PaymentStatus } from "./payment.ts";

/** One move: what happens, and between which states. */
export type Move<State extends string> = { readonly from: State; readonly event: string; readonly to: State };

export type LifeCycle<State extends string = string> = {
  readonly start: State;
  readonly moves: readonly Move<State>[];
  /** Every state, and the states it may move to; a final state lists nothing. */
  readonly table: TransitionTable<State>;
};

/** SUCCESS covers authorized and captured alike. PENDING: the payer is done, the channel confirms later. */
export const paymentLifeCycle = toLifeCycle<PaymentStatus>("PROCESSING", [
  ["PROCESSING", "the channel confirms later", "PENDING"],
  ["PROCESSING", "an attempt succeeds", "SUCCESS"],
  ["PROCESSING", "expires, or is declined for good", "FAIL"],
  ["PROCESSING", "cancel", "CANCELLED"],
  ["PENDING", "the channel confirms", "SUCCESS"],
  ["PENDING", "the channel refuses, or never confirms", "FAIL"],
  ["PENDING", "cancel", "CANCELLED"],
  ["SUCCESS", "cancel, or not captured within seven days", "CANCELLED"],
]);

/**
 * STARTED: the intent is committed, the acquirer's answer is not. UNKNOWN: the call brought no answer.
 * REVERSING: it may not pay any more, and whatever it comes to is given back.
 */
export const attemptLifeCycle = toLifeCycle<AttemptStatus>("STARTED", [
  ["STARTED", "the payer has a step to take", "ACTION_REQUIRED"],
  ["STARTED", "the channel confirms later", "PENDING"],
  ["STARTED", "the acquirer does not answer", "UNKNOWN"],
  ["STARTED", "paid", "SUCCEEDED"],
  ["STARTED", "declined", "FAILED"],
  ["STARTED", "the payment is decided without it", "REVERSING"],
  ["UNKNOWN", "asked again, the payer has a step to take", "ACTION_REQUIRED"],
  ["UNKNOWN", "asked again, the channel confirms later", "PENDING"],
  ["UNKNOWN", "asked again, paid", "SUCCEEDED"],
  ["UNKNOWN", "asked again, declined or never arrived", "FAILED"],
  ["UNKNOWN", "the payment is decided without it", "REVERSING"],
  ["ACTION_REQUIRED", "the payer has another step to take", "ACTION_REQUIRED"],
  ["ACTION_REQUIRED", "the channel confirms later", "PENDING"],
  ["ACTION_REQUIRED", "paid", "SUCCEEDED"],
  ["ACTION_REQUIRED", "declined, or given up", "FAILED"],
  ["ACTION_REQUIRED", "superseded, or the payment is decided without it", "REVERSING"],
  ["PENDING", "confirmed", "SUCCEEDED"],
  ["PENDING", "refused", "FAILED"],
  ["PENDING", "the payment is decided without it", "REVERSING"],
  ["REVERSING", "the acquirer refuses, tried again", "REVERSING"],
  ["REVERSING", "given back", "REVERSED"],
  ["REVERSING", "there was nothing to give back", "FAILED"],
]);

export type MoneyMoveStatus = "PROCESSING" | "SUCCESS" | "FAIL";

/** The amount is reserved, then moved or released. */
export const captureLifeCycle = toLifeCycle<MoneyMoveStatus>("PROCESSING", [
  ["PROCESSING", "captured", "SUCCESS"],
  ["PROCESSING", "refused, the amount can be captured again", "FAIL"],
]);

export const refundLifeCycle = toLifeCycle<MoneyMoveStatus>("PROCESSING", [
  ["PROCESSING", "refunded", "SUCCESS"],
  ["PROCESSING", "refused, the amount can be refunded again", "FAIL"],
]);

const aliveStatuses: ReadonlySet<AttemptStatus> = new Set(["STARTED", "UNKNOWN", "ACTION_REQUIRED", "PENDING"]);

/** Whether an attempt in this state may still pay. */
export const isAlive = (status: AttemptStatus): boolean => aliveStatuses.has(status);

function toLifeCycle<State extends string>(
  start: State,
  lines: readonly (readonly [from: State, event: string, to: State])[],
): LifeCycle<State> {
  const moves = lines.map(([from, event, to]) => ({ from, event, to }));
  const states = new Set([start, ...moves.flatMap(({ from, to }) => [from, to])]);
  const targetsOf = (state: State) => moves.filter(({ from }) => from === state).map(({ to }) => to);
  const table = Object.fromEntries([...states].map((state) => [state, targetsOf(state)]));
  return { start, moves, table: table as Record<string, readonly State[]> as TransitionTable<State> };
}
