import { assert, type Instant, type Money } from "../../kernel/index.ts";
import { tillNumber, toChallengeResponse, toMethodNotification } from "./answer.ts";
import { type ChallengeEnd, endChallenge } from "./authenticate-card.ts";
import { type Bank, banksFor } from "./banks.ts";
import { type BooksDeps, changeOperation, findByPage, toCardCase } from "./books.ts";
import type { Move, Operation, OperationState, PageKind } from "./operation.ts";
import { findPayerChoice, lateMinutes, methodName, toPayerMove } from "./payer-choices.ts";
import { challengeCode, wrongCodesMax } from "./three-ds-cases.ts";

/**
 * What the payer's browser sees of the acquirer. A page is found by its token and nothing else; whoever has the address may
 * act, as with any wallet's link. Everything moves by POST and only while the operation still waits.
 */
export type SandboxPages = {
  /** A wallet's, bank's, till's or transfer page. Undefined: no such page. */
  readonly showPayerPage: (token: string) => Promise<PayerPage | undefined>;
  readonly choose: (token: string, choice: PageChoice) => Promise<PayerPage | undefined>;
  /** `isShown`: the challenge request has come, so a timeout is no longer "never shown". */
  readonly showChallenge: (token: string) => Promise<ChallengePage | undefined>;
  readonly answerChallenge: (token: string, answer: ChallengeAnswer) => Promise<ChallengePage | undefined>;
  readonly showMethod: (token: string) => Promise<MethodPage | undefined>;
};

export type PageChoice = { readonly name: string; readonly minutes: number };

/** A code typed, or a button. */
export type ChallengeAnswer = { readonly code: string } | { readonly end: ChallengeEnd };

type Shown = { readonly merchantName: string; readonly amount: Money; readonly returnUrl: string };

/** OPEN waits for the payer. The others are over for the payer, PENDING not yet for the merchant. */
export type PageStatus = "OPEN" | "PAID" | "REFUSED" | "PENDING" | "EXPIRED";

export type PayerPage = Shown & {
  readonly kind: PageKind;
  readonly paymentMethodType: string;
  readonly methodName: string;
  readonly status: PageStatus;
  /** Scanned from another device, which shows the result: nowhere to go back to. */
  readonly isScanned: boolean;
  readonly banks: readonly Bank[];
  readonly chosenBank: string | undefined;
  /** Number a cashier or a transfer names. */
  readonly number: string;
};

export type ChallengePage = Shown & {
  readonly brand: string;
  readonly lastFour: string;
  readonly status: PageStatus;
  readonly wrongCodes: number;
  /** To post to `returnUrl` when it is over. */
  readonly challengeResponse: string;
};

export type MethodPage = {
  readonly returnUrl: string;
  readonly notification: string;
  /** This page never reports back. */
  readonly isSilent: boolean;
};

export type PagesDeps = BooksDeps & { readonly onUpdate: (clientId: string, operationId: string) => void };

export function createSandboxPages(deps: PagesDeps): SandboxPages {
  return {
    showPayerPage: (token) => showPayerPage(deps, token),
    choose: (token, choice) => choose(deps, token, choice),
    showChallenge: (token) => changeChallenge(deps, token, (state) => ({ ...state, isShown: true })),
    answerChallenge: (token, answer) => answerChallenge(deps, token, answer),
    showMethod: (token) => showMethod(deps, token),
  };
}

async function showPayerPage(deps: PagesDeps, token: string): Promise<PayerPage | undefined> {
  const found = await findByPage(deps, token);
  const now = deps.clock.now();
  const current = found && (await changeOperation(deps, found, { now }));
  return current?.scenario?.page && toPayerPage(current, now);
}

async function choose(deps: PagesDeps, token: string, { name, minutes }: PageChoice): Promise<PayerPage | undefined> {
  const found = await findByPage(deps, token);
  if (!found?.scenario?.page) return undefined;
  const now = deps.clock.now();
  const choice = findPayerChoice(name);
  const isKnownTime = lateMinutes.some((offered) => offered === minutes);
  const change = (operation: Operation): Move | undefined =>
    choice && isOpenPage(operation, now)
      ? toPayerMove(deps, operation, { choice, minutes: isKnownTime ? minutes : lateMinutes[0], now })
      : undefined;
  const changed = await changeOperation(deps, found, { now, change });
  assert(changed, "an operation does not leave the books");
  deps.onUpdate(changed.clientId, changed.operationId);
  if (choice?.isToldTwice) deps.onUpdate(changed.clientId, changed.operationId);
  return toPayerPage(changed, now);
}

