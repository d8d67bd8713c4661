/** Every instant between the intent, the acquirer's call and the record at which the process may die. */
export const crashPoints = ["refund:intent-committed", "refund:acquirer-answered", "refund:recorded"] as const;

export type CrashPoint = (typeof crashPoints)[number];
