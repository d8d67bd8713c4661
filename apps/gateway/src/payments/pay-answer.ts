import type { PayReply } from "@opencashier/protocol";
import type { PayerAction } from "../acquirers/index.ts";
import { failed, type Outcome, succeeded, toIsoText } from "../kernel/index.ts";
import type { Session } from "../sessions/index.ts";
import type { PaymentDeps } from "./deps.ts";
import { identifyingMembers, paidMembers } from "./notification-bodies.ts";
import type { Attempt, Payment } from "./payment.ts";
import { toPayCode } from "./wire-codes.ts";

type Reply = Omit<PayReply, "result">;
export type PayAnswer = Outcome<Reply>;

type Seen = { readonly payment: Payment; readonly attempt: Attempt | undefined };

/** How a payment stands, as `pay` answers it: S paid, F over, U with the way on for the payer. */
export function toPayAnswer(deps: PaymentDeps, session: Session, { payment, attempt }: Seen): PayAnswer {
  switch (payment.status) {
    case "SUCCESS":
      return succeeded({ ...identifyingMembers(payment), ...paidReply(payment) });
    case "FAIL":
    case "CANCELLED":
      return failed(toPayCode(payment.resultCode), payment.resultMessage);
    case "PROCESSING":
    case "PENDING": {
      // Without any link the merchant would have to begin anew under another id, and the payer might pay twice.
      const links = toLinks(attempt?.action, payment) ?? { normalUrl: deps.hostedPageUrl(session) };
      return { ...failed("PAYMENT_IN_PROCESS"), members: { ...identifyingMembers(payment), ...links } };
    }
  }
}

function paidReply(payment: Payment): Reply {
  const { paymentMethodType: _method, acquirerReferenceNo: _reference, ...members } = paidMembers(payment);
  return members;
}

/** How the payer goes on. A 3-D Secure step needs a frame, so it goes on on the gateway's own page. */
function toLinks(action: PayerAction | null | undefined, payment: Payment): Reply | undefined {
  if (action?.type === "redirect") return toRedirectLinks(action);
  if (action?.type !== "code") return undefined;
  const { codeType: codeValueType, value: codeValue, expiresAt, url } = action;
  const { paymentMethodType, timeOffsetMinutes } = payment;
  return {
    ...(url !== undefined && toRedirectLinks({ type: "redirect", method: "GET", url })),
    orderCodeForm: {
      ...(paymentMethodType !== null && { paymentMethodType }),
      expireTime: toIsoText(expiresAt, timeOffsetMinutes),
      codeDetails: [{ codeValueType, codeValue, displayType: "TEXT" }],
    },
  };
}

function toRedirectLinks(action: Extract<PayerAction, { type: "redirect" }>): Reply {
  const { method, url, parameters, appLinkUrl, schemeUrl } = action;
  return {
    ...(method === "GET" && { normalUrl: url }),
    ...(appLinkUrl !== undefined && { applinkUrl: appLinkUrl }),
    ...(schemeUrl !== undefined && { schemeUrl }),
    redirectActionForm: {
      method,
      redirectUrl: url,
      actionFormType: "RedirectActionForm",
      ...(parameters && { parameters: JSON.stringify(parameters) }),
    },
  };
}
