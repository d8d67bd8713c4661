import { decoderOf, type Operation, type OperationName, violationMessage } from "@opencashier/protocol";
import { failed, type Outcome } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";

/** Answers the body of one operation for a merchant who proved to be itself. */
export type Handler = (merchant: Merchant, body: Buffer) => Promise<Outcome<object>>;

export type Handlers = Readonly<Record<OperationName, Handler>>;

/** Puts the operation's decoding before its work: a body that breaks a rule is PARAM_ILLEGAL and reaches nothing. */
export function toHandler<Request, Reply>(
  operation: Operation<Request, Reply>,
  handle: (merchant: Merchant, request: Request) => Promise<Outcome<object>>,
): Handler {
  const decode = decoderOf(operation);
  return async (merchant, body) => {
    const decoded = decode(body);
    if (!decoded.ok) return failed("PARAM_ILLEGAL", violationMessage(decoded.violation));
    return handle(merchant, decoded.request);
  };
}
