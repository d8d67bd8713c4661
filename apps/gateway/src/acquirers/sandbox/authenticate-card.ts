import type { ResultCode } from "@opencashier/protocol";
import { addMs, assert, type Instant } from "../../kernel/index.ts";
import { type Authentication, notOffered, toIssuerAnswer, toUnauthenticatedAnswer } from "./card-answer.ts";
import type { RandomBytes } from "./chance.ts";
import { type CardScenario, decided, type Move } from "./operation.ts";
import { challengeLifetimeMs, decoupledDelayMs } from "./three-ds-cases.ts";

/** One card authorization and the moment it is looked at. */
export type CardCase = {
  readonly random: RandomBytes;
  readonly now: Instant;
  readonly acquirerReference: string;
  readonly scenario: CardScenario;
};

/** The first state of a card's authorization. */
export function beginCard(cardCase: CardCase): Move {
  const { threeDS } = cardCase.scenario;
  if (!threeDS) return askIssuer(cardCase, notOffered);
  if (threeDS.method !== "none") return { state: { step: "three-ds-method" }, dueAt: null };
  return authenticateCard(cardCase);
}

const unchallenged: Authentication = { level: "none", isOffered: true, isChallenged: false };

/** The issuer's access control server has heard of the payer's device, or not, and says what it thinks. */
export function authenticateCard(cardCase: CardCase): Move {
  const { scenario, now } = cardCase;
  assert(scenario.threeDS, "only a card in 3-D Secure is authenticated");
  switch (scenario.threeDS.transStatus) {
    case "Y":
      return askIssuer(cardCase, { ...unchallenged, level: "full" });
    case "A":
      return askIssuer(cardCase, { ...unchallenged, level: "attempted" });
    case "I":
      return askIssuer(cardCase, unchallenged);
    case "U":
      return askIssuer(cardCase, { ...unchallenged, statusReason: "22" });
    case "N":
      return refuse(cardCase, { ...unchallenged, statusReason: "01" }, notVerified("transStatus N"));
    case "R":
      return refuse(cardCase, { ...unchallenged, statusReason: "11" }, rejected);
    case "D": {
      const move = askIssuer(cardCase, { ...unchallenged, level: "full" });
      assert(move.state.step === "decided", "a payer who confirms elsewhere meets an issuer that answers");
      return { state: { step: "settling", outcome: move.state.answer }, dueAt: addMs(now, decoupledDelayMs) };
    }
    case "C": {
      const state = { step: "three-ds-challenge", wrongCodes: 0, isShown: false } as const;
      return { state, dueAt: addMs(now, challengeLifetimeMs) };
    }
  }
}

/** How a challenge may end. */
export type ChallengeEnd =
  | "approved"
  | "refused"
  | "too-many-codes"
  | "not-mine"
  | "cancelled"
  | "abandoned"
  | "timed-out"
  | "never-shown"
  | "unavailable";

const challenged: Authentication = { level: "none", isOffered: true, isChallenged: true };

/** The issuer's answer to a challenge that ended so. Source: EMV 3-D Secure 2.2.0, transStatusReason, challengeCancel. */
export function endChallenge(cardCase: CardCase, end: ChallengeEnd): Move {
  switch (end) {
    case "approved":
      return askIssuer(cardCase, { ...challenged, level: "full" });
    case "unavailable":
      return askIssuer(cardCase, { ...challenged, statusReason: "22" });
    case "refused":
      return refuse(cardCase, { ...challenged, statusReason: "01" }, notVerified("challenge failed"));
    case "too-many-codes":
      return refuse(cardCase, { ...challenged, statusReason: "19" }, tooManyCodes);
    case "not-mine":
      return refuse(cardCase, { ...challenged, statusReason: "11" }, fraud);
    case "cancelled":
      return refuse(cardCase, { ...challenged, challengeCancel: "01" }, notVerified("cancelled by the cardholder"));
    case "abandoned":
      return refuse(cardCase, { ...challenged, challengeCancel: "03" }, notVerified("challenge abandoned"));
    case "timed-out":
      return refuse(cardCase, { ...challenged, challengeCancel: "04", statusReason: "14" }, notVerified("timed out"));
    case "never-shown":
      return refuse(cardCase, { ...challenged, challengeCancel: "05", statusReason: "14" }, notVerified("never shown"));
  }
}

type Refusal = { readonly resultCode: ResultCode; readonly reason: string };

const notVerified = (what: string): Refusal => ({
  resultCode: "USER_PAYMENT_VERIFICATION_FAILED",
  reason: `Not authenticated: ${what}`,
});
const rejected: Refusal = { resultCode: "ISSUER_REJECTS_TRANSACTION", reason: "Authentication rejected by the issuer" };
const tooManyCodes: Refusal = { resultCode: "VERIFY_TIMES_EXCEED_LIMIT", reason: "Too many wrong codes" };
const fraud: Refusal = { resultCode: "FRAUD_REJECT", reason: "The cardholder did not make this payment" };

const refuse = (cardCase: CardCase, authentication: Authentication, refusal: Refusal): Move =>
  decided(toUnauthenticatedAnswer(cardCase, authentication, refusal));

function askIssuer(cardCase: CardCase, authentication: Authentication): Move {
  const answer = toIssuerAnswer(cardCase, authentication);
  const { silentMs } = cardCase.scenario;
  if (silentMs === undefined) return decided(answer);
  return { state: { step: "silent", outcome: answer }, dueAt: addMs(cardCase.now, silentMs) };
}
