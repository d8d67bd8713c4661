import type { TSchema } from "typebox";
import type { ResultCode } from "../result-codes.ts";

export type NotificationName = "notifyPayment" | "notifyCapture" | "notifyRefund";

/** One kind of message that the gateway sends to the merchant: the only place its shape is written. */
export type NotificationKind<Body = unknown> = {
  readonly name: NotificationName;
  readonly title: string;
  readonly description: string;
  /** Where it goes, in words. */
  readonly sentTo: string;
  /** Of the values the schema allows, those that this gateway sends. */
  readonly notifyTypes: readonly string[];
  /** The type of a body is carried along for callers that infer it; no value holds it. */
  readonly schema: TSchema & { readonly "~body"?: Body };
  /** What `result` may say. */
  readonly resultCodes: readonly ResultCode[];
};
