import type { CheckoutCardReply, CheckoutCardRequest, CheckoutPlan } from "@opencashier/protocol";
import { findSandboxBin, installmentPlansFor } from "../acquirers/index.ts";
import { toAmount } from "../kernel/index.ts";
import { cardMetadataOf, listCardBrands, type Session } from "../sessions/index.ts";
import type { BrowserSession } from "./browser-session.ts";

/** What a card's first digits tell: brands to choose from, and plans to pay in installments. */
export const readCard = (found: BrowserSession, { bin }: CheckoutCardRequest): CheckoutCardReply => ({
  brands: [...acceptedBrandsOf(found, bin)],
  plans: listPlans(found.session, bin),
});

/** The brands on a card that this session takes. Empty: none of them, or an unknown card. */
export function acceptedBrandsOf({ session, merchant }: BrowserSession, digits: string): readonly string[] {
  const accepted = listCardBrands(merchant, session.request);
  return findSandboxBin(digits).brands.filter((brand) => accepted.includes(brand));
}

export const collectsInstallments = ({ request }: Session): boolean => request.enableInstallmentCollection === "true";

/** Source: Antom, enableInstallmentCollection and creditPayPlan.filteredInstallmentPeriods, read 2026-11-22. */
export function listPlans(session: Session, digits: string): CheckoutPlan[] {
  if (!collectsInstallments(session)) return [];
  const { request, amount } = session;
  const periods = request.creditPayPlan?.filteredInstallmentPeriods;
  return installmentPlansFor({ bin: digits, amount, region: cardMetadataOf(request).paymentMethodRegion })
    .filter(({ installmentNum }) => periods === undefined || periods.includes(String(installmentNum)))
    .map(({ installmentNum, interval, installmentAmount, interestRate }) => ({
      installmentNum,
      interval,
      interestRate,
      installmentAmount: toAmount(installmentAmount),
    }));
}
