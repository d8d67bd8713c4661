import type { CardField } from "./card/check-card.ts";
import type { TextKey } from "./locales/en.ts";

/** What a buyer is told about a refusal, and the field it is about. */
export type Reason = { readonly text: TextKey; readonly field?: CardField };

/**
 * Result codes in groups that a buyer can act on. Lost, stolen, suspected and the like read as a plain decline: a thief should
 * not learn more than the bank's customer.
 */
const groups: readonly (readonly [Reason, string])[] = [
  [{ text: "insufficientFunds" }, "USER_BALANCE_NOT_ENOUGH"],
  [{ text: "expiredCard", field: "expiry" }, "CARD_EXPIRED INVALID_EXPIRATION_DATE INVALID_EXPIRY_DATE_FORMAT"],
  [{ text: "wrongNumber", field: "number" }, "INVALID_CARD_NUMBER INVALID_CARD"],
  [{ text: "wrongCvc", field: "cvc" }, "INVALID_CVV"],
  [{ text: "limitExceeded" }, "USER_AMOUNT_EXCEED_LIMIT PAYMENT_AMOUNT_EXCEED_LIMIT PAYMENT_COUNT_EXCEED_LIMIT"],
  [
    { text: "cardNotUsable", field: "number" },
    "CARD_NOT_SUPPORTED SELECTED_CARD_BRAND_NOT_AVAILABLE PAYMENT_PROHIBITED NO_SELECTED_ACCOUNT BLOCKED_FIRST_USED",
  ],
  [
    { text: "authenticationFailed" },
    "USER_PAYMENT_VERIFICATION_FAILED VERIFY_UNMATCHED VERIFY_TIMES_EXCEED_LIMIT AUTHENTICATION_REQUIRED",
  ],
  [{ text: "tryAgainLater" }, "PROCESS_FAIL SYSTEM_ERROR REQUEST_TRAFFIC_EXCEED_LIMIT UNKNOWN_EXCEPTION"],
];

const reasons: ReadonlyMap<string, Reason> = new Map(
  groups.flatMap(([reason, codes]) => codes.split(" ").map((code): [string, Reason] => [code, reason])),
);

/** Codes that are told apart. */
export const namedCodes: readonly string[] = [...reasons.keys()];

/** @param isCard other methods have no bank that declined a card. */
export function reasonOf(resultCode: string | undefined, isCard: boolean): Reason {
  if (resultCode === undefined) return { text: "tryAgainLater" };
  const reason = reasons.get(resultCode);
  if (isCard) return reason ?? { text: "declined" };
  return reason && !reason.field && reason.text !== "insufficientFunds" ? reason : { text: "methodFailed" };
}
