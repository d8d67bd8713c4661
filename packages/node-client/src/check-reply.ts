import type { OperationName } from "@opencashier/protocol";
import { type AnyReply, PaymentFailedError, PaymentUnknownError } from "./errors.ts";
import { findSignatureFault, type GatewayKeys } from "./gateway-keys.ts";
import type { RawReply } from "./send-request.ts";

/** The call that a reply must belong to. */
export type Asked = {
  readonly operation: OperationName;
  readonly path: string;
  readonly clientId: string;
  readonly request: object;
};

/**
 * The reply, once it is proven to be the gateway's and says S; of `pay`, PAYMENT_IN_PROCESS as well.
 * Nothing of the body is read before its signature verified over the raw bytes; a reply without a signature is not trusted.
 * Throws PaymentFailedError for F and PaymentUnknownError for everything else.
 */
export function checkReply(asked: Asked, raw: RawReply, keys: GatewayKeys): AnyReply {
  const { operation } = asked;
  const fault = findTrustFault(asked, raw, keys);
  if (fault) throw new PaymentUnknownError(operation, "REPLY_NOT_TRUSTED", { explanation: fault });
  const reply = parseReply(raw.body);
  if (!reply) {
    const explanation = "The reply is signed, but is not JSON with a result.";
    throw new PaymentUnknownError(operation, "REPLY_NOT_UNDERSTOOD", { explanation });
  }
  const stray = findStrayId(asked.request, reply);
  if (stray) {
    const explanation = `The reply is about another ${stray} than the one asked for.`;
    throw new PaymentUnknownError(operation, "REPLY_NOT_TRUSTED", { explanation });
  }
  const { resultStatus, resultCode, resultMessage } = reply.result;
  if (resultStatus === "S" || isOnItsWay(operation, reply)) return reply;
  if (resultStatus === "F") throw new PaymentFailedError(operation, reply);
  const explanation = `The gateway answered ${resultCode}: ${resultMessage}`;
  throw new PaymentUnknownError(operation, "RESULT_UNKNOWN", { explanation, reply });
}

/** The ordinary answer of `pay`: the payer still has to go where the reply says. */
const isOnItsWay = (operation: OperationName, { result }: AnyReply): boolean =>
  operation === "pay" && result.resultStatus === "U" && result.resultCode === "PAYMENT_IN_PROCESS";

function findTrustFault(asked: Asked, { headers, body }: RawReply, keys: GatewayKeys): string | undefined {
  const signature = headers.get("signature");
  if (!signature) return "The reply has no signature.";
  const time = headers.get("response-time");
  if (!time) return "The reply has no response-time.";
  if (headers.get("client-id") !== asked.clientId) return "The reply is addressed to another client-id, or to none.";
  const { path, clientId } = asked;
  const fault = findSignatureFault({ method: "POST", path, clientId, time, body }, signature, keys);
  return fault === undefined ? undefined : `The reply cannot be trusted. ${fault}`;
}

function parseReply(body: Buffer): AnyReply | undefined {
  const reply = parseJson(body);
  if (!isRecord(reply) || !isRecord(reply["result"])) return undefined;
  const { resultStatus, resultCode, resultMessage } = reply["result"];
  if (typeof resultStatus !== "string" || typeof resultCode !== "string") return undefined;
  const message = typeof resultMessage === "string" ? resultMessage : "";
  return { ...reply, result: { ...reply["result"], resultStatus, resultCode, resultMessage: message } };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** By which ids a request names its subject. Of those in one line the gateway goes by the first that is given. */
const subjects = [["paymentId", "paymentRequestId"], ["refundId", "refundRequestId"], ["captureRequestId"]] as const;

/** A reply's signature does not cover the request, so an older reply could be played back for it. */
function findStrayId(request: object, reply: AnyReply): string | undefined {
  const asked = request as Readonly<Record<string, unknown>>;
  return subjects
    .map((names) => names.find((name) => asked[name] !== undefined))
    .find((name) => name !== undefined && reply[name] !== undefined && reply[name] !== asked[name]);
}
