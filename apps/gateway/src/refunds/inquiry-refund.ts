import type { InquiryRefundReply, InquiryRefundRequest } from "@opencashier/protocol";
import type { Db } from "../db/index.ts";
import { failed, type Outcome, succeeded, toAmount, toIsoText } from "../kernel/index.ts";
import type { Merchant } from "../merchants/index.ts";
import { findRefund, findRefundByRequestId } from "./store.ts";

/**
 * Tells how a refund stands; `refundId` wins when both ids are given. `result` S means the call worked, the refund's state
 * is in `refundStatus`. Result codes: ORDER_NOT_EXIST.
 * Source: Antom, inquiryRefund, read 2026-11-22.
 */
export async function inquiryRefund(
  deps: { readonly db: Db },
  merchant: Merchant,
  request: InquiryRefundRequest,
): Promise<Outcome<Omit<InquiryRefundReply, "result">, "ORDER_NOT_EXIST">> {
  const { refundId, refundRequestId } = request;
  const { connection } = deps.db;
  const found =
    refundId === undefined
      ? await findRefundByRequestId(connection, merchant.clientId, refundRequestId ?? "")
      : await findRefund(connection, merchant.clientId, refundId);
  if (!found) {
    const asked = refundId === undefined ? `refundRequestId "${refundRequestId ?? ""}"` : `refundId "${refundId}"`;
    return failed("ORDER_NOT_EXIST", `No refund has ${asked}.`);
  }
  return succeeded({
    refundStatus: found.status,
    refundId: found.refundId,
    refundRequestId: found.refundRequestId,
    refundAmount: toAmount(found.amount),
    ...(found.status === "SUCCESS" && found.finishedAt !== null && { refundTime: toIsoText(found.finishedAt) }),
    ...(found.metadata !== null && { metadata: found.metadata }),
    ...(found.customizedInfo !== null && { customizedInfo: found.customizedInfo }),
  });
}
