import type { RetrievePaymentSessionReply, RetrievePaymentSessionRequest } from "@opencashier/protocol";
import type { Db } from "../db/index.ts";
import { failed, type Outcome, succeeded } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { findSessionByRequestId } from "./store.ts";

/**
 * What the merchant asked for when it opened the session. The original documents the reply's fields only, so an id that
 * opened nothing answers as it does for inquiryPayment: ORDER_NOT_EXIST.
 */
export async function retrievePaymentSession(
  deps: { readonly db: Db },
  merchant: Merchant,
  request: RetrievePaymentSessionRequest,
): Promise<Outcome<Omit<RetrievePaymentSessionReply, "result">, "ORDER_NOT_EXIST">> {
  const session = await findSessionByRequestId(deps.db.connection, merchant.clientId, request.paymentRequestId);
  if (!session) return failed("ORDER_NOT_EXIST", `No session has paymentRequestId "${request.paymentRequestId}".`);
  const { order, customizedInfo } = session.request;
  return succeeded({
    order,
    ...(customizedInfo === undefined ? {} : { customizedInfo: JSON.stringify(customizedInfo) }),
  });
}
