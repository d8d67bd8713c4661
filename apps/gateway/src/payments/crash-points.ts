/** Every instant between an intent, the acquirer's call and the record at which the process may die. */
export const crashPoints = [
  "attempt:intent-committed",
  "attempt:acquirer-answered",
  "attempt:recorded",
  "capture:intent-committed",
  "capture:acquirer-answered",
  "capture:recorded",
  "cancel:intent-committed",
  "cancel:acquirer-answered",
  "cancel:recorded",
  "reversal:acquirer-answered",
] as const;

export type CrashPoint = (typeof crashPoints)[number];
