import type { ResultCode } from "@opencashier/protocol";
import { addMs, type Instant, type Money } from "../../kernel/index.ts";
import { findMagicAmount } from "./magic-amounts.ts";
import { decided, hasSucceeded, isUnderWay, type Move, type Operation, type OperationKind } from "./operation.ts";

/** What an authorization allows next. Pure: all of it is read from the books under the authorization's lock. */
export type FollowUpCase = {
  readonly kind: Exclude<OperationKind, "AUTHORIZATION">;
  /** The tester wants a refusal. */
  readonly isRefused: boolean;
  readonly amount: Money;
  readonly acquirerReference: string;
  readonly now: Instant;
  readonly authorization: Operation;
  /** Other captures, voids and refunds of it. */
  readonly others: readonly Operation[];
};

/** The answer to a capture, void or refund. */
export function decideFollowUp(followUp: FollowUpCase): Move {
  if (followUp.isRefused) return toMove(followUp, "PROCESS_FAIL");
  if (followUp.kind === "VOID") return toMove(followUp, findVoidRefusal(followUp));
  if (followUp.amount.currency !== followUp.authorization.amount.currency) {
    return toMove(followUp, "CURRENCY_NOT_SUPPORT");
  }
  const isCapture = followUp.kind === "CAPTURE";
  const refusal = isCapture ? findCaptureRefusal(followUp) : findRefundRefusal(followUp);
  if (refusal !== undefined) return toMove(followUp, refusal);
  const magic = findMagicAmount(isCapture ? "capture" : "refund", followUp.amount);
  const move = toMove(followUp, magic?.resultCode === "SUCCESS" ? undefined : magic?.resultCode);
  if (magic?.pendingMs === undefined || move.state.step !== "decided") return move;
  return { state: { step: "settling", outcome: move.state.answer }, dueAt: addMs(followUp.now, magic.pendingMs) };
}

const toMove = ({ acquirerReference }: FollowUpCase, refusal: ResultCode | undefined): Move =>
  decided(
    refusal === undefined
      ? { kind: "succeeded", acquirerReference, details: {} }
      : { kind: "failed", acquirerReference, resultCode: refusal, details: {} },
  );

/** Nothing to give back is no reason to refuse. */
function findVoidRefusal(followUp: FollowUpCase): ResultCode | undefined {
  if (!hasSucceeded(followUp.authorization)) return undefined;
  return capturedMinor(followUp, "or under way") > 0n ? "ORDER_STATUS_INVALID" : undefined;
}

/** An authorization that was not captured ends then. Source: Antom, capture reference, read 2026-11-22. */
const authorizationLifetimeMs = 7 * 24 * 60 * 60_000;

function findCaptureRefusal(followUp: FollowUpCase): ResultCode | undefined {
  const { authorization, amount, now } = followUp;
  if (!hasSucceeded(authorization) || authorization.scenario?.captureMode !== "MANUAL") return "ORDER_STATUS_INVALID";
  if (followUp.others.some((other) => other.kind === "VOID" && hasSucceeded(other))) return "AUTH_CANCELLED";
  if (now >= addMs(authorization.updatedAt, authorizationLifetimeMs)) return "AUTH_EXPIRED";
  const captured = capturedMinor(followUp, "or under way");
  return captured + amount.minor > authorization.amount.minor ? "CAPTURE_AMOUNT_EXCEED_AUTH_LIMIT" : undefined;
}

function findRefundRefusal(followUp: FollowUpCase): ResultCode | undefined {
  if (!hasSucceeded(followUp.authorization)) return "ORDER_STATUS_INVALID";
  const captured = capturedMinor(followUp, "for sure");
  if (captured === 0n) return "ORDER_STATUS_INVALID";
  const refunded = sumMinor(followUp.others.filter((other) => other.kind === "REFUND" && mayMoveMoney(other)));
  return refunded + followUp.amount.minor > captured ? "REFUND_AMOUNT_EXCEED" : undefined;
}

function capturedMinor({ authorization, others }: FollowUpCase, certainty: "for sure" | "or under way"): bigint {
  if (authorization.scenario?.captureMode === "AUTOMATIC") return authorization.amount.minor;
  const counts = certainty === "for sure" ? hasSucceeded : mayMoveMoney;
  return sumMinor(others.filter((other) => other.kind === "CAPTURE" && counts(other)));
}

const mayMoveMoney = (operation: Operation): boolean => hasSucceeded(operation) || isUnderWay(operation);

const sumMinor = (operations: readonly Operation[]): bigint =>
  operations.reduce((sum, { amount }) => sum + amount.minor, 0n);
