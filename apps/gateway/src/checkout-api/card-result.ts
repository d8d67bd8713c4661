import type { AuthorizationDetails } from "../acquirers/index.ts";

type CardInfo = NonNullable<AuthorizationDetails["paymentResultInfo"]>;

/**
 * What the merchant's page may see of the card that paid, because its scripts see whatever the browser is told: no token, no
 * network id, no authentication value, and not the issuer's own words, which tell a thief why a card was refused. The
 * merchant's server has all of it from inquiryPayment.
 */
export function toCardResult(info: CardInfo): Record<string, unknown> {
  const { cardNo, cardBrand, lastFour, issuingCountry, funding, cardCategory, paymentMethodRegion } = info;
  const { avsResultRaw, cvvResultRaw, creditPayPlan, threeDSResult } = info;
  const shown = {
    cardNo,
    cardBrand,
    lastFour,
    issuingCountry,
    funding,
    cardCategory,
    paymentMethodRegion,
    avsResultRaw,
    cvvResultRaw,
    creditPayPlan,
    threeDSResult: threeDSResult && toAuthenticationResult(threeDSResult),
  };
  return withoutUndefined(shown);
}

function toAuthenticationResult(result: NonNullable<CardInfo["threeDSResult"]>): object {
  const { threeDSVersion, eci, threeDSOffered, challenged, threeDStransactionStatusReason, challengeCancel } = result;
  return withoutUndefined({
    threeDSVersion,
    eci,
    threeDSOffered,
    challenged,
    threeDStransactionStatusReason,
    challengeCancel,
  });
}

const withoutUndefined = (members: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
