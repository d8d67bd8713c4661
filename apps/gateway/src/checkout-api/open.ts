import type { CheckoutOpenReply, CheckoutTestCard } from "@opencashier/protocol";
import { testCardTable } from "../acquirers/index.ts";
import { toAmount } from "../kernel/index.ts";
import { isSandboxClientId } from "../merchants/index.ts";
import { listCardBrands } from "../sessions/index.ts";
import type { BrowserSession } from "./browser-session.ts";
import type { CheckoutContext } from "./context.ts";
import { listMethods } from "./checkout-methods.ts";
import { toCheckoutState } from "./checkout-state.ts";
import { collectsInstallments } from "./read-card.ts";

/** What may be paid, and how. The state tells whether it has been already: the buyer may come back, or have a second tab. */
export async function open(context: CheckoutContext, found: BrowserSession): Promise<CheckoutOpenReply> {
  const { session, merchant } = found;
  const { request, clientId, paymentSessionId } = session;
  const view = await context.payments.view(clientId, paymentSessionId);
  return {
    merchantName: merchant.displayName,
    amount: toAmount(session.amount),
    methods: listMethods(merchant, session),
    hasInstallments: collectsInstallments(session),
    needsCvc: true,
    ...(request.locale !== undefined && { locale: request.locale }),
    expiresAt: session.expiresAt,
    redirectUrl: request.paymentRedirectUrl ?? null,
    orderDescription: request.order.orderDescription,
    sandbox: isSandboxClientId(merchant.clientId) ? { testCards: listTestCards(found) } : null,
    serverTime: context.clock.now(),
    state: toCheckoutState(context, session, view),
  };
}

/** The table begins with what testers use most; all of it is in docs/integrating/sandbox.md. */
const testCardsMax = 30;

/** Those the session takes: a card of a brand that is refused anyway would only confuse. */
function listTestCards({ session, merchant }: BrowserSession): CheckoutTestCard[] {
  const brands = listCardBrands(merchant, session.request);
  return testCardTable
    .filter(({ brand }) => brands.includes(brand))
    .slice(0, testCardsMax)
    .map(({ title, number, brand }) => ({ title: `${brand} …${number.slice(-4)}`, number, brand, outcome: title }));
}
