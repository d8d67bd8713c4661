import { operations, type ResultCode, resultCodes } from "@opencashier/protocol";

/*
 * Three ways a call can end badly, told apart by what the merchant may do next:
 *
 *   PaymentFailedError       the gateway refused: nothing happened, and repeating the same request changes nothing
 *   PaymentUnknownError      something may have happened: inquire, or repeat with the same id; never with another id
 *   GatewayUnreachableError  the request never left: repeating it is safe
 *
 * No message holds a key, a card number or any part of a request.
 */

/** The `result` every reply begins with. */
export type ReplyResult = {
  readonly resultCode: string;
  readonly resultStatus: string;
  readonly resultMessage: string;
};

/** A reply as it came: `result` and whatever else the gateway sent. */
export type AnyReply = { readonly result: ReplyResult; readonly [field: string]: unknown };

/** The gateway answered with status F, signed. */
export class PaymentFailedError extends Error {
  override readonly name = "PaymentFailedError";
  readonly operation: string;
  readonly resultCode: string;
  readonly resultMessage: string;
  /** What the reference advises for this code; undefined for a code this version does not know. */
  readonly advice: string | undefined;
  readonly reply: AnyReply;

  constructor(operation: string, reply: AnyReply) {
    const { resultCode, resultMessage } = reply.result;
    super(`${operation} failed with ${resultCode}: ${resultMessage}`);
    this.operation = operation;
    this.resultCode = resultCode;
    this.resultMessage = resultMessage;
    this.advice = isResultCode(resultCode) ? resultCodes[resultCode].advice : undefined;
    this.reply = reply;
  }
}

const isResultCode = (code: string): code is ResultCode => Object.hasOwn(resultCodes, code);

/** Why the outcome is unknown. Only RESULT_UNKNOWN comes with a reply that can be trusted. */
export type UnknownReason =
  | "RESULT_UNKNOWN"
  | "TIMEOUT"
  | "ABORTED"
  | "CONNECTION_LOST"
  | "REDIRECT"
  | "HTTP_STATUS"
  | "REPLY_NOT_TRUSTED"
  | "REPLY_NOT_UNDERSTOOD";

/** The request was sent, or may have been, and no trustworthy S or F came back. */
export class PaymentUnknownError extends Error {
  override readonly name = "PaymentUnknownError";
  readonly operation: string;
  readonly reason: UnknownReason;
  readonly resultCode: string | undefined;
  /** The signed reply with status U, when there is one. */
  readonly reply: AnyReply | undefined;

  constructor(operation: string, reason: UnknownReason, details: UnknownDetails) {
    super(
      `${operation}: ${details.explanation} ${adviceFor(operation)}`,
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.operation = operation;
    this.reason = reason;
    this.resultCode = details.reply?.result.resultCode;
    this.reply = details.reply;
  }
}

const adviceFor = (operation: string): string =>
  operation === "consult" || operation === "retrievePaymentSession"
    ? "The call changes nothing: ask again."
    : `The outcome is unknown: inquire before trying again with another ${idempotencyField(operation)}.`;

/** The id under which trying anew would be doing it twice. */
function idempotencyField(operation: string): string {
  if (operation === "inquiryRefund") return "refundRequestId";
  const known = Object.values(operations).find(({ name }) => name === operation);
  return known?.idempotencyField ?? "paymentRequestId";
}

export type UnknownDetails = {
  /** One sentence. */
  readonly explanation: string;
  readonly reply?: AnyReply;
  readonly cause?: unknown;
};

/** No connection came about (name not found, refused, certificate rejected): nothing was sent. */
export class GatewayUnreachableError extends Error {
  override readonly name = "GatewayUnreachableError";
  readonly operation: string;
  /** The system's code, for instance ECONNREFUSED or ENOTFOUND. */
  readonly code: string;

  constructor(operation: string, code: string, cause: unknown) {
    super(`${operation}: the gateway cannot be reached (${code}); nothing was sent.`, { cause });
    this.operation = operation;
    this.code = code;
  }
}
