/** What a member of the console may do with a merchant's account. */
export const consolePermissions = [
  "payments.read",
  "payments.capture",
  "payments.refund",
  "payments.cancel",
  "notifications.read",
  "notifications.resend",
  "api-log.read",
  "keys.read",
  "keys.write",
  "settings.write",
  "sandbox.use",
  "members.write",
  "audit.read",
] as const;

export type ConsolePermission = (typeof consolePermissions)[number];

const reading = ["payments.read", "notifications.read"] as const satisfies readonly ConsolePermission[];

/** Each role and what it holds. */
export const consoleRoles = {
  owner: consolePermissions,
  developer: [
    ...reading,
    "notifications.resend",
    "api-log.read",
    "keys.read",
    "keys.write",
    "settings.write",
    "sandbox.use",
  ],
  support: [...reading, "notifications.resend", "payments.refund", "payments.cancel", "api-log.read"],
  finance: [...reading, "payments.capture", "payments.refund", "payments.cancel"],
  "read-only": [...reading],
} as const satisfies Readonly<Record<string, readonly ConsolePermission[]>>;

export type ConsoleRole = keyof typeof consoleRoles;

export const isConsoleRole = (text: string): text is ConsoleRole => Object.hasOwn(consoleRoles, text);
