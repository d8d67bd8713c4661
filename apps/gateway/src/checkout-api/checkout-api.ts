import {
  cardBrandOf,
  type CheckoutCardReply,
  type CheckoutCardRequest,
  type CheckoutOpenReply,
  type CheckoutState,
  type CheckoutStateRequest,
  type CheckoutSubmitRequest,
  isCardNo,
} from "@opencashier/protocol";
import { findSandboxBin, installmentPlansFor, type PayerEnvironment, testCardTable } from "../acquirers/index.ts";
import type { Db } from "../db/index.ts";
import { type CardDetails, type Clock, Secret, toAmount } from "../kernel/index.ts";
import { isSandboxClientId, type Merchant } from "../merchants/index.ts";
import { findAttempt, findPayment, type Payments } from "../payments/index.ts";
import { findSession, type SessionDataSealer } from "../sessions/index.ts";
import {
  type BrowserProof,
  type BrowserRefusal,
  type BrowserSession,
  isRefusal,
  openBrowserSession,
} from "./browser-session.ts";
import { acceptedBrands, listMethods } from "./checkout-methods.ts";
import { toCheckoutState } from "./checkout-state.ts";
import type { CheckoutLinks } from "./links.ts";

export type CheckoutApiDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly sessionData: SessionDataSealer;
  readonly findMerchant: (clientId: string) => Promise<Merchant | undefined>;
  readonly payments: Pick<Payments, "settle" | "submit" | "view">;
  readonly links: CheckoutLinks;
  readonly publicUrl: () => string;
};

/** What HTTP knows of the payer beside the message. */
export type PayerHeaders = Pick<PayerEnvironment, "clientIp" | "userAgent" | "acceptHeader">;

/** What the buyer's browser may ask. Every answer is a value or a refusal with its declared reason. */
export type CheckoutApi = ReturnType<typeof createCheckoutApi>;

export const createCheckoutApi = (deps: CheckoutApiDeps) => ({
  open: (proof: BrowserProof) => withSession(deps, proof, (found) => open(deps, found)),
  card: (proof: BrowserProof, request: CheckoutCardRequest) =>
    withSession(deps, proof, async (found) => readCard(found, request)),
  submit: (proof: BrowserProof, request: CheckoutSubmitRequest, headers: PayerHeaders) =>
    withSession(deps, proof, (found) => submit(deps, found, { request, headers })),
  state: (proof: BrowserProof, request: CheckoutStateRequest) =>
    withSession(deps, proof, (found) => readState(deps, found, request)),
  returned: (token: string) => returned(deps, token),
  threeDSStep: (token: string) => findThreeDSStep(deps, token),
});

async function withSession<Reply>(
  deps: CheckoutApiDeps,
  proof: BrowserProof,
  answer: (found: BrowserSession) => Promise<Reply | BrowserRefusal>,
): Promise<Reply | BrowserRefusal> {
  const found = await openBrowserSession(deps, proof);
  return isRefusal(found) ? found : answer(found);
}

async function open(deps: CheckoutApiDeps, { session, merchant }: BrowserSession): Promise<CheckoutOpenReply> {
  const { request, clientId, paymentSessionId } = session;
  const isSandbox = isSandboxClientId(merchant.clientId);
  const view = await deps.payments.view(clientId, paymentSessionId);
  return {
    merchantName: merchant.displayName,
    amount: toAmount(session.amount),
    methods: listMethods(merchant, session),
    hasInstallments: request.enableInstallmentCollection === "true",
    needsCvc: true,
    ...(request.locale !== undefined && { locale: request.locale }),
    expiresAt: session.expiresAt,
    redirectUrl: request.paymentRedirectUrl ?? null,
    orderDescription: request.order.orderDescription,
    sandbox: isSandbox ? { testCards: listTestCards(merchant, { session, merchant }) } : null,
    serverTime: deps.clock.now(),
    state: toCheckoutState(deps, session, view),
  };
}

/** Those the session takes: a card of a brand that is refused anyway would only confuse. */
function listTestCards(merchant: Merchant, { session }: BrowserSession) {
  const brands = acceptedBrands(merchant, session);
  return testCardTable
    .filter(({ brand }) => brands.includes(brand))
    .map(({ title, number, brand, issuerCode, threeDS }) => ({
      title,
      number,
      brand,
      outcome: `${issuerCode} · ${threeDS}`,
    }));
}

function readCard({ session, merchant }: BrowserSession, { bin }: CheckoutCardRequest): CheckoutCardReply {
  const accepted = acceptedBrands(merchant, session);
  const brands = findSandboxBin(bin).brands.filter((brand) => accepted.includes(brand));
  if (session.request.enableInstallmentCollection !== "true") return { brands, plans: [] };
  const offers = installmentPlansFor({ bin, amount: session.amount });
  const plans = offers.map(({ installmentNum, interval, installmentAmount, interestRate }) => ({
    installmentNum,
    interval,
    interestRate,
    installmentAmount: toAmount(installmentAmount),
  }));
  return { brands, plans };
}

type Submission = { readonly request: CheckoutSubmitRequest; readonly headers: PayerHeaders };

