/** S and F are final; U is not: inquire before doing the same thing again under another id. */
export type ResultStatus = "S" | "F" | "U";

export type ResultCodeEntry<Status extends ResultStatus = ResultStatus> = {
  readonly status: Status;
  /** What happened, for a log reader; a reply may carry a more precise text. */
  readonly message: string;
  /** What the caller does next. */
  readonly advice: string;
};

const entry =
  <Status extends ResultStatus>(status: Status) =>
  (message: string, advice: string): ResultCodeEntry<Status> => ({ status, message, advice });

const succeeded = entry("S");
const refused = entry("F");
const undecided = entry("U");

/**
 * Every result code of the API with its status, as Antom spells it. Of the two documented spellings of an unknown
 * client id, INVALID_CLIENT is the one used.
 * Source: Antom, result code tables of the One-time Payments operations, read 2026-11-22.
 */
export const resultCodes = {
  SUCCESS: succeeded("success.", "Go on."),
  PARAM_ILLEGAL: refused(
    "A required parameter is missing or a value is illegal.",
    "Correct the named parameter and send the request again.",
  ),
  PROCESS_FAIL: refused(
    "The request could not be processed.",
    "Do not repeat it unchanged; read the message, or ask the operator of the gateway.",
  ),
  UNKNOWN_EXCEPTION: undecided(
    "The outcome is unknown.",
    "Call again with the same request id; inquire before paying again.",
  ),
  ACCESS_DENIED: refused(
    "The caller may not use this operation or product.",
    "Check the contract and the permissions of the client id.",
  ),
  ACCOUNT_CLOSED: refused("Card account closed.", "Ask the payer for another card."),
  API_INVALID: refused("The operation is not valid (spelling of inquiryRefund).", "Check the call."),
  AUTHENTICATION_REQUIRED: refused("3DS authentication required.", "Try again with 3-D Secure."),
  AUTH_CANCELLED: refused("The authorization was cancelled.", "Start a new payment."),
  AUTH_EXPIRED: refused("The authorization expired; it lives 7 days unless agreed otherwise.", "Start a new payment."),
  AUTH_NOT_FOUND: refused("There is no such authorization.", "Check the paymentId."),
  BLOCKED_FIRST_USED: refused("Card not activated.", "Activate the card."),
  CANCEL_WINDOW_EXCEED: refused("Cancellation period is over.", "Use refund."),
  CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT: refused("The captures would exceed the authorized amount.", "Lower the amount."),
  CAPTURE_IN_PROCESS: undecided("Capture is pending.", "Wait for notifyCapture or query."),
  CARD_EXPIRED: refused("Card expired.", "Ask the payer for another card."),
  CARD_NOT_SUPPORTED: refused("This card cannot be used here.", "Ask the payer for another card."),
  CURRENCY_NOT_SUPPORT: refused("The currency is not supported or not contracted.", "Use a contracted currency."),
  DO_NOT_HONOR: refused("Issuer refuses without reason.", "Ask the payer for another card, or to contact the issuer."),
  EXPIRED_CODE: refused("Payment code expired.", "Get a new code."),
  FRAUD_REJECT: refused("Refused by fraud control.", "Do not retry."),
  INVALID_ACCESS_TOKEN: refused("Access token expired, revoked or unknown.", "Renew the authorization."),
  INVALID_AMOUNT: refused("Amount illegal.", "Correct the value."),
  INVALID_API: refused("The operation is not valid for this caller.", "Check the product and the path."),
  INVALID_CARD: refused("Card invalid.", "Ask the payer for another card."),
  INVALID_CARD_NUMBER: refused("Card number wrong.", "Correct the value."),
  INVALID_CLIENT: refused("The client-id is unknown or disabled.", "Check the client-id header."),
  INVALID_CONTRACT: refused("Contract missing or contradictory to the request.", "Check contract."),
  INVALID_CVV: refused("CVV wrong.", "Correct the value."),
  INVALID_EXPIRATION_DATE: refused("Expiry date wrong.", "Correct the value."),
  INVALID_EXPIRY_DATE_FORMAT: refused("Expiry date malformed.", "Correct the value."),
  INVALID_MERCHANT_STATUS: refused("Merchant account is restricted.", "Ask the operator of the gateway."),
  INVALID_PAYMENT_CODE: refused("Payment code unknown.", "Check the code."),
  INVALID_PAYMENT_METHOD_META_DATA: refused(
    "The paymentMethodMetaData is wrong for this method.",
    "Correct the metadata.",
  ),
  INVALID_SIGNATURE: refused(
    "The signature does not match the request.",
    "Check the private key, the signed content and its encoding.",
  ),
  ISSUER_REJECTS_TRANSACTION: refused("Issuer refuses.", "Ask the payer to contact the issuer."),
  KEY_NOT_FOUND: refused(
    "No public key is stored for this client id or key version.",
    "Upload the public key and check keyVersion.",
  ),
  LOST_CARD: refused("Card reported lost.", "Ask the payer for another card."),
  MEDIA_TYPE_NOT_ACCEPTABLE: refused("The content type is not accepted.", "Send application/json."),
  MERCHANT_BALANCE_NOT_ENOUGH: refused(
    "Merchant balance too low (refund or cancel).",
    "Top up; refund again with a new refundRequestId.",
  ),
  MERCHANT_KYB_NOT_QUALIFIED: refused("Merchant has not passed KYB.", "Finish onboarding."),
  MERCHANT_NOT_REGISTERED: refused("Secondary merchant not registered.", "Register it."),
  METHOD_NOT_SUPPORTED: refused("The HTTP method is not POST.", "Use POST."),
  MULTIPLE_REFUNDS_NOT_SUPPORTED: refused("Method allows one refund only.", "No more refunds."),
  MULTI_CAPTURE_NOT_SUPPORTED: refused("Second capture not allowed for this method.", "One capture only."),
  NO_INTERFACE_DEF: refused("No operation has this path.", "Check the path."),
  NO_PAY_OPTIONS: refused(
    "No payment method is usable for this request.",
    "Check the contracted methods, the currency and the region.",
  ),
  NO_SELECTED_ACCOUNT: refused("Selected account missing.", "Ask the payer for another card."),
  ORDER_IS_CANCELED: refused("The order was cancelled.", "Use a new paymentRequestId."),
  ORDER_IS_CLOSED: refused("Order was closed, usually because it expired unpaid.", "Use a new paymentRequestId."),
  ORDER_NOT_EXIST: refused(
    "There is no such order, payment or refund.",
    "Check the id; a refund may need 15 seconds to appear.",
  ),
  ORDER_STATUS_INVALID: refused("Order is in a state that forbids the action.", "Query the state."),
  PARTIAL_REFUND_NOT_SUPPORTED: refused("Method refunds in full only.", "Refund in full."),
  PAYMENT_AMOUNT_EXCEED_LIMIT: refused("Amount above the limit of the method.", "Lower the amount."),
  PAYMENT_COUNT_EXCEED_LIMIT: refused("Too many payments.", "Contact the wallet or wait."),
  PAYMENT_IN_PROCESS: undecided(
    "Payment is pending; wait for the payer or the channel.",
    "Redirect the payer; poll or wait for notification.",
  ),
  PAYMENT_METHOD_NOT_SUPPORTED: refused("Method does not support this action.", "Use another API or method."),
  PAYMENT_NOT_QUALIFIED: refused(
    "Payer or merchant not qualified for this payment.",
    "Ask the operator of the gateway.",
  ),
  PAYMENT_PROHIBITED: refused("Payment prohibited for this card or payer.", "Ask the payer for another method."),
  PICKUP_CARD: refused("Issuer wants the card retained.", "Ask the payer for another card."),
  POLICY: refused("Refused by policy of issuer or scheme.", "Ask the payer for another card."),
  REFUND_AMOUNT_EXCEED: refused("Refunds would exceed the paid amount.", "Lower the amount."),
  REFUND_IN_PROCESS: undecided("Refund is pending.", "Query later with the same id."),
  REFUND_NOT_SUPPORTED: refused("The method has no refunds.", "Refund outside the gateway."),
  REFUND_WINDOW_EXCEED: refused("Refund period is over.", "No refund possible."),
  REPEAT_REQ_INCONSISTENT: refused(
    "The request id was used before with other content.",
    "Repeat the first request unchanged, or use a new request id.",
  ),
  REQUEST_TRAFFIC_EXCEED_LIMIT: undecided("Too many calls.", "Slow down, then call again with the same request id."),
  RESTRICTED_CARD: refused("Card restricted.", "Ask the payer for another card."),
  RISK_REJECT: refused("Refused by risk control.", "Do not retry; another card or method."),
  SELECTED_CARD_BRAND_NOT_AVAILABLE: refused(
    "Chosen brand not usable for this co-badged card.",
    "Choose the other brand.",
  ),
  SETTLE_CONTRACT_NOT_MATCH: refused(
    "No settlement contract for the requested currency.",
    "Set settlementCurrency as contracted.",
  ),
  STOLEN_CARD: refused("Card reported stolen.", "Ask the payer for another card."),
  SUSPECTED_CARD: refused("Card suspected of fraud.", "Ask the payer for another card."),
  SUSPECTED_RISK: refused("Risk suspected.", "Ask the payer for another method."),
  SYSTEM_ERROR: refused(
    "The gateway met an error of its own.",
    "Try again later, then ask the operator of the gateway.",
  ),
  USER_AMOUNT_EXCEED_LIMIT: refused("Payer limit exceeded.", "Lower amount or other method."),
  USER_BALANCE_NOT_ENOUGH: refused("Balance or credit too low.", "Ask the payer for another method."),
  USER_KYC_NOT_QUALIFIED: refused("Payer has not passed KYC.", "Payer contacts the wallet."),
  USER_NOT_EXIST: refused("Payer account unknown.", "Ask the payer for another method."),
  USER_PAYMENT_VERIFICATION_FAILED: refused(
    "Payer failed verification in the wallet or issuer.",
    "Try again or other method.",
  ),
  USER_STATUS_ABNORMAL: refused("Payer account is restricted.", "Ask the payer for another method."),
  VERIFY_TIMES_EXCEED_LIMIT: refused("Too many verification attempts.", "Try later, or another method."),
  VERIFY_UNMATCHED: refused("Verification answer wrong.", "Enter the right answer."),
} as const satisfies Readonly<Record<string, ResultCodeEntry>>;

