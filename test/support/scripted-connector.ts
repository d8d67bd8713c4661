import type { ResultCode } from "@opencashier/protocol";
import type {
  AuthorizationAnswer,
  AuthorizeRequest,
  Connector,
  FollowUpAnswer,
  FollowUpRequest,
  PayerAction,
} from "../../apps/gateway/src/acquirers/index.ts";
import { addMs, assert, newSortableId } from "../../apps/gateway/src/kernel/index.ts";

/** How an authorization begins, or what its payer or channel makes of it later. */
export type Turn = "approve" | "decline" | "fail-authentication" | "ask" | "show-code" | "confirm-later";

export type Call = "authorize" | "capture" | "void" | "refund" | "inquire";

/**
 * How a call goes wrong. lost: it never arrives. answer-lost: it is done, and nobody hears. refused, pending: what a follow-up
 * is answered for good, or at first.
 */
export type Fault = "lost" | "answer-lost" | "refused" | "pending";

/** What the acquirer has done with an authorization. Minor units. */
export type Books = {
  readonly amount: bigint;
  readonly captured: bigint;
  readonly refunded: bigint;
  readonly isVoided: boolean;
};

/** A whole acquirer in memory, whose turns the test writes. Keeps the contract of acquirers/connector.ts. */
export type ScriptedConnector = {
  readonly connector: Connector;
  /** How the next authorizations begin; `approve` when none is left. */
  readonly script: (...turns: readonly Turn[]) => void;
  /** The payer or the channel acts on an authorization that is still open. */
  readonly turn: (operationId: string, turn: Turn) => void;
  /** The next call of this kind goes wrong so; several are queued. */
  readonly break: (call: Call, fault: Fault) => void;
  /** From here no call of this kind arrives, until the answered function mends it. */
  readonly cut: (call: Call) => () => void;
  /** Ends a follow-up that was answered as pending. */
  readonly settle: (operationId: string, isDone: boolean) => void;
  /** Holds back the answers of this kind of call; `arrived` resolves when the first is waiting, `release` lets all go on. */
  readonly hold: (call: Call) => { readonly arrived: Promise<void>; readonly release: () => void };
  /** Undefined when no such authorization arrived. */
  readonly books: (authorizationId: string) => Books | undefined;
  /** What payers have paid and not got back, over all authorizations of the merchant. */
  readonly keptMinor: (clientId: string) => bigint;
  /** How many of the merchant's authorizations their channel has yet to confirm. */
  readonly waitingCount: (clientId: string) => number;
  /** Everything it has written down. */
  readonly storedText: () => string;
  /** Every call that arrived, oldest first: `authorize AT…`. */
  readonly calls: string[];
};

type Authorization = {
  /** No card: it is forgotten when it has been answered. */
  readonly request: Omit<AuthorizeRequest, "card">;
  readonly isCard: boolean;
  readonly reference: string;
  turn: Turn | "ended";
  captured: bigint;
  refunded: bigint;
  isVoided: boolean;
};

type FollowUp = { readonly call: Call; answer: FollowUpAnswer; readonly apply: () => void };

