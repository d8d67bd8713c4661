import { type CheckoutTestCard, type ResultCode, resultCodes } from "@opencashier/protocol";
import { toInstant } from "../../kernel/index.ts";
import type { ThreeDSPreference } from "../connector.ts";
import { authenticateCard, beginCard, type CardCase, type ChallengeEnd, endChallenge } from "./authenticate-card.ts";
import { findSandboxBin } from "./bins.ts";
import type { FinalAnswer, Move } from "./operation.ts";
import { toCardScenario } from "./scenario.ts";
import { type TestCard, testCardTable } from "./test-card-table.ts";

/** One thing a tester can do, and what comes of it. */
export type MagicInput = {
  readonly input: string;
  readonly what: string;
  /** As `refusalCodeRaw`; undefined when no issuer was asked. */
  readonly issuerCode: string | undefined;
  readonly resultCode: ResultCode;
  /** What the gateway hears first, when the result is not there at once. */
  readonly meanwhile?: "pending" | "unknown" | "challenge";
};

/** `result.resultStatus` and `resultCode` as the notification of a decided payment carries them. */
export const toNotifiedResult = (resultCode: ResultCode): string => `${resultCodes[resultCode].status} ${resultCode}`;

/**
 * What a test card comes to. Not a table of its own: the acquirer's rules are asked, so the two cannot disagree.
 * @param end how a challenge ends, if there is one
 */
export function playCard(card: TestCard, threeDS: ThreeDSPreference, end: ChallengeEnd = "approved"): MagicInput {
  const cardCase = toCardCase(card, threeDS);
  let move = beginCard(cardCase);
  if (move.state.step === "three-ds-method") move = authenticateCard(cardCase);
  const isChallenged = move.state.step === "three-ds-challenge";
  if (isChallenged) move = endChallenge(cardCase, end);
  const meanwhile = isChallenged ? "challenge" : meanwhileOf(move);
  const answer = answerOf(move);
  return {
    input: card.number,
    what: card.title,
    issuerCode: issuerCodeOf(answer),
    resultCode: answer.kind === "succeeded" ? "SUCCESS" : answer.resultCode,
    ...(meanwhile && { meanwhile }),
  };
}

/** Someday in the life of every test card. */
const someday = toInstant(Date.UTC(2030, 0, 1));

function toCardCase({ number, brand }: TestCard, threeDS: ThreeDSPreference): CardCase {
  const random = (byteCount: number): Buffer => Buffer.alloc(byteCount);
  const card = { number, brand, expiryMonth: "12", expiryYear: "39", cvc: brand === "AMEX" ? "1234" : "123" };
  const scenario = toCardScenario(random, {
    request: { now: someday, threeDS, payer: { terminalType: "WEB" }, installmentPlan: undefined },
    card,
    refusal: undefined,
  });
  return { random, now: someday, acquirerReference: "", scenario };
}

const meanwhileOf = ({ state }: Move): MagicInput["meanwhile"] =>
  state.step === "settling" ? "pending" : state.step === "silent" ? "unknown" : undefined;

function answerOf({ state }: Move): FinalAnswer {
  if (state.step === "decided") return state.answer;
  if (state.step === "settling" || state.step === "silent") return state.outcome;
  throw new Error(`a card played to its end stands at ${state.step}`);
}

function issuerCodeOf(answer: FinalAnswer): string | undefined {
  if (answer.kind === "succeeded") return "00";
  return answer.details.paymentResultInfo?.refusalCodeRaw;
}

/** Test cards as a checkout shows them to a tester, the best known first. */
export const sandboxTestCards: readonly CheckoutTestCard[] = testCardTable.map((card) => ({
  number: card.number,
  brand: card.brand,
  title: card.title,
  outcome: toOutcomeText(playCard(card, "if-demanded"), card),
}));

function toOutcomeText({ resultCode, meanwhile }: MagicInput, { number }: TestCard): string {
  const end = resultCode === "SUCCESS" ? "Approved" : `Refused: ${resultCode}`;
  const country = findSandboxBin(number).issuingCountry;
  if (meanwhile === "challenge") return `${end} after a challenge (${country})`;
  return meanwhile === undefined ? `${end} (${country})` : `${end}, after a while (${country})`;
}
