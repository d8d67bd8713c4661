/**
 * The life cycle of a payment and of what belongs to it, as tables: every state is a key, a final state lists nothing, and a
 * move outside its table is a bug (kernel/transitions.ts). The database holds the same promise once more: every move names
 * the old state in its `where`.
 *
 *   session ──first submit──▶ payment PROCESSING ──▶ … attempts, one alive at a time …
 */
import type { TransitionTable } from "../kernel/index.ts";
import type { AttemptStatus, PaymentStatus } from "./payment.ts";

/** PENDING: the payer is done and the channel confirms later. SUCCESS covers authorized and captured alike. */
export const paymentTransitions = {
  PROCESSING: ["PENDING", "SUCCESS", "FAIL", "CANCELLED"],
  PENDING: ["SUCCESS", "FAIL", "CANCELLED"],
  SUCCESS: ["CANCELLED"],
  FAIL: [],
  CANCELLED: [],
} as const satisfies TransitionTable<PaymentStatus>;

/**
 * STARTED: the intent is committed, the acquirer's answer is not. UNKNOWN: the call brought no answer.
 * REVERSING: it succeeded after the payment was decided otherwise, or was superseded, and is being given back.
 */
export const attemptTransitions = {
  STARTED: ["ACTION_REQUIRED", "PENDING", "UNKNOWN", "SUCCEEDED", "FAILED", "REVERSING"],
  UNKNOWN: ["ACTION_REQUIRED", "PENDING", "SUCCEEDED", "FAILED", "REVERSING"],
  ACTION_REQUIRED: ["ACTION_REQUIRED", "PENDING", "SUCCEEDED", "FAILED", "REVERSING"],
  PENDING: ["SUCCEEDED", "FAILED", "REVERSING"],
  SUCCEEDED: [],
  FAILED: [],
  REVERSING: ["REVERSED", "FAILED"],
  REVERSED: [],
} as const satisfies TransitionTable<AttemptStatus>;

export type MoneyMoveStatus = "PROCESSING" | "SUCCESS" | "FAIL";

/** Captures and refunds: the amount is reserved, then moved or released. */
export const moneyMoveTransitions = {
  PROCESSING: ["SUCCESS", "FAIL"],
  SUCCESS: [],
  FAIL: [],
} as const satisfies TransitionTable<MoneyMoveStatus>;

/** States in which an attempt may still pay. */
export const aliveAttemptStatuses = ["STARTED", "UNKNOWN", "ACTION_REQUIRED", "PENDING"] as const;

export const isAlive = (status: AttemptStatus): boolean => (aliveAttemptStatuses as readonly string[]).includes(status);

/** A table as a Mermaid state diagram, for the reference. */
export function toStateDiagram(table: TransitionTable<string>): string {
  const states = Object.keys(table);
  const reached = new Set(Object.values(table).flat());
  const lines = states.flatMap((from) => {
    const targets = table[from] ?? [];
    const start = reached.has(from) ? [] : [`  [*] --> ${from}`];
    const end = targets.length === 0 ? [`  ${from} --> [*]`] : [];
    return [...start, ...targets.map((to) => `  ${from} --> ${to}`), ...end];
  });
  return ["stateDiagram-v2", ...lines].join("\n");
}
