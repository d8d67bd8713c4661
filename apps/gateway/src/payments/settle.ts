import type { AuthorizationAnswer, PayerStep } from "../acquirers/index.ts";
import { addMs } from "../kernel/index.ts";
import { askAcquirer } from "./ask-acquirer.ts";
import { askAttemptAgainAt, claimOverdueAttempts, findAttempt } from "./attempt-store.ts";
import { type AttemptView, viewAttempt } from "./attempt-view.ts";
import { claimAt, nextInquiryAt, workOff } from "./claim.ts";
import type { PaymentDeps } from "./deps.ts";
import type { Attempt } from "./payment.ts";
import { recordAnswer } from "./record-answer.ts";
import { reverseAttempt } from "./reverse-attempt.ts";
import { isAlive } from "./state.ts";

export type SettleRequest = {
  readonly clientId: string;
  readonly attemptId: string;
  /** What the payer's browser says it has done; the acquirer's books decide. */
  readonly payerStep?: PayerStep;
};

/**
 * Asks the acquirer how an attempt stands and records the answer. Safe to call at any time, on any replica, by anybody who
 * thinks there is news. Undefined when the merchant has no such attempt.
 */
export async function settle(deps: PaymentDeps, request: SettleRequest): Promise<AttemptView | undefined> {
  const attempt = await findAttempt(deps.db.connection, request.clientId, request.attemptId);
  if (!attempt) return undefined;
  if (!isAlive(attempt.status) || isOnItsWay(deps, attempt)) {
    return viewAttempt(deps.db, attempt.clientId, attempt.attemptId);
  }
  return recordAnswer(deps, attempt, await inquire(deps, attempt, request.payerStep));
}

/** Longer than the call of the process that started an attempt may take. */
export const arrivalMsMax = 30_000;

/** Asking about an attempt before it arrived takes its id out of use at the acquirer, and would decline it. */
const isOnItsWay = ({ clock }: PaymentDeps, { status, startedAt }: Attempt): boolean =>
  status === "STARTED" && clock.now() < addMs(startedAt, arrivalMsMax);

async function inquire(
  deps: PaymentDeps,
  attempt: Attempt,
  payerStep: PayerStep | undefined,
): Promise<AuthorizationAnswer> {
  const { clientId, attemptId: operationId } = attempt;
  const connector = deps.connectorNamed(attempt.connector);
  const of = { clientId, operationId, now: deps.clock.now(), of: "authorization" } as const;
  const answer = await askAcquirer(() => connector.inquire({ ...of, ...(payerStep && { payerStep }) }));
  if (answer.kind !== "not-found") return answer;
  const message = "The acquirer never received this attempt; nothing was charged.";
  return { kind: "failed", acquirerReference: undefined, resultCode: "PROCESS_FAIL", message, details: {} };
}

/** Attempts whose answer is overdue, and those that have to be given back. */
export async function settleOverdueAttempts(deps: PaymentDeps): Promise<number> {
  const claimed = await claimOverdueAttempts(deps.db.connection, claimAt(deps.clock.now()));
  return workOff(claimed, async (attempt) => {
    if (attempt.status === "REVERSING") await reverseAttempt(deps, attempt);
    else await settle(deps, attempt);
    await putOff(deps, attempt);
  });
}

/** The claim's lease ends too late or too early for what is still open; what is finished has no next time. */
async function putOff(deps: PaymentDeps, { clientId, attemptId }: Attempt): Promise<void> {
  const left = await findAttempt(deps.db.connection, clientId, attemptId);
  if (!left || !(isAlive(left.status) || left.status === "REVERSING")) return;
  await askAttemptAgainAt(deps.db.connection, left, nextInquiryAt(deps.clock.now(), left.inquiryCount));
}
