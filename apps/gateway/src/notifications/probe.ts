import { newSortableId, toIsoText } from "../kernel/index.ts";
import { type AttemptDeps, attemptDelivery } from "./attempt-delivery.ts";
import { destinationOf } from "./enqueue.ts";
import type { DeliveryAttempt } from "./notification.ts";

export type ProbeRequest = {
  readonly clientId: string;
  readonly url: string;
  /** Signed over another body, to see that the merchant's server refuses it. */
  readonly isBadlySigned: boolean;
};

/** Sends one made-up notification to an address and tells what came back. Stores nothing. */
export type AddressProbe = (request: ProbeRequest) => Promise<DeliveryAttempt>;

/** Its ids say what it is, so that no merchant's program takes it for a payment of its own. */
export function createAddressProbe(deps: AttemptDeps): AddressProbe {
  return ({ clientId, url, isBadlySigned }) => {
    const now = deps.wallClock.now();
    const sender: AttemptDeps["sender"] = {
      post: (to, headers, body) =>
        deps.sender.post(to, headers, isBadlySigned ? Buffer.from(body.toString().replace("TEST", "FALSE")) : body),
    };
    const body = {
      notifyType: "PAYMENT_RESULT",
      result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
      paymentRequestId: "TEST-NOTIFICATION",
      paymentId: "TEST-NOTIFICATION",
      paymentAmount: { currency: "USD", value: "1" },
      paymentCreateTime: toIsoText(now),
    };
    return attemptDelivery(
      { ...deps, sender },
      {
        clientId,
        notificationId: newSortableId("NT", now),
        kind: "notifyPayment",
        paymentId: "TEST-NOTIFICATION",
        subjectId: "TEST-NOTIFICATION",
        outcome: "SUCCESS",
        url,
        destination: destinationOf(url),
        body: JSON.stringify(body),
        status: "WAITING",
        attemptCount: 0,
        dueAt: now,
        createdAt: now,
        deliveredAt: null,
      },
    );
  };
}
