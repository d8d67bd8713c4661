import type { ResultCode } from "@opencashier/protocol";
import type { AuthorizationDetails, InstallmentPlan } from "../connector.ts";
import { type RandomBytes, randomDigits } from "./chance.ts";
import { issuerAnswers } from "./issuer-answers.ts";
import type { CardScenario, FinalAnswer } from "./operation.ts";
import { type AuthenticationLevel, indicatorOf, threeDSVersion } from "./three-ds-cases.ts";

/** How the authentication went, as far as there was one. */
export type Authentication = {
  readonly level: AuthenticationLevel;
  readonly isOffered: boolean;
  readonly isChallenged: boolean;
  /** EMV transStatusReason, e.g. 01 card authentication failed, 11 suspected fraud, 19 too many challenges. */
  readonly statusReason?: string;
  /** EMV challengeCancel, e.g. 01 cardholder, 03 abandoned, 04 timed out. */
  readonly challengeCancel?: string;
};

export const notOffered: Authentication = { level: "none", isOffered: false, isChallenged: false };

type CardDecision = {
  readonly random: RandomBytes;
  readonly acquirerReference: string;
  readonly scenario: CardScenario;
};

/** What the issuer says to the authorization, when the authentication leaves it to the issuer. */
export function toIssuerAnswer(decision: CardDecision, authentication: Authentication): FinalAnswer {
  const { random, acquirerReference, scenario } = decision;
  const mustAuthenticate = scenario.threeDS?.issuerInsists === true && authentication.level === "none";
  const issuerCode = mustAuthenticate ? "1A" : scenario.issuerCode;
  const { reason, resultCode, adviceCode } = issuerAnswers[issuerCode];
  const facts = cardInfo(decision, authentication);
  if (resultCode === "SUCCESS") {
    const approval = {
      authorizationCode: randomDigits(random, 6),
      rrn: randomDigits(random, 12),
      networkTransactionId: randomDigits(random, 15),
    };
    return succeededCard(acquirerReference, { ...facts, ...approval });
  }
  const refusal = { refusalCodeRaw: issuerCode, refusalReasonRaw: reason, merchantAdviceCode: adviceCode };
  const details = { paymentResultInfo: { ...facts, ...refusal } };
  return { kind: "failed", acquirerReference, resultCode, details };
}

/** The authentication failed, so the issuer is not asked to authorize. */
export function toUnauthenticatedAnswer(
  decision: CardDecision,
  authentication: Authentication,
  { resultCode, reason }: { readonly resultCode: ResultCode; readonly reason: string },
): FinalAnswer {
  const paymentResultInfo = { ...cardInfo(decision, authentication), refusalReasonRaw: reason };
  return { kind: "failed", acquirerReference: decision.acquirerReference, resultCode, details: { paymentResultInfo } };
}

type CardInfo = NonNullable<AuthorizationDetails["paymentResultInfo"]>;

const succeededCard = (acquirerReference: string, paymentResultInfo: CardInfo): FinalAnswer => ({
  kind: "succeeded",
  acquirerReference,
  details: { paymentResultInfo, acquirerReferenceNo: acquirerReference },
});

function cardInfo({ random, scenario }: CardDecision, authentication: Authentication): CardInfo {
  const { card, installmentPlan } = scenario;
  return {
    cardNo: card.maskedNumber,
    cardBrand: card.brand,
    cardBin: card.bin,
    lastFour: card.lastFour,
    issuingCountry: card.issuingCountry,
    issuerName: "Sandbox Bank",
    funding: card.funding,
    cardCategory: "CONSUMER",
    paymentMethodRegion: card.region,
    credentialTypeUsed: "PAN",
    cvvResultRaw: card.cvvResult,
    // U: the issuer did not say. No billing address reaches the acquirer.
    avsResultRaw: "U",
    // Korean cards know no 3-D Secure.
    ...(card.region !== "KR" && { threeDSResult: toThreeDSResult(scenario, authentication, random) }),
    ...(installmentPlan && { creditPayPlan: toCreditPayPlan(installmentPlan) }),
  };
}

const toCreditPayPlan = (plan: InstallmentPlan): NonNullable<CardInfo["creditPayPlan"]> => ({
  installmentNum: String(plan.installmentNum),
  interval: plan.interval,
  ...(plan.creditPayFeeType && { creditPayFeeType: plan.creditPayFeeType }),
  ...(plan.feePercentage !== undefined && { feePercentage: String(plan.feePercentage) }),
});

function toThreeDSResult(
  { card, threeDS }: CardScenario,
  authentication: Authentication,
  random: RandomBytes,
): NonNullable<CardInfo["threeDSResult"]> {
  const { level, isOffered, isChallenged, statusReason, challengeCancel } = authentication;
  const eci = indicatorOf(card.brand, level);
  if (!isOffered || !threeDS) return { threeDSVersion, eci };
  return {
    threeDSVersion,
    eci,
    threeDSOffered: true,
    challenged: isChallenged,
    dsTransactionId: threeDS.dsTransactionId,
    ...(level !== "none" && { cavv: random(20).toString("base64") }),
    ...(statusReason !== undefined && { threeDStransactionStatusReason: statusReason }),
    ...(challengeCancel !== undefined && { challengeCancel }),
  };
}
