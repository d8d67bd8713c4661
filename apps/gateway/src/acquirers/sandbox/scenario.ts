import { findPaymentMethod, isCardNo, type ResultCode } from "@opencashier/protocol";
import { addMs, type CardDetails, type Instant } from "../../kernel/index.ts";
import type { AuthorizeRequest, PayerEnvironment, ThreeDSPreference } from "../connector.ts";
import { findSandboxBin } from "./bins.ts";
import { newUuid, type RandomBytes } from "./chance.ts";
import { installmentPlansFor } from "./installments.ts";
import { type IssuerCode, issuerAnswers } from "./issuer-answers.ts";
import { findMagicAmount } from "./magic-amounts.ts";
import type { CardFacts, CardScenario, PageKind, PageScenario, ThreeDSScenario } from "./operation.ts";
import { type TestCard, testCardTable } from "./test-card-table.ts";
import { threeDSCases } from "./three-ds-cases.ts";

/** Why nothing has to be asked of anybody: the request itself is refused. */
export type PlainRefusal = { readonly resultCode: ResultCode; readonly message?: string };

/** @param refusal what the tester wants to be answered; a card's issuer answers it itself. */
export function findPlainRefusal(request: AuthorizeRequest, refusal?: IssuerCode): PlainRefusal | undefined {
  if (refusal !== undefined) return request.card ? undefined : { resultCode: issuerAnswers[refusal].resultCode };
  const magic = findMagicAmount("authorize", request.amount);
  if (magic) return { resultCode: magic.resultCode };
  const { card, installmentPlan } = request;
  if (!card || !installmentPlan) return undefined;
  const plans = installmentPlansFor({ bin: card.reveal().number, amount: request.amount });
  if (plans.some(({ installmentNum }) => installmentNum === installmentPlan.installmentNum)) return undefined;
  const message = `This card has no plan of ${installmentPlan.installmentNum} installments for this amount.`;
  return { resultCode: "INVALID_PAYMENT_METHOD_META_DATA", message };
}

const cardsByNumber: ReadonlyMap<string, TestCard> = new Map(testCardTable.map((card) => [card.number, card]));

type CardArrival = {
  readonly request: Pick<AuthorizeRequest, "now" | "threeDS" | "payer" | "installmentPlan">;
  readonly card: CardDetails;
  readonly refusal: IssuerCode | undefined;
};

/** Everything the number means is decided here; what is kept cannot be turned back into the number. */
export function toCardScenario(random: RandomBytes, { request, card, refusal }: CardArrival): CardScenario {
  const facts = toCardFacts(card);
  const plan = request.installmentPlan && { installmentPlan: request.installmentPlan };
  const fault = refusal ?? findCardFault(card, request.now);
  if (fault !== undefined) return { card: facts, issuerCode: fault, ...plan };
  const testCard = cardsByNumber.get(card.number);
  const silence = testCard?.silentMs === undefined ? undefined : { silentMs: testCard.silentMs };
  const behaviour = threeDSCases[testCard?.threeDS ?? "frictionless"];
  const isOffered = facts.region !== "KR" && isThreeDSOffered(request.threeDS, behaviour.issuerInsists);
  const isRefusedWithout = facts.region !== "KR" && behaviour.issuerInsists && !isOffered;
  return {
    card: facts,
    issuerCode: isRefusedWithout ? "1A" : (testCard?.issuerCode ?? "00"),
    ...silence,
    ...(isOffered && { threeDS: toThreeDSScenario(random, request.payer, behaviour) }),
    ...plan,
  };
}

function isThreeDSOffered(preference: ThreeDSPreference, issuerInsists: boolean): boolean {
  switch (preference) {
    case "required":
      return true;
    case "if-demanded":
      return issuerInsists;
    case "off":
      return false;
  }
}

/** What is wrong with the card by itself, whatever its issuer would say. */
function findCardFault(card: CardDetails, now: Instant): IssuerCode | undefined {
  if (!isCardNo(card.number)) return "14";
  if (now >= endOfMonth(card)) return "54";
  return hasCvcOfWrongLength(card) ? "N7" : undefined;
}

/** A card is good to the end of its month, wherever in the world that is. */
const endOfMonth = ({ expiryMonth, expiryYear }: CardDetails): Instant =>
  addMs(Date.UTC(2000 + Number(expiryYear), Number(expiryMonth), 1) as Instant, 12 * 60 * 60_000);

/** American Express prints four digits, everybody else three. */
const hasCvcOfWrongLength = ({ brand, cvc }: CardDetails): boolean =>
  cvc !== undefined && cvc.length !== (brand === "AMEX" ? 4 : 3);

function toCardFacts(card: CardDetails): CardFacts {
  const { number, brand, cvc } = card;
  const { issuingCountry, funding, region } = findSandboxBin(number);
  const isCvcRefused = cardsByNumber.get(number)?.issuerCode === "N7" || hasCvcOfWrongLength(card);
  return {
    maskedNumber: `${number.slice(0, 6)}${"*".repeat(Math.max(0, number.length - 10))}${number.slice(-4)}`,
    bin: number.slice(0, 6),
    lastFour: number.slice(-4),
    brand,
    issuingCountry,
    funding,
    region,
    cvvResult: cvc === undefined ? "P" : isCvcRefused ? "N" : "M",
  };
}

const toThreeDSScenario = (
  random: RandomBytes,
  payer: PayerEnvironment,
  behaviour: (typeof threeDSCases)[keyof typeof threeDSCases],
): ThreeDSScenario => ({
  ...behaviour,
  serverTransactionId: newUuid(random),
  acsTransactionId: newUuid(random),
  dsTransactionId: newUuid(random),
  challengeWindowSize: payer.challengeWindowSize ?? "05",
});

/** A code that is scanned is good for ten minutes. */
const codeLifetimeMs = 10 * 60_000;

export function toPageScenario(request: AuthorizeRequest): PageScenario {
  const { paymentMethodType, interaction, bankIdentifierCode, expiresAt, now, payer } = request;
  const flows = findPaymentMethod(paymentMethodType)?.flows ?? [];
  const isScanned = interaction === "code";
  return {
    kind: toPageKind(paymentMethodType),
    isScanned,
    isApp: !isScanned && payer.terminalType !== "WEB" && flows.includes("app"),
    ...(isScanned && { codeExpiresAt: Math.min(expiresAt, addMs(now, codeLifetimeMs)) as Instant }),
    ...(bankIdentifierCode !== undefined && { bankIdentifierCode }),
  };
}

function toPageKind(paymentMethodType: string): PageKind {
  const method = findPaymentMethod(paymentMethodType);
  if (!method) return "wallet";
  if (method.flows.includes("code")) return "till";
  if (method.flows.includes("account")) return "transfer";
  switch (method.category) {
    case "wallet":
    case "pay later":
    case "card wallet":
      return "wallet";
    case "bank app":
    case "bank transfer":
    case "online banking":
    case "card":
      return "bank";
    case "convenience store":
      return "till";
  }
}
