/** What may be shown or chosen before the gateway was asked. Unsigned: nothing is decided by it. */
export type DisplayHints = {
  readonly gatewayUrl?: string;
  readonly clientId?: string;
  readonly productScene?: string;
  readonly paymentMethodType?: string;
  readonly locale?: string;
};

export type SessionData = {
  /** The whole text, as it goes to the gateway. */
  readonly text: string;
  readonly hints: DisplayHints;
};

const charsMax = 4096;

/** `sealed&&REGION&&number&&base64 of JSON`, or undefined. Merchants edit the last part, so anything that is JSON will do. */
export function parseSessionData(text: unknown): SessionData | undefined {
  if (typeof text !== "string" || text.length > charsMax) return undefined;
  const parts = text.split("&&");
  if (parts.length !== 4 || parts.some((part) => part === "")) return undefined;
  try {
    const bytes = Uint8Array.from(atob(parts[3] ?? ""), (sign) => sign.charCodeAt(0));
    const hints: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof hints === "object" && hints !== null ? { text, hints } : undefined;
  } catch {
    return undefined;
  }
}
