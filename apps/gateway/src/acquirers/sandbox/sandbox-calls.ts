import { assert, type Instant } from "../../kernel/index.ts";
import type {
  AuthorizationAnswer,
  AuthorizeRequest,
  Connector,
  FollowUpAnswer,
  FollowUpRequest,
  InquireRequest,
} from "../connector.ts";
import { toAuthorizationAnswer, toFollowUpAnswer } from "./answer.ts";
import { authenticateCard, beginCard, endChallenge } from "./authenticate-card.ts";
import { type BooksDeps, changeOperation, enterOnce, moveOfTime, newReference, toCardCase, withMove } from "./books.ts";
import { newPageToken } from "./chance.ts";
import type { IssuerCode } from "./issuer-answers.ts";
import { decideFollowUp, type FollowUpCase } from "./follow-up.ts";
import { type AuthorizationScenario, decided, type FinalAnswer, type Move, type Operation } from "./operation.ts";
import { findPlainRefusal, toCardScenario, toPageScenario } from "./scenario.ts";
import { findOperation, insertOperation, listFollowUps, lockOperation, updateState } from "./store.ts";

export type SandboxCallsDeps = BooksDeps & { readonly publicUrl: () => string };

/** The calls of a connector, each of which may be told to refuse, whatever it would have answered. */
export type SandboxCalls = {
  readonly authorize: (request: AuthorizeRequest, refusal?: IssuerCode) => Promise<AuthorizationAnswer>;
  readonly capture: FollowUpCall;
  readonly void: FollowUpCall;
  readonly refund: FollowUpCall;
  readonly inquire: Connector["inquire"];
};

type FollowUpCall = (request: FollowUpRequest, refusal?: IssuerCode) => Promise<FollowUpAnswer>;

/** The sandbox acquirer with a perfect line to it: every call arrives and is answered at once. */
export function createSandboxCalls(deps: SandboxCallsDeps): SandboxCalls {
  const followUp =
    (kind: FollowUpCase["kind"]): FollowUpCall =>
    (request, refusal) =>
      answerFollowUp(deps, { kind, request, isRefused: refusal !== undefined });
  return {
    authorize: (request, refusal) => authorize(deps, request, refusal),
    capture: followUp("CAPTURE"),
    void: followUp("VOID"),
    refund: followUp("REFUND"),
    inquire: (request) => inquire(deps, request),
  };
}

async function authorize(
  deps: SandboxCallsDeps,
  request: AuthorizeRequest,
  refusal: IssuerCode | undefined,
): Promise<AuthorizationAnswer> {
  return toAuthorizationAnswer(await enterOnce(deps, beginAuthorization(deps, request, refusal)), deps.publicUrl());
}

function beginAuthorization(
  { random }: SandboxCallsDeps,
  request: AuthorizeRequest,
  refusal: IssuerCode | undefined,
): Operation {
  const { now } = request;
  const scenario = toScenario({ random }, request, refusal);
  const acquirerReference = newReference(now);
  const move = toFirstMove({ random }, { request, scenario, acquirerReference, refusal });
  const hasPage = scenario.page !== undefined || scenario.card?.threeDS !== undefined;
  return {
    clientId: request.clientId,
    operationId: request.operationId,
    kind: "AUTHORIZATION",
    authorizationId: null,
    acquirerReference,
    scenario,
    ...move,
    amount: request.amount,
    paymentMethodType: request.paymentMethodType,
    pageToken: hasPage ? newPageToken(random) : null,
    createdAt: now,
    updatedAt: now,
  };
}

function toScenario(
  { random }: Pick<BooksDeps, "random">,
  request: AuthorizeRequest,
  refusal: IssuerCode | undefined,
): AuthorizationScenario {
  const { captureMode, merchantName, returnUrl, card } = request;
  const shared = { captureMode, merchantName, returnUrl };
  return card === undefined
    ? { ...shared, page: toPageScenario(request) }
    : { ...shared, card: toCardScenario(random, { request, card: card.reveal(), refusal }) };
}

type Beginning = {
  readonly request: AuthorizeRequest;
  readonly scenario: AuthorizationScenario;
  readonly acquirerReference: string;
  readonly refusal: IssuerCode | undefined;
};

function toFirstMove({ random }: Pick<BooksDeps, "random">, beginning: Beginning): Move {
  const { request, scenario, acquirerReference, refusal } = beginning;
  const plain = findPlainRefusal(request, refusal);
  if (plain) return decided({ kind: "failed", acquirerReference, ...plain, details: {} });
  if (!scenario.card) return { state: { step: "payer-page" }, dueAt: null };
  return beginCard({ random, now: request.now, acquirerReference, scenario: scenario.card });
}

type FollowUpArrival = Pick<FollowUpCase, "kind" | "isRefused"> & { readonly request: FollowUpRequest };