export type ResultCode = keyof typeof resultCodes;

export const isResultCode = (text: string): text is ResultCode => Object.hasOwn(resultCodes, text);

/** Codes that any operation may answer before it looks at the business of the request. */
export const gatewayResultCodes = [
  "PARAM_ILLEGAL",
  "INVALID_SIGNATURE",
  "KEY_NOT_FOUND",
  "INVALID_CLIENT",
  "NO_INTERFACE_DEF",
  "INVALID_API",
  "METHOD_NOT_SUPPORTED",
  "MEDIA_TYPE_NOT_ACCEPTABLE",
  "ACCESS_DENIED",
  "SYSTEM_ERROR",
  "REQUEST_TRAFFIC_EXCEED_LIMIT",
  "UNKNOWN_EXCEPTION",
] as const satisfies readonly ResultCode[];

/** The `result` object of every reply. */
export type ResultMessage = {
  readonly resultCode: ResultCode;
  readonly resultStatus: ResultStatus;
  readonly resultMessage: string;
};

/** Longest `resultMessage`, in characters. Source: Antom, Result object, read 2026-11-22. */
export const resultMessageCharsMax = 256;

/** @param message replaces the catalogue's text; longer than 256 characters it is cut. */
export function toResult(code: ResultCode, message?: string): ResultMessage {
  const { status, message: usual } = resultCodes[code];
  return { resultCode: code, resultStatus: status, resultMessage: cutText(message ?? usual, resultMessageCharsMax) };
}

/** Cuts to at most `charsMax` Unicode code points, never inside one; what was cut shows as an ellipsis. */
export function cutText(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const characters = [...text];
  return characters.length <= charsMax ? text : `${characters.slice(0, charsMax - 1).join("")}\u2026`;
}
