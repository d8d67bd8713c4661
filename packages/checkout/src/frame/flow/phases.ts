/**
 * What the buyer sees, and what may follow it.
 *
 *   loading → ready ⇄ submitting → checkingDevice → challenge → …     a card
 *                     submitting → redirecting                        a page to go to
 *                     submitting → showingCode ⇄ codeExpired          a code to scan
 *   paid, pending, processing, failed, cancelled, expired, broken     how it can end
 */
export type Phase =
  | "loading"
  | "ready"
  | "submitting"
  | "checkingDevice"
  | "challenge"
  | "redirecting"
  | "showingCode"
  | "codeExpired"
  | "paid"
  | "pending"
  | "processing"
  | "failed"
  | "cancelled"
  | "expired"
  | "unavailable"
  | "broken";

const ends = ["paid", "pending", "processing", "failed", "cancelled", "expired", "broken"] as const;
const steps = ["checkingDevice", "challenge", "redirecting", "showingCode"] as const;

const nextPhases: Readonly<Record<Phase, readonly Phase[]>> = {
  loading: ["ready", "submitting", "unavailable", ...ends],
  unavailable: ["loading"],
  // Another session may be put in its place; the session may end while the form is open.
  ready: ["loading", "submitting", ...ends],
  submitting: ["ready", ...steps, ...ends],
  checkingDevice: ["submitting", "ready", ...ends],
  challenge: ["submitting", "ready", ...ends],
  redirecting: ["submitting", "ready", ...ends],
  showingCode: ["submitting", "ready", "codeExpired", ...ends],
  codeExpired: ["submitting", "ready", ...ends],
  paid: [],
  // What is not decided may be decided while the buyer is still looking.
  pending: ["paid", "failed", "cancelled"],
  processing: ["paid", "pending", "failed", "cancelled", "expired", "ready"],
  failed: [],
  cancelled: [],
  expired: [],
  broken: [],
};

export const mayFollow = (from: Phase, to: Phase): boolean => from === to || nextPhases[from].includes(to);

/** Nothing more can be paid here. */
export const isOver = (phase: Phase): boolean => (ends as readonly Phase[]).includes(phase);

/** The form stays in view and waits. */
export const isBusy = (phase: Phase): boolean => ["submitting", "checkingDevice", "challenge"].includes(phase);
