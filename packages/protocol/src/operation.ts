import type { TSchema } from "typebox";
import type { ResultCode } from "./result-codes.ts";
import type { Violation } from "./violation.ts";

export type OperationName =
  | "createPaymentSession"
  | "pay"
  | "consult"
  | "inquiryPayment"
  | "cancel"
  | "capture"
  | "refund"
  | "inquiryRefund"
  | "retrievePaymentSession";

/** One operation of the API: the only place its messages are written. */
export type Operation<Request = never, Reply = unknown> = {
  readonly name: OperationName;
  /** Without the gateway's prefix. */
  readonly path: `/v1/payments/${string}`;
  readonly title: string;
  readonly description: string;
  readonly requestSchema: TSchema;
  /** The type of a reply is carried along for callers that infer it; no value holds it. */
  readonly replySchema: TSchema & { readonly "~reply"?: Reply };
  /** The field whose value makes a repeat the same call, if the operation has one. */
  readonly idempotencyField: string | undefined;
  /** What the operation itself may answer, beside {@link gatewayResultCodes}. */
  readonly resultCodes: readonly ResultCode[];
  /** Rules between fields, decidable from the request alone. Called with requests that match the schema. */
  readonly checkRequest: (request: Request) => Violation | undefined;
};
