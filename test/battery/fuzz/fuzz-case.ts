import type { OperationName } from "@opencashier/protocol";
import type { WireRequest } from "../../support/signed-request.ts";

/** What the gateway must do with a request. */
export type Expected =
  /** Result S. */
  | { readonly kind: "success" }
  /** One of these codes; with `names`, the message contains that. */
  | { readonly kind: "refusal"; readonly codes: readonly string[]; readonly names?: string }
  /** Any declared code but one that blames the gateway; an S is checked for plausibility. */
  | { readonly kind: "declared" }
  /** The bytes may not even be HTTP: then status 4xx or a closed connection, and nothing of the inside. */
  | { readonly kind: "perhaps-not-http" };

/** A generated request before it is signed. */
export type FuzzCase = {
  /** Which generator made it, for the summary and for failures. */
  readonly name: string;
  readonly operation: OperationName;
  /** The body; given an id nobody used, to be the `paymentRequestId` where the case keeps one. */
  readonly body: (requestId: string) => Buffer;
  /** Text of `request-time`; now in epoch milliseconds unless told. */
  readonly time?: (now: Date) => string;
  /** Changes the signed request; absent, it goes out as it is. A case that needs no signature says so. */
  readonly change?: (request: WireRequest) => WireRequest;
  readonly isUnsigned?: boolean;
  /** The bytes to be sent, when they are not those of the request put together. */
  readonly toBytes?: (request: WireRequest) => Buffer;
  readonly expected: Expected;
};

export const success: Expected = { kind: "success" };
export const declared: Expected = { kind: "declared" };
export const perhapsNotHttp: Expected = { kind: "perhaps-not-http" };
export const illegal = (names?: string): Expected => ({
  kind: "refusal",
  codes: ["PARAM_ILLEGAL"],
  ...(names !== undefined && { names }),
});
export const refusal = (...codes: readonly string[]): Expected => ({ kind: "refusal", codes });