async function submit(
  deps: CheckoutApiDeps,
  { session, merchant }: BrowserSession,
  { request, headers }: Submission,
): Promise<CheckoutState | BrowserRefusal> {
  const { paymentMethodType, creditPayPlan } = request;
  const method = listMethods(merchant, session).find((offer) => offer.paymentMethodType === paymentMethodType);
  if (!method) return unavailable(`${paymentMethodType} is not offered for this payment.`);
  const card = toCard(request, acceptedBrands(merchant, session));
  if (card && "error" in card) return card;
  if (paymentMethodType === "CARD" && !card) return { error: "REQUEST_INVALID", message: "card is required" };
  const done = await deps.payments.submit({
    session,
    merchant,
    attemptKey: request.attemptKey,
    paymentMethodType,
    card,
    installmentPlan: creditPayPlan && { installmentNum: creditPayPlan.installmentNum, interval: "MONTH" },
    bankIdentifierCode: request.bankIdentifierCode,
    interaction: request.interaction,
    payer: { ...request.browser, ...headers },
  });
  if (done.ok) return toCheckoutState(deps, session, done.value);
  if (done.resultCode === "PAYMENT_IN_PROCESS") return { error: "DUPLICATE", message: "Another attempt is under way." };
  if (done.resultCode === "NO_PAY_OPTIONS") return unavailable(done.message ?? "No acquirer is connected.");
  if (done.resultCode === "REQUEST_TRAFFIC_EXCEED_LIMIT") return unavailable("Too many attempts; start a new payment.");
  return readState(deps, { session, merchant }, {});
}

const unavailable = (message: string): BrowserRefusal => ({ error: "METHOD_NOT_AVAILABLE", message });

/** A refusal names the field and the rule, never a digit of the card. */
function toCard(
  { card }: CheckoutSubmitRequest,
  brands: readonly string[],
): Secret<CardDetails> | BrowserRefusal | undefined {
  if (!card) return undefined;
  if (!isCardNo(card.number)) return { error: "REQUEST_INVALID", message: "card.number must have a valid check digit" };
  const brand = card.selectedCardBrand ?? cardBrandOf(card.number);
  if (brand === undefined || !brands.includes(brand)) return unavailable("Cards of this brand are not accepted.");
  const { number, expiryMonth, expiryYear, cvc, cardholderName } = card;
  return new Secret({
    number,
    expiryMonth,
    expiryYear,
    brand,
    ...(cvc !== undefined && { cvc }),
    ...(cardholderName !== undefined && { cardholderName }),
  });
}

async function readState(
  deps: CheckoutApiDeps,
  { session }: BrowserSession,
  { attemptId, step }: CheckoutStateRequest,
): Promise<CheckoutState> {
  const { clientId, paymentSessionId } = session;
  if (attemptId !== undefined && (await belongsTo(deps, { clientId, attemptId }, session.paymentRequestId))) {
    await deps.payments.settle({ clientId, attemptId, ...(step && { payerStep: step }) });
  }
  const now = await findSession(deps.db.connection, clientId, paymentSessionId);
  return toCheckoutState(deps, now ?? session, await deps.payments.view(clientId, paymentSessionId));
}

/** A buyer may ask about attempts of the own session only. */
async function belongsTo(
  { db }: CheckoutApiDeps,
  { clientId, attemptId }: { readonly clientId: string; readonly attemptId: string },
  paymentRequestId: string,
): Promise<boolean> {
  const attempt = await findAttempt(db.connection, clientId, attemptId);
  if (!attempt) return false;
  const payment = await findPayment(db.connection, clientId, attempt.paymentId);
  return payment?.paymentRequestId === paymentRequestId;
}

/** Where a payer who comes back from an acquirer's page goes. */
export type Returned =
  | { readonly type: "redirect"; readonly url: string | null }
  | { readonly type: "three-ds"; readonly attemptId: string; readonly step: "challenge-returned" | "method-completed" };

/**
 * The payer came back. What the acquirer's page posted decides nothing: the acquirer itself is asked. Undefined for a link
 * that was not made here.
 */
async function returned(deps: CheckoutApiDeps, token: string): Promise<Returned | undefined> {
  const linked = deps.links.openReturn(token);
  const attempt = linked && (await findAttempt(deps.db.connection, linked.clientId, linked.attemptId));
  if (!linked || !attempt) return undefined;
  const { attemptId, action } = attempt;
  if (action?.type === "three-ds-method") return { type: "three-ds", attemptId, step: "method-completed" };
  const isChallenge = action?.type === "three-ds-challenge";
  await deps.payments.settle({ ...linked, payerStep: isChallenge ? "challenge-returned" : "redirect-returned" });
  if (isChallenge) return { type: "three-ds", attemptId, step: "challenge-returned" };
  const payment = await findPayment(deps.db.connection, linked.clientId, attempt.paymentId);
  const session = payment && (await findSession(deps.db.connection, linked.clientId, payment.paymentSessionId));
  return { type: "redirect", url: session?.request.paymentRedirectUrl ?? null };
}

/** The 3-D Secure step a frame shows; undefined when there is none for this link any more. */
async function findThreeDSStep(deps: CheckoutApiDeps, token: string) {
  const linked = deps.links.openThreeDS(token);
  const attempt = linked && (await findAttempt(deps.db.connection, linked.clientId, linked.attemptId));
  const action = attempt?.action;
  if (action?.type !== "three-ds-method" && action?.type !== "three-ds-challenge") return undefined;
  return action;
}
