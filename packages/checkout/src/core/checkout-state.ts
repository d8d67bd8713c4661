/**
 * One checkout as the merchant's page sees it. Events are emitted only from transitions, so that what callbacks hear is one
 * story: one start and one end of loading, one result for an attempt, one success for a session, nothing after the end.
 *
 *   idle ─▶ loading ─▶ ready ⇄ submitting ⇄ challenging          ready: the buyer may pay, or pay again
 *                        │         ├─▶ redirecting
 *                        ▼         ▼
 *                     broken    failed · processing · cancelled · errored ──(another attempt)──▶ submitting
 *                               succeeded ──(another session)──▶ ready
 *
 * A form that is taken off the page is disposed, whatever it was.
 */
import type { EventCode, FailureCode, ResultCode } from "./event-codes.ts";

export type CheckoutState =
  | "idle"
  | "loading"
  | "ready"
  | "submitting"
  | "challenging"
  | "redirecting"
  | "succeeded"
  | "failed"
  | "processing"
  | "cancelled"
  | "errored"
  | "broken"
  | "disposed";

/** Moves without an event: an attempt began, or ended without a result; the session was exchanged for another. */
export type SilentSignal = "attempt" | "settled" | "renew";

type Moves = Readonly<Partial<Record<EventCode | SilentSignal, CheckoutState>>>;

const breaks: Readonly<Record<FailureCode, CheckoutState>> = {
  SDK_CREATECOMPONENT_ERROR: "broken",
  SDK_CREATE_COMPONENT_ERROR: "broken",
  SDK_INTERNAL_ERROR: "broken",
};

const results: Readonly<Record<ResultCode, CheckoutState>> = {
  SDK_PAYMENT_SUCCESSFUL: "succeeded",
  SDK_PAYMENT_PROCESSING: "processing",
  SDK_PAYMENT_FAIL: "failed",
  SDK_PAYMENT_CANCEL: "cancelled",
  SDK_PAYMENT_ERROR: "errored",
};

const open: Moves = { ...breaks, ...results, renew: "ready", settled: "ready", SDK_PAYMENT_RETRY: "ready" };

/** After the result of one attempt the same session may be tried again. */
const over: Moves = { ...breaks, attempt: "submitting", renew: "ready" };

const leaving: Moves = { SDK_CALL_URL_SUCCESS: "redirecting", SDK_REDIRECT: "redirecting" };

/** What is told and changes nothing. */
const remarks = (state: CheckoutState): Moves => ({
  SDK_DUPLICATE_SUBMISSION_BEHAVIOR: state,
  SDK_SUBMIT_NETWORK_ERROR: state,
  SDK_LAUNCH_PAYMENT_APP_ERROR: state,
});

const challenge: Moves = { SDK_PAYMENT_CHALLENGE: "challenging" };
const badForm: Moves = { SDK_FORM_VERIFICATION_FAILED: "ready" };

export const nextStates: Readonly<Record<CheckoutState, Moves>> = {
  idle: { SDK_START_OF_LOADING: "loading" },
  loading: { SDK_END_OF_LOADING: "ready" },
  ready: { ...open, ...leaving, ...challenge, ...badForm, ...remarks("ready"), attempt: "submitting" },
  submitting: { ...open, ...leaving, ...challenge, ...badForm, ...remarks("submitting"), attempt: "submitting" },
  challenging: { ...open, ...remarks("challenging"), attempt: "challenging" },
  // The buyer may come back to a page that the browser kept, or from a new tab.
  redirecting: { ...open, ...leaving, ...remarks("redirecting"), attempt: "submitting" },
  succeeded: { renew: "ready" },
  failed: { ...over, SDK_PAYMENT_RETRY: "ready" },
  processing: over,
  cancelled: over,
  errored: over,
  broken: {},
  disposed: {},
};

const knownSignals = new Set(Object.values(nextStates).flatMap((moves) => Object.keys(moves)));

/**
 * The state after a signal, or undefined when the signal has no place in this state and its event must not be emitted. Codes
 * nobody here knows change nothing and are let through while the form is there.
 */
export function nextState(state: CheckoutState, signal: string): CheckoutState | undefined {
  if (knownSignals.has(signal)) return nextStates[state][signal as EventCode];
  return /^(?:idle|loading|broken|disposed)$/.test(state) ? undefined : state;
}

/** The buyer has started something whose outcome is open. */
export const isUnderWay = (state: CheckoutState): boolean => /^(?:submitting|challenging|redirecting)$/.test(state);
