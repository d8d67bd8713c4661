import { type CheckoutMethod, type CheckoutState, type CheckoutSubmitRequest, isCardNo } from "@opencashier/protocol";
import type { PayerEnvironment } from "../acquirers/index.ts";
import { type CardDetails, Secret } from "../kernel/index.ts";
import { findSession } from "../sessions/index.ts";
import { type BrowserRefusal, type BrowserSession, isRefusal } from "./browser-session.ts";
import type { CheckoutContext, PayerHeaders } from "./context.ts";
import { listMethods } from "./checkout-methods.ts";
import { toCheckoutState } from "./checkout-state.ts";
import { acceptedBrandsOf, listPlans } from "./read-card.ts";

export type Submission = { readonly request: CheckoutSubmitRequest; readonly headers: PayerHeaders };

/**
 * One attempt to pay. Refused are METHOD_NOT_AVAILABLE for what was not offered, REQUEST_INVALID for what does not go
 * together, DUPLICATE while another attempt may still pay, SESSION_EXPIRED after twenty attempts and UNAVAILABLE while
 * too many cards are being declined. A payment that is decided already is no refusal: the state tells.
 */
export async function submit(
  context: CheckoutContext,
  found: BrowserSession,
  { request, headers }: Submission,
): Promise<CheckoutState | BrowserRefusal> {
  const chosen = choose(found, request);
  if (isRefusal(chosen)) return chosen;
  const { clientId } = found.session;
  const waitMs = chosen.card ? context.declines.waitMs(clientId) : 0;
  if (waitMs > 0) return { ...tooManyDeclines, retryAfterMs: waitMs };
  const { attemptKey, paymentMethodType, interaction } = request;
  const done = await context.payments.submit({
    ...found,
    ...chosen,
    attemptKey,
    paymentMethodType,
    interaction,
    payer: toPayer(request, headers),
  });
  if (!done.ok) return toRefusal(done.resultCode) ?? describe(context, found);
  if (chosen.card && done.value.attempt.status === "FAILED") context.declines.count(clientId);
  return toCheckoutState(context, found.session, done.value);
}

const tooManyDeclines: BrowserRefusal = {
  error: "UNAVAILABLE",
  message: "Too many cards were declined here in a short time. Wait a moment, then try again.",
};
const notOffered = (what: string): BrowserRefusal => ({
  error: "METHOD_NOT_AVAILABLE",
  message: `${what} not offered for this payment.`,
});
const invalid = (message: string): BrowserRefusal => ({ error: "REQUEST_INVALID", message });

function toRefusal(resultCode: string): BrowserRefusal | undefined {
  switch (resultCode) {
    case "PAYMENT_IN_PROCESS":
      return { error: "DUPLICATE", message: "Another attempt to pay is under way." };
    case "NO_PAY_OPTIONS":
      return notOffered("No method is");
    case "REQUEST_TRAFFIC_EXCEED_LIMIT":
      return { error: "SESSION_EXPIRED", message: "This session has seen too many attempts; start a new payment." };
    default:
      return undefined;
  }
}

/** The session is over: paid in another tab, cancelled or closed since this page was loaded. */
async function describe(context: CheckoutContext, { session }: BrowserSession): Promise<CheckoutState> {
  const { clientId, paymentSessionId } = session;
  const current = await findSession(context.db.connection, clientId, paymentSessionId);
  return toCheckoutState(context, current ?? session, await context.payments.view(clientId, paymentSessionId));
}

type Choice = {
  readonly card: Secret<CardDetails> | undefined;
  readonly installmentPlan: { readonly installmentNum: number; readonly interval: "MONTH" } | undefined;
  readonly bankIdentifierCode: string | undefined;
};

/** Holds what the browser chose against what it was offered. */
function choose(found: BrowserSession, request: CheckoutSubmitRequest): Choice | BrowserRefusal {
  const { paymentMethodType, creditPayPlan } = request;
  const offered = listMethods(found.merchant, found.session);
  const method = offered.find((candidate) => candidate.paymentMethodType === paymentMethodType);
  // Not by its name: whatever a browser sends there would be repeated.
  if (!method) return notOffered("This paymentMethodType is");
  if (method.category === "CARD") return chooseCard(found, request);
  if (request.card || creditPayPlan) return invalid("card and creditPayPlan are for paymentMethodType CARD only");
  return (
    checkWay(method, request) ?? {
      card: undefined,
      installmentPlan: undefined,
      bankIdentifierCode: request.bankIdentifierCode,
    }
  );
}

function checkWay(
  { banks, interactions }: CheckoutMethod,
  { bankIdentifierCode, interaction }: CheckoutSubmitRequest,
): BrowserRefusal | undefined {
  if (!interactions.includes(interaction)) return invalid(`interaction must be one of ${interactions.join(", ")}`);
  if (bankIdentifierCode === undefined) return undefined;
  const isListed = banks?.some((bank) => bank.bankIdentifierCode === bankIdentifierCode) ?? false;
  return isListed ? undefined : invalid("bankIdentifierCode must be one of the banks offered");
}

/** A refusal names the field and the rule, never a digit of the card. */
function chooseCard(found: BrowserSession, { card, creditPayPlan }: CheckoutSubmitRequest): Choice | BrowserRefusal {
  if (!card) return invalid("card is required");
  const { number, expiryMonth, expiryYear, cvc, cardholderName, selectedCardBrand } = card;
  if (!isCardNo(number)) return invalid("card.number must have a valid check digit");
  const brands = acceptedBrandsOf(found, number);
  const brand = selectedCardBrand ?? brands[0];
  if (brand === undefined || !brands.includes(brand)) return notOffered("Cards of this brand are");
  const wanted = creditPayPlan?.installmentNum;
  const plan = listPlans(found.session, number).find(({ installmentNum }) => installmentNum === wanted);
  if (creditPayPlan && !plan) return invalid("creditPayPlan.installmentNum must be one of the plans offered");
  const details = {
    number,
    expiryMonth,
    expiryYear,
    brand,
    ...(cvc !== undefined && { cvc }),
    ...(cardholderName !== undefined && { cardholderName }),
  };
  return {
    card: new Secret(details),
    installmentPlan: plan && { installmentNum: plan.installmentNum, interval: plan.interval },
    bankIdentifierCode: undefined,
  };
}

/** Only what the message is known to hold: whatever else a browser sends goes no further. */
function toPayer({ browser }: CheckoutSubmitRequest, headers: PayerHeaders): PayerEnvironment {
  const { terminalType, language, colorDepth, screenWidth, screenHeight, timeZoneOffset, challengeWindowSize } =
    browser;
  return {
    terminalType,
    ...headers,
    ...(language !== undefined && { language }),
    ...(colorDepth !== undefined && { colorDepth }),
    ...(screenWidth !== undefined && { screenWidth }),
    ...(screenHeight !== undefined && { screenHeight }),
    ...(timeZoneOffset !== undefined && { timeZoneOffset }),
    ...(challengeWindowSize !== undefined && { challengeWindowSize }),
  };
}
