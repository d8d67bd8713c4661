import type { Db } from "../../db/index.ts";
import { assert, type Clock, type Instant, newSortableId } from "../../kernel/index.ts";
import { type CardCase, endChallenge } from "./authenticate-card.ts";
import type { RandomBytes } from "./chance.ts";
import { decided, type Move, type Operation } from "./operation.ts";
import {
  findOperation,
  findOperationByPage,
  insertOperation,
  lockDueOperations,
  lockOperation,
  updateState,
} from "./store.ts";

/** What the acquirer's own rooms need of the world. */
export type BooksDeps = {
  readonly db: Db;
  /** The gateway's, so that late confirmations come early when a test moves it. */
  readonly clock: Clock;
  readonly random: RandomBytes;
};

export const newReference = (now: Instant): string => newSortableId("SBX", now);

/** Enters a new operation, or finds the one that already has its id. */
export async function enterOnce({ db }: Pick<BooksDeps, "db">, operation: Operation): Promise<Operation> {
  if (await insertOperation(db.connection, operation)) return operation;
  const earlier = await findOperation(db.connection, operation.clientId, operation.operationId);
  assert(earlier, "an operation whose id is taken is in the books");
  return earlier;
}

/** What becomes of an operation by looking at it now; undefined leaves it as it is. */
export type Change = (operation: Operation) => Move | undefined;

export type OperationId = { readonly clientId: string; readonly operationId: string };

/** Lets time pass over an operation, then changes it, alone with it. Undefined: there is no such operation. */
export function changeOperation(
  deps: BooksDeps,
  { clientId, operationId }: OperationId,
  { now, change }: { readonly now: Instant; readonly change?: Change },
): Promise<Operation | undefined> {
  return deps.db.transaction(async (tx) => {
    const found = await lockOperation(tx, clientId, operationId);
    if (!found) return undefined;
    const current = withMove(found, moveOfTime(deps, found, now), now);
    const next = withMove(current, change?.(current), now);
    if (next !== found) await updateState(tx, next);
    return next;
  });
}

export const withMove = (operation: Operation, move: Move | undefined, now: Instant): Operation =>
  move ? { ...operation, ...move, updatedAt: now } : operation;

/** What time alone does: late answers arrive, unanswered challenges end. */
export function moveOfTime(deps: Pick<BooksDeps, "random">, operation: Operation, now: Instant): Move | undefined {
  const { state, dueAt } = operation;
  if (dueAt === null || now < dueAt) return undefined;
  if (state.step === "settling" || state.step === "silent") return decided(state.outcome);
  assert(state.step === "three-ds-challenge", "only late answers and challenges have a time");
  return endChallenge(toCardCase(deps, operation, now), state.isShown ? "timed-out" : "never-shown");
}

export function toCardCase({ random }: Pick<BooksDeps, "random">, operation: Operation, now: Instant): CardCase {
  const { acquirerReference, scenario } = operation;
  assert(scenario?.card, "a card's operation keeps what may be kept of the card");
  return { random, now, acquirerReference, scenario: scenario.card };
}

export const findByPage = ({ db }: Pick<BooksDeps, "db">, token: string): Promise<Operation | undefined> =>
  findOperationByPage(db.connection, token);

const settledAtOnceMax = 100;

/** Settles what time has brought, at most 100 operations. @returns those that changed, for their owners to be told. */
export function settleDueOperations(deps: BooksDeps): Promise<readonly Operation[]> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const settled: Operation[] = [];
    for (const operation of await lockDueOperations(tx, now, settledAtOnceMax)) {
      const next = withMove(operation, moveOfTime(deps, operation, now), now);
      await updateState(tx, next);
      settled.push(next);
    }
    return settled;
  });
}