/** @param usualTurn how an authorization begins that the test wrote no turn for */
export function createScriptedConnector(
  name = "scripted",
  usualTurn: (request: AuthorizeRequest) => Turn = () => "approve",
): ScriptedConnector {
  const turns: Turn[] = [];
  const faults = new Map<Call, Fault[]>();
  const holds = new Map<Call, { readonly gate: Promise<void>; readonly arrive: () => void }>();
  const authorizations = new Map<string, Authorization>();
  const authorizationOf = (clientId: string, operationId: string): Authorization | undefined => {
    const found = authorizations.get(operationId);
    return found?.request.clientId === clientId ? found : undefined;
  };
  const followUps = new Map<string, FollowUp>();
  const usedUp = new Set<string>();
  const cuts = new Set<Call>();
  const calls: string[] = [];

  async function arrive<Answer>(call: Call, operationId: string, perform: () => Answer): Promise<Answer> {
    if (cuts.has(call)) throw new Error("no route to host");
    const fault = faults.get(call)?.[0];
    if (fault === "lost" || fault === "answer-lost") faults.get(call)?.shift();
    if (fault === "lost") throw new Error("connection refused");
    calls.push(`${call} ${operationId}`);
    const answer = perform();
    const held = holds.get(call);
    if (held) {
      held.arrive();
      await held.gate;
    }
    if (fault === "answer-lost") throw new Error("connection reset");
    return answer;
  }

  function authorize(request: AuthorizeRequest): AuthorizationAnswer {
    const { operationId } = request;
    if (usedUp.has(operationId)) return neverArrived;
    const known = authorizationOf(request.clientId, operationId);
    if (known) return toAnswer(known);
    const reference = newSortableId("REF", request.now);
    const turn = turns.shift() ?? usualTurn(request);
    const { card, ...kept } = request;
    const isCard = card !== undefined;
    const entered: Authorization = {
      request: kept,
      isCard,
      reference,
      turn: "ask",
      captured: 0n,
      refunded: 0n,
      isVoided: false,
    };
    authorizations.set(operationId, entered);
    act(entered, turn);
    return toAnswer(entered);
  }

  function followUp(call: "capture" | "void" | "refund", request: FollowUpRequest): FollowUpAnswer {
    const known = followUps.get(request.operationId);
    if (known) return known.answer;
    const found = authorizationOf(request.clientId, request.authorizationId);
    const fault = faults.get(call)?.[0];
    if (!found) usedUp.add(request.authorizationId);
    const refusal = fault === "refused" || !found ? "PROCESS_FAIL" : findRefusal(call, found, request);
    if (fault === "refused" || fault === "pending") faults.get(call)?.shift();
    const acquirerReference = newSortableId("REF", request.now);
    const apply = (): void => applyFollowUp(call, found, request);
    const answer: FollowUpAnswer = refusal
      ? { kind: "failed", acquirerReference, resultCode: refusal }
      : { kind: fault === "pending" ? "pending" : "succeeded", acquirerReference };
    if (answer.kind === "succeeded") apply();
    followUps.set(request.operationId, { call, answer, apply });
    return answer;
  }

  const connector: Connector = {
    name,
    authorize: (request) => arrive("authorize", request.operationId, () => authorize(request)),
    capture: (request) => arrive("capture", request.operationId, () => followUp("capture", request)),
    void: (request) => arrive("void", request.operationId, () => followUp("void", request)),
    refund: (request) => arrive("refund", request.operationId, () => followUp("refund", request)),
    inquire: ({ clientId, operationId, of }) =>
      arrive("inquire", operationId, () => {
        const authorization = authorizationOf(clientId, operationId);
        if (of === "authorization" && authorization) return toAnswer(authorization);
        const answer = followUps.get(operationId)?.answer;
        if (answer) return { details: {}, ...answer } as AuthorizationAnswer;
        if (of === "authorization") usedUp.add(operationId);
        return { kind: "not-found" } as const;
      }),
  };

  return {
    connector,
    calls,
    storedText: () =>
      JSON.stringify([...authorizations.values(), ...followUps.values(), calls], (_, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      ),
    script: (...next) => void turns.push(...next),
    turn(operationId, turn) {
      const found = authorizations.get(operationId);
      assert(found, "only what arrived has a payer");
      if (found.turn === "ask" || found.turn === "show-code" || found.turn === "confirm-later") act(found, turn);
    },
    break: (call, fault) => void faults.set(call, [...(faults.get(call) ?? []), fault]),
    cut(call) {
      cuts.add(call);
      return () => void cuts.delete(call);
    },
    settle(operationId, isDone) {
      const found = followUps.get(operationId);
      assert(found?.answer.kind === "pending", "only what is pending is settled");
      const { acquirerReference } = found.answer;
      found.answer = isDone
        ? { kind: "succeeded", acquirerReference }
        : { kind: "failed", acquirerReference, resultCode: "PROCESS_FAIL" };
      if (isDone) found.apply();
    },
    hold(call) {
      const gate = Promise.withResolvers<void>();
      const arrival = Promise.withResolvers<void>();
      holds.set(call, { gate: gate.promise, arrive: arrival.resolve });
      const release = (): void => {
        holds.delete(call);
        gate.resolve();
      };
      return { arrived: arrival.promise, release };
    },
    books(authorizationId) {
      const found = authorizations.get(authorizationId);
      return found && toBooks(found);
    },
    keptMinor: (clientId) =>
      [...authorizations.values()]
        .filter(({ request }) => request.clientId === clientId)
        .reduce((sum, { captured, refunded }) => sum + captured - refunded, 0n),
    waitingCount: (clientId) =>
      [...authorizations.values()].filter(
        ({ request, turn }) => request.clientId === clientId && turn === "confirm-later",
      ).length,
  };
}

const toBooks = ({ request, captured, refunded, isVoided }: Authorization): Books => ({
  amount: request.amount.minor,
  captured,
  refunded,
  isVoided,
});

function act(authorization: Authorization, turn: Turn): void {
  authorization.turn = turn;
  const { amount, captureMode } = authorization.request;
  if (turn === "approve" && captureMode === "AUTOMATIC") authorization.captured = amount.minor;
}

function findRefusal(
  call: "capture" | "void" | "refund",
  found: Authorization,
  { amount }: FollowUpRequest,
): ResultCode | undefined {
  const { turn, captured, refunded, isVoided, request } = found;
  if (call === "void") return turn === "confirm-later" || captured > 0n ? "ORDER_STATUS_INVALID" : undefined;
  if (turn !== "approve" || isVoided) return "ORDER_STATUS_INVALID";
  if (call === "refund") return refunded + amount.minor > captured ? "REFUND_AMOUNT_EXCEED" : undefined;
  if (request.captureMode === "AUTOMATIC") return "ORDER_STATUS_INVALID";
  return captured + amount.minor > request.amount.minor ? "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" : undefined;
}

function applyFollowUp(
  call: "capture" | "void" | "refund",
  found: Authorization | undefined,
  { amount }: FollowUpRequest,
): void {
  assert(found, "what is done was allowed");
  if (call === "capture") found.captured += amount.minor;
  if (call === "refund") found.refunded += amount.minor;
  if (call !== "void") return;
  found.isVoided = true;
  if (found.turn !== "approve") found.turn = "ended";
}

const neverArrived: AuthorizationAnswer = {
  kind: "failed",
  acquirerReference: undefined,
  resultCode: "ORDER_IS_CLOSED",
  details: {},
};

function toAnswer({ request, isCard, reference: acquirerReference, turn }: Authorization): AuthorizationAnswer {
  const cardInfo = { cardNo: "405469******0768", cardBrand: "VISA" };
  switch (turn) {
    case "approve":
      return { kind: "succeeded", acquirerReference, details: isCard ? { paymentResultInfo: cardInfo } : {} };
    case "decline": {
      const paymentResultInfo = { ...cardInfo, refusalCodeRaw: "51" };
      const details = isCard ? { paymentResultInfo } : {};
      return { kind: "failed", acquirerReference, resultCode: "USER_BALANCE_NOT_ENOUGH", details };
    }
    case "fail-authentication": {
      const threeDSResult = { threeDStransactionStatusReason: "01" };
      const details = { paymentResultInfo: { ...cardInfo, threeDSResult } };
      return { kind: "failed", acquirerReference, resultCode: "USER_PAYMENT_VERIFICATION_FAILED", details };
    }
    case "confirm-later":
      return { kind: "pending", acquirerReference, details: {} };
    case "ended":
      return { kind: "failed", acquirerReference, resultCode: "ORDER_IS_CANCELED", details: {} };
    case "ask":
    case "show-code":
      return { kind: "needs-action", acquirerReference, action: toAction(request, isCard, turn) };
  }
}

const codeLifetimeMs = 10 * 60_000;

function toAction(
  { operationId, now }: Authorization["request"],
  isCard: boolean,
  turn: "ask" | "show-code",
): PayerAction {
  const url = `https://wallet.example/${operationId}`;
  if (turn === "show-code") {
    return { type: "code", codeType: "QRCODE", value: url, expiresAt: addMs(now, codeLifetimeMs), url };
  }
  if (!isCard) return { type: "redirect", method: "GET", url };
  return { type: "three-ds-challenge", url, parameters: { creq: "e30" }, challengeWindowSize: "02" };
}
