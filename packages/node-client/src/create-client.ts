import {
  type CancelReply,
  type CancelRequest,
  type CaptureReply,
  type CaptureRequest,
  type ConsultReply,
  type ConsultRequest,
  contentToSign,
  type CreatePaymentSessionReply,
  type CreatePaymentSessionRequest,
  formatSignatureHeader,
  type InquiryPaymentReply,
  type InquiryPaymentRequest,
  type InquiryRefundReply,
  type InquiryRefundRequest,
  type OperationName,
  operations,
  parsePrivateKey,
  type PayReply,
  type PayRequest,
  type RefundReply,
  type RefundRequest,
  type RetrievePaymentSessionReply,
  type RetrievePaymentSessionRequest,
  signContent,
} from "@opencashier/protocol";
import { checkReply } from "./check-reply.ts";
import { type GatewayPublicKeys, parseGatewayKeys } from "./gateway-keys.ts";
import { type Exchange, sendRequest } from "./send-request.ts";

export type ClientOptions = {
  /** Origin of the gateway, for instance `http://127.0.0.1:8080`. No path: it would be signed differently on both ends. */
  readonly gatewayUrl: string;
  readonly clientId: string;
  /** RSA private key, PKCS#8 or PKCS#1, base64 or PEM. */
  readonly merchantPrivateKey: string;
  /** Version of that key at the gateway. 1 by default. */
  readonly keyVersion?: number;
  /** The gateway's public key, or one for each version while it changes. */
  readonly gatewayPublicKeys: GatewayPublicKeys;
  /** From sending to the last byte of the reply. 30 s by default. */
  readonly timeoutMs?: number;
  /** Replaces the global fetch, for a proxy or a connection pool of your own. */
  readonly fetch?: typeof fetch;
  /** UTC milliseconds; the system clock by default. */
  readonly clock?: () => number;
};

export type CallOptions = { readonly signal?: AbortSignal };

/** What each operation takes and gives. An operation missing here does not compile. */
type Messages = {
  readonly createPaymentSession: readonly [CreatePaymentSessionRequest, CreatePaymentSessionReply];
  readonly pay: readonly [PayRequest, PayReply];
  readonly consult: readonly [ConsultRequest, ConsultReply];
  readonly inquiryPayment: readonly [InquiryPaymentRequest, InquiryPaymentReply];
  readonly cancel: readonly [CancelRequest, CancelReply];
  readonly capture: readonly [CaptureRequest, CaptureReply];
  readonly refund: readonly [RefundRequest, RefundReply];
  readonly inquiryRefund: readonly [InquiryRefundRequest, InquiryRefundReply];
  readonly retrievePaymentSession: readonly [RetrievePaymentSessionRequest, RetrievePaymentSessionReply];
};

/**
 * One method per operation. Each resolves with the reply when the gateway signed status S, and otherwise rejects with
 * PaymentFailedError, PaymentUnknownError or GatewayUnreachableError. `pay` resolves with PAYMENT_IN_PROCESS as well, its
 * ordinary answer: look at `result.resultCode`, and send the payer where `normalUrl` and its like say. A capture or refund
 * that is IN_PROCESS rejects with a PaymentUnknownError whose `reply` has its ids: whoever goes on as if money had moved
 * would be wrong until notifyCapture, notifyRefund or an inquiry tells.
 */
export type Client = {
  readonly [Name in OperationName]: (request: Messages[Name][0], options?: CallOptions) => Promise<Messages[Name][1]>;
};

const timeoutMsDefault = 30_000;

/** Sets up a client; throws TypeError or KeyTextError at once for options that could never work. */
export function createClient(options: ClientOptions): Client {
  const { clientId, keyVersion = 1, timeoutMs = timeoutMsDefault, clock = Date.now } = options;
  if (!/^[\x21-\x7e]+$/.test(clientId)) throw new TypeError("clientId must be visible ASCII characters.");
  if (!Number.isSafeInteger(keyVersion) || keyVersion < 0) throw new TypeError("keyVersion must be a whole number.");
  const origin = parseOrigin(options.gatewayUrl);
  const privateKey = parsePrivateKey(options.merchantPrivateKey);
  const gatewayKeys = parseGatewayKeys(options.gatewayPublicKeys);

  const call = async (operation: OperationName, request: object, { signal }: CallOptions = {}): Promise<unknown> => {
    const path = `${pathPrefix(clientId)}${operations[operation].path}`;
    const body = Buffer.from(JSON.stringify(request));
    const time = String(clock());
    const signature = await signContent(contentToSign({ method: "POST", path, clientId, time, body }), privateKey);
    const headers = {
      "content-type": "application/json; charset=UTF-8",
      "client-id": clientId,
      "request-time": time,
      signature: formatSignatureHeader({ keyVersion, signature }),
    };
    const exchange: Exchange = { operation, url: `${origin}${path}`, headers, body, timeoutMs, signal };
    const reply = await sendRequest(options.fetch ?? fetch, exchange);
    return checkReply({ operation, path, clientId, request }, reply, gatewayKeys);
  };

  const methods = Object.keys(operations).map((name) => [
    name,
    (request: object, callOptions?: CallOptions) => call(name as OperationName, request, callOptions),
  ]);
  return Object.freeze(Object.fromEntries(methods)) as Client;
}

/** Sandbox accounts have a path of their own, chosen by the prefix of the client id as the official SDKs do. */
const pathPrefix = (clientId: string): string => (clientId.startsWith("SANDBOX_") ? "/ams/sandbox/api" : "/ams/api");

function parseOrigin(gatewayUrl: string): string {
  const url = URL.canParse(gatewayUrl) ? new URL(gatewayUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new TypeError("gatewayUrl must be an http or https URL.");
  if (url.pathname !== "/" || url.search || url.hash || url.username || url.password) {
    throw new TypeError("gatewayUrl must be an origin alone: no path, query or credentials.");
  }
  return url.origin;
}
