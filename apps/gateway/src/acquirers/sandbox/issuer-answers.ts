import type { ResultCode } from "@opencashier/protocol";

export type IssuerAnswer = {
  /** What the issuer says, as `refusalReasonRaw`. */
  readonly reason: string;
  readonly resultCode: ResultCode;
  /**
   * `merchantAdviceCode`: 00 nothing to add, 01 new card data exists, 02 try again later, 03 do not try this card again.
   */
  readonly adviceCode: "00" | "01" | "02" | "03";
};

/**
 * What an issuer may answer (ISO 8583 data element 39, with Visa's N7 and 1A), and the result code each becomes.
 * Source: Antom, result codes of the paymentResultCode of inquiryPayment, read 2026-11-22.
 */
export const issuerAnswers = {
  "00": { reason: "Approved", resultCode: "SUCCESS", adviceCode: "00" },
  "01": { reason: "Refer to card issuer", resultCode: "ISSUER_REJECTS_TRANSACTION", adviceCode: "00" },
  "04": { reason: "Pick up card", resultCode: "PICKUP_CARD", adviceCode: "03" },
  "05": { reason: "Do not honor", resultCode: "DO_NOT_HONOR", adviceCode: "00" },
  "13": { reason: "Invalid amount", resultCode: "INVALID_AMOUNT", adviceCode: "00" },
  "14": { reason: "Invalid card number", resultCode: "INVALID_CARD_NUMBER", adviceCode: "01" },
  "15": { reason: "No such issuer", resultCode: "CARD_NOT_SUPPORTED", adviceCode: "03" },
  "34": { reason: "Fraud", resultCode: "FRAUD_REJECT", adviceCode: "03" },
  "39": { reason: "No credit account", resultCode: "NO_SELECTED_ACCOUNT", adviceCode: "03" },
  "41": { reason: "Lost card", resultCode: "LOST_CARD", adviceCode: "03" },
  "43": { reason: "Stolen card", resultCode: "STOLEN_CARD", adviceCode: "03" },
  "46": { reason: "Closed account", resultCode: "ACCOUNT_CLOSED", adviceCode: "03" },
  "51": { reason: "Insufficient funds", resultCode: "USER_BALANCE_NOT_ENOUGH", adviceCode: "02" },
  "54": { reason: "Expired card", resultCode: "CARD_EXPIRED", adviceCode: "01" },
  "55": { reason: "Incorrect PIN", resultCode: "VERIFY_UNMATCHED", adviceCode: "00" },
  "57": { reason: "Not permitted to cardholder", resultCode: "PAYMENT_PROHIBITED", adviceCode: "03" },
  "59": { reason: "Suspected fraud", resultCode: "SUSPECTED_CARD", adviceCode: "03" },
  "61": { reason: "Exceeds amount limit", resultCode: "USER_AMOUNT_EXCEED_LIMIT", adviceCode: "02" },
  "62": { reason: "Restricted card", resultCode: "RESTRICTED_CARD", adviceCode: "03" },
  "65": { reason: "Exceeds frequency limit", resultCode: "PAYMENT_COUNT_EXCEED_LIMIT", adviceCode: "02" },
  "75": { reason: "Allowable PIN tries exceeded", resultCode: "VERIFY_TIMES_EXCEED_LIMIT", adviceCode: "00" },
  "78": { reason: "Blocked, first used", resultCode: "BLOCKED_FIRST_USED", adviceCode: "00" },
  "80": { reason: "Invalid date", resultCode: "INVALID_EXPIRATION_DATE", adviceCode: "01" },
  "91": { reason: "Issuer unavailable", resultCode: "PROCESS_FAIL", adviceCode: "02" },
  "93": { reason: "Violation of law", resultCode: "POLICY", adviceCode: "03" },
  "96": { reason: "System malfunction", resultCode: "SYSTEM_ERROR", adviceCode: "02" },
  "1A": { reason: "Additional authentication required", resultCode: "AUTHENTICATION_REQUIRED", adviceCode: "00" },
  N7: { reason: "Decline for CVV2 failure", resultCode: "INVALID_CVV", adviceCode: "00" },
} as const satisfies Readonly<Record<string, IssuerAnswer>>;

export type IssuerCode = keyof typeof issuerAnswers;

export const isIssuerCode = (text: string): text is IssuerCode => Object.hasOwn(issuerAnswers, text);
