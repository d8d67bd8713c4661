import { type Operation, operations, type ResultCode } from "@opencashier/protocol";

/** The nearest code that `pay` and notifyPayment document for those only a `paymentResultCode` may be. */
const payCodes: Partial<Record<ResultCode, ResultCode>> = {
  ACCOUNT_CLOSED: "DO_NOT_HONOR",
  BLOCKED_FIRST_USED: "DO_NOT_HONOR",
  CARD_EXPIRED: "INVALID_EXPIRATION_DATE",
  INVALID_CARD: "INVALID_CARD_NUMBER",
  INVALID_CVV: "INVALID_PAYMENT_METHOD_META_DATA",
  INVALID_EXPIRY_DATE_FORMAT: "INVALID_EXPIRATION_DATE",
  ISSUER_REJECTS_TRANSACTION: "DO_NOT_HONOR",
  LOST_CARD: "DO_NOT_HONOR",
  NO_SELECTED_ACCOUNT: "DO_NOT_HONOR",
  PICKUP_CARD: "DO_NOT_HONOR",
  POLICY: "DO_NOT_HONOR",
  RESTRICTED_CARD: "DO_NOT_HONOR",
  STOLEN_CARD: "DO_NOT_HONOR",
  SUSPECTED_CARD: "DO_NOT_HONOR",
  SUSPECTED_RISK: "RISK_REJECT",
};

/**
 * The code that `pay` and notifyPayment tell for a payment's own: their lists are closed, and shorter than that of
 * inquiryPayment's `paymentResultCode`, which tells the payment's own.
 * Source: Antom, result codes of pay, notifyPayment and inquiryPayment, read 2026-11-22.
 */
export const toPayCode = (code: ResultCode): ResultCode => declaredCode(operations.pay, payCodes[code] ?? code);

/** An acquirer's code as the operation may answer it: one outside its list is a PROCESS_FAIL. */
export const declaredCode = (operation: Pick<Operation, "resultCodes">, code: ResultCode): ResultCode =>
  operation.resultCodes.includes(code) ? code : "PROCESS_FAIL";