async function answerFollowUp(
  deps: SandboxCallsDeps,
  { kind, request, isRefused }: FollowUpArrival,
): Promise<FollowUpAnswer> {
  const { clientId, authorizationId, operationId, now } = request;
  const operation = await deps.db.transaction(async (tx) => {
    // The authorization's lock makes its captures, voids and refunds come one after another.
    const found = await lockOperation(tx, clientId, authorizationId);
    const earlier = await findOperation(tx, clientId, operationId);
    if (earlier) return earlier;
    if (!found || found.state.step === "never-arrived") return undefined;
    const authorization = withMove(found, moveOfTime(deps, found, now), now);
    if (kind === "VOID" && authorization.state.step === "settling") return "not-yet";
    const others = (await listFollowUps(tx, clientId, authorizationId)).map((other) =>
      withMove(other, moveOfTime(deps, other, now), now),
    );
    const entered = toFollowUp({ kind, request, isRefused, authorization, others });
    assert(await insertOperation(tx, entered), "under the authorization's lock its follow-ups enter one by one");
    const next = kind === "VOID" && !isRefused ? withMove(authorization, endUnpaid(authorization), now) : authorization;
    if (next !== found) await updateState(tx, next);
    return entered;
  });
  if (operation === "not-yet") return notYet;
  if (operation) return toFollowUpAnswer(operation, deps.publicUrl());
  // Whoever voids what never arrived does not want it to arrive any more.
  if (kind === "VOID") await closeAuthorizationId(deps, { clientId, operationId: authorizationId, now });
  return { kind: "failed", acquirerReference: undefined, resultCode: unknownAuthorization[kind] };
}

const notYet = { kind: "unknown", reason: "the payer's money is on its way; try again when it has arrived" } as const;

const unknownAuthorization = { CAPTURE: "AUTH_NOT_FOUND", VOID: "ORDER_NOT_EXIST", REFUND: "ORDER_NOT_EXIST" } as const;

type FollowUpEntry = FollowUpArrival & Pick<FollowUpCase, "authorization" | "others">;

function toFollowUp({ kind, request, isRefused, authorization, others }: FollowUpEntry): Operation {
  const { clientId, operationId, authorizationId, amount, now } = request;
  const acquirerReference = newReference(now);
  return {
    clientId,
    operationId,
    kind,
    authorizationId,
    acquirerReference,
    scenario: null,
    ...decideFollowUp({ kind, isRefused, amount, acquirerReference, now, authorization, others }),
    amount,
    paymentMethodType: authorization.paymentMethodType,
    pageToken: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** A void ends what waits for its payer or for a silent issuer. */
function endUnpaid({ state, acquirerReference, scenario }: Operation): Move | undefined {
  if (state.step === "decided" || state.step === "settling" || state.step === "never-arrived") return undefined;
  assert(scenario, "an authorization has a scenario");
  const answer: FinalAnswer = { kind: "failed", acquirerReference, resultCode: "ORDER_IS_CANCELED", details: {} };
  return decided(answer);
}

async function inquire(deps: SandboxCallsDeps, request: InquireRequest): ReturnType<Connector["inquire"]> {
  const { now } = request;
  const kind = kinds[request.of];
  const change = (operation: Operation): Move | undefined => takeStep(deps, operation, request);
  const found = await changeOperation(deps, request, { now, change });
  if (!found && kind !== "AUTHORIZATION") return { kind: "not-found" };
  const operation = found ?? (await closeAuthorizationId(deps, request));
  if (operation.state.step === "never-arrived") return { kind: "not-found" };
  return toAuthorizationAnswer(operation, deps.publicUrl());
}

const kinds = { authorization: "AUTHORIZATION", capture: "CAPTURE", void: "VOID", refund: "REFUND" } as const;

/** What the browser reports moves a 3-D Secure step on, and decides nothing in the payer's favour. */
function takeStep(deps: SandboxCallsDeps, operation: Operation, { payerStep, now }: InquireRequest): Move | undefined {
  const { step } = operation.state;
  if (step === "three-ds-method" && (payerStep === "method-completed" || payerStep === "method-timed-out")) {
    return authenticateCard(toCardCase(deps, operation, now));
  }
  if (step === "three-ds-challenge" && payerStep === "challenge-abandoned") {
    return endChallenge(toCardCase(deps, operation, now), "abandoned");
  }
  return undefined;
}

type UnknownId = { readonly clientId: string; readonly operationId: string; readonly now: Instant };

/**
 * Takes an id out of use: whoever was told that an authorization never arrived may rely on it, also when its request is
 * still on its way. Answers the authorization when it arrived in between.
 */
function closeAuthorizationId(deps: SandboxCallsDeps, { clientId, operationId, now }: UnknownId): Promise<Operation> {
  return enterOnce(deps, {
    clientId,
    operationId,
    kind: "AUTHORIZATION",
    authorizationId: null,
    acquirerReference: newReference(now),
    scenario: null,
    state: { step: "never-arrived" },
    // Nobody knows what it would have been: ISO 4217's code for testing.
    amount: { currency: "XTS", minor: 1n },
    paymentMethodType: "UNKNOWN",
    pageToken: null,
    dueAt: null,
    createdAt: now,
    updatedAt: now,
  });
}
