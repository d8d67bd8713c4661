import type { Operation } from "../operation.ts";
import type { Violation } from "../violation.ts";
import { type PayReply, payReplySchema, type PayRequest, payRequestSchema } from "./pay-messages.ts";
import { checkOneTimeProduct, checkPaymentTerms, checkTerminal } from "./payment-session-rules.ts";

/** Source: Antom, pay reference, read 2026-11-22. */
export const pay: Operation<PayRequest, PayReply> = {
  name: "pay",
  path: "/v1/payments/pay",
  title: "Take a payment without the browser SDK",
  description:
    "Starts a payment and answers with the links that lead the payer on. S: paid. U with PAYMENT_IN_PROCESS: send the " +
    "payer to a link of the reply; the outcome follows by notifyPayment and inquiryPayment.",
  requestSchema: payRequestSchema,
  replySchema: payReplySchema,
  idempotencyField: "paymentRequestId",
  resultCodes: [
    "SUCCESS",
    "PARAM_ILLEGAL",
    "PROCESS_FAIL",
    "NO_PAY_OPTIONS",
    "CARD_NOT_SUPPORTED",
    "UNKNOWN_EXCEPTION",
    "ACCESS_DENIED",
    "AUTHENTICATION_REQUIRED",
    "CURRENCY_NOT_SUPPORT",
    "DO_NOT_HONOR",
    "EXPIRED_CODE",
    "FRAUD_REJECT",
    "INVALID_ACCESS_TOKEN",
    "INVALID_AMOUNT",
    "INVALID_CARD_NUMBER",
    "INVALID_CONTRACT",
    "INVALID_EXPIRATION_DATE",
    "INVALID_MERCHANT_STATUS",
    "INVALID_PAYMENT_CODE",
    "INVALID_PAYMENT_METHOD_META_DATA",
    "KEY_NOT_FOUND",
    "MERCHANT_KYB_NOT_QUALIFIED",
    "MERCHANT_NOT_REGISTERED",
    "NO_INTERFACE_DEF",
    "ORDER_IS_CANCELED",
    "ORDER_IS_CLOSED",
    "ORDER_NOT_EXIST",
    "ORDER_STATUS_INVALID",
    "PAYMENT_AMOUNT_EXCEED_LIMIT",
    "PAYMENT_COUNT_EXCEED_LIMIT",
    "PAYMENT_NOT_QUALIFIED",
    "PAYMENT_PROHIBITED",
    "REPEAT_REQ_INCONSISTENT",
    "RISK_REJECT",
    "SELECTED_CARD_BRAND_NOT_AVAILABLE",
    "SETTLE_CONTRACT_NOT_MATCH",
    "SYSTEM_ERROR",
    "USER_AMOUNT_EXCEED_LIMIT",
    "USER_BALANCE_NOT_ENOUGH",
    "USER_KYC_NOT_QUALIFIED",
    "USER_NOT_EXIST",
    "USER_PAYMENT_VERIFICATION_FAILED",
    "USER_STATUS_ABNORMAL",
    "VERIFY_TIMES_EXCEED_LIMIT",
    "VERIFY_UNMATCHED",
    "PAYMENT_IN_PROCESS",
    "REQUEST_TRAFFIC_EXCEED_LIMIT",
  ],
  checkRequest: checkPay,
};

function checkPay(request: PayRequest): Violation | undefined {
  return checkOneTimeProduct(request.productCode) ?? checkTerminal(request.env) ?? checkPaymentTerms(request);
}