const isOpenPage = ({ state, scenario }: Operation, now: Instant): boolean => {
  const codeExpiresAt = scenario?.page?.codeExpiresAt;
  return state.step === "payer-page" && (codeExpiresAt === undefined || now < codeExpiresAt);
};

function toPayerPage(operation: Operation, now: Instant): PayerPage {
  const { scenario, amount, paymentMethodType, state, pageToken } = operation;
  assert(scenario?.page && pageToken !== null, "a payer's page has its scenario");
  const { kind, isScanned, bankIdentifierCode } = scenario.page;
  return {
    merchantName: scenario.merchantName,
    amount,
    returnUrl: scenario.returnUrl,
    kind,
    paymentMethodType,
    methodName: methodName(paymentMethodType),
    status: state.step === "payer-page" && !isOpenPage(operation, now) ? "EXPIRED" : toStatus(state),
    isScanned,
    banks: banksFor(paymentMethodType),
    chosenBank: bankIdentifierCode,
    number: tillNumber(pageToken),
  };
}

function toStatus(state: OperationState): PageStatus {
  switch (state.step) {
    case "decided":
      return state.answer.kind === "succeeded" ? "PAID" : "REFUSED";
    case "settling":
    case "silent":
      return "PENDING";
    case "payer-page":
    case "three-ds-method":
    case "three-ds-challenge":
      return "OPEN";
    case "never-arrived":
      return "EXPIRED";
  }
}

type ChallengeState = Extract<OperationState, { step: "three-ds-challenge" }>;

async function answerChallenge(
  deps: PagesDeps,
  token: string,
  answer: ChallengeAnswer,
): Promise<ChallengePage | undefined> {
  const page = await changeChallenge(deps, token, (state) => {
    if ("end" in answer) return answer.end;
    if (answer.code.replaceAll(/\s/g, "") === challengeCode) return "approved";
    const wrongCodes = state.wrongCodes + 1;
    return wrongCodes >= wrongCodesMax ? "too-many-codes" : { ...state, isShown: true, wrongCodes };
  });
  return page;
}

/** @param toNext the next state of an open challenge, or how it ends. */
async function changeChallenge(
  deps: PagesDeps,
  token: string,
  toNext: (state: ChallengeState) => ChallengeState | ChallengeEnd,
): Promise<ChallengePage | undefined> {
  const found = await findByPage(deps, token);
  if (!found?.scenario?.card?.threeDS) return undefined;
  const now = deps.clock.now();
  const change = (operation: Operation): Move | undefined => {
    if (operation.state.step !== "three-ds-challenge") return undefined;
    const next = toNext(operation.state);
    return typeof next === "string"
      ? endChallenge(toCardCase(deps, operation, now), next)
      : { state: next, dueAt: operation.dueAt };
  };
  const changed = await changeOperation(deps, found, { now, change });
  assert(changed, "an operation does not leave the books");
  if (changed.state.step === "three-ds-method") return undefined;
  if (changed.state.step !== "three-ds-challenge") deps.onUpdate(changed.clientId, changed.operationId);
  return toChallengePage(changed);
}

function toChallengePage({ scenario, amount, state }: Operation): ChallengePage {
  assert(scenario?.card?.threeDS, "a challenge belongs to a card in 3-D Secure");
  const { card, threeDS } = scenario.card;
  const status = toStatus(state);
  return {
    merchantName: scenario.merchantName,
    amount,
    returnUrl: scenario.returnUrl,
    brand: card.brand,
    lastFour: card.lastFour,
    status,
    wrongCodes: state.step === "three-ds-challenge" ? state.wrongCodes : 0,
    challengeResponse: toChallengeResponse(threeDS, isAuthenticated(state) ? "Y" : "N"),
  };
}

/** The issuer may still refuse a payer who passed the challenge. */
function isAuthenticated(state: OperationState): boolean {
  const answer = state.step === "decided" ? state.answer : state.step === "silent" ? state.outcome : undefined;
  return answer?.details.paymentResultInfo?.threeDSResult?.cavv !== undefined;
}

async function showMethod(deps: PagesDeps, token: string): Promise<MethodPage | undefined> {
  const found = await findByPage(deps, token);
  const threeDS = found?.scenario?.card?.threeDS;
  if (!found?.scenario || !threeDS || threeDS.method === "none") return undefined;
  return {
    returnUrl: found.scenario.returnUrl,
    notification: toMethodNotification(threeDS),
    isSilent: threeDS.method === "silent",
  };
}
