import type { PayerAction } from "../acquirers/index.ts";
import { assert } from "../kernel/index.ts";
import { type Attempt, findAttempt, findPayment } from "../payments/index.ts";
import { findSession, type Session } from "../sessions/index.ts";
import { listAncestors } from "./browser-session.ts";
import type { CheckoutContext } from "./context.ts";
import type { LinkedAttempt } from "./links.ts";

/** Which 3-D Secure message an issuer's page posted; none came with a payer who returns from a wallet or bank. */
export type PostedStep = "challenge-returned" | "method-completed";

/** Where a payer who comes back from an acquirer's page goes. */
export type Returned =
  | { readonly type: "redirect"; readonly url: string }
  | { readonly type: "three-ds"; readonly attemptId: string; readonly step: PostedStep; readonly ancestors: Ancestors };

/** Sources for `frame-ancestors`, beside the gateway itself. */
type Ancestors = readonly string[];

/**
 * The payer came back. What was posted only tells which page it is; how the payment stands is asked of the acquirer.
 * Undefined for a link that was not made here.
 */
export async function returned(
  context: CheckoutContext,
  token: string,
  posted: PostedStep | undefined,
): Promise<Returned | undefined> {
  const linked = context.links.openReturn(token);
  const attempt = linked && (await findLinked(context, linked));
  if (!attempt) return undefined;
  const { clientId, attemptId } = attempt;
  // After the device check the frame goes on by itself: it also knows of the check that never ends.
  if (posted !== "method-completed") {
    await context.payments.settle({ clientId, attemptId, payerStep: posted ?? "redirect-returned" });
  }
  if (posted) return { type: "three-ds", attemptId, step: posted, ancestors: await findAncestors(context, clientId) };
  const session = await findSessionOf(context, attempt);
  return { type: "redirect", url: session.request.paymentRedirectUrl ?? context.links.hostedPageUrl(session) };
}

export type ThreeDSAction = Extract<PayerAction, { type: "three-ds-method" | "three-ds-challenge" }>;

export type ThreeDSStep = { readonly action: ThreeDSAction; readonly ancestors: Ancestors };

/** The 3-D Secure step a frame shows; undefined when there is none for this link any more. */
export async function findThreeDSStep(context: CheckoutContext, token: string): Promise<ThreeDSStep | undefined> {
  const linked = context.links.openThreeDS(token);
  const action = linked && (await findLinked(context, linked))?.action;
  if (action?.type !== "three-ds-method" && action?.type !== "three-ds-challenge") return undefined;
  return { action, ancestors: await findAncestors(context, linked?.clientId ?? "") };
}

const findLinked = ({ db }: CheckoutContext, { clientId, attemptId }: LinkedAttempt): Promise<Attempt | undefined> =>
  findAttempt(db.connection, clientId, attemptId);

async function findAncestors({ findMerchant }: CheckoutContext, clientId: string): Promise<Ancestors> {
  const merchant = await findMerchant(clientId);
  return merchant ? listAncestors(merchant) : [];
}

async function findSessionOf({ db }: CheckoutContext, { clientId, paymentId }: Attempt): Promise<Session> {
  const payment = await findPayment(db.connection, clientId, paymentId);
  const session = payment && (await findSession(db.connection, clientId, payment.paymentSessionId));
  assert(session, "an attempt has a payment and that a session");
  return session;
}
