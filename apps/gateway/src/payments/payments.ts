import type { CancelRequest, CaptureRequest, InquiryPaymentRequest, PayRequest } from "@opencashier/protocol";
import type { Merchant } from "../merchants/index.ts";
import { type AttemptView, type PaymentView, viewSession } from "./attempt-view.ts";
import { cancel } from "./cancel.ts";
import { capture } from "./capture.ts";
import { workOff } from "./claim.ts";
import type { PaymentDeps } from "./deps.ts";
import { closeDuePayments } from "./expire.ts";
import { inquiryPayment } from "./inquiry-payment.ts";
import { pay } from "./pay.ts";
import { settleOverdueCaptures } from "./settle-capture.ts";
import { settle, settleOverdueAttempts, type SettleRequest } from "./settle.ts";
import { submit, type SubmitRequest } from "./submit.ts";

/** Everything that can be done to payments, with its dependencies wired in. */
export type Payments = ReturnType<typeof createPayments>;

export const createPayments = (deps: PaymentDeps) => ({
  pay: (merchant: Merchant, request: PayRequest) => pay(deps, merchant, request),
  inquiryPayment: (merchant: Merchant, request: InquiryPaymentRequest) => inquiryPayment(deps, merchant, request),
  cancel: (merchant: Merchant, request: CancelRequest) => cancel(deps, merchant, request),
  capture: (merchant: Merchant, request: CaptureRequest) => capture(deps, merchant, request),
  submit: (request: SubmitRequest) => submit(deps, request),
  settle: (request: SettleRequest): Promise<AttemptView | undefined> => settle(deps, request),
  view: (clientId: string, paymentSessionId: string): Promise<PaymentView> =>
    viewSession(deps.db, clientId, paymentSessionId),
  /** One round of what is due by the clock; how much there was. */
  async runDue(): Promise<number> {
    const counts: number[] = [];
    const jobs = [settleOverdueAttempts, settleOverdueCaptures, closeDuePayments];
    await workOff(jobs, async (job) => void counts.push(await job(deps)));
    return counts.reduce((sum, count) => sum + count, 0);
  },
});
