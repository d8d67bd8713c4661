import { assert } from "./assert.ts";

/** A complete life cycle: every state is a key, a final state lists nothing. */
export type TransitionTable<State extends string> = Readonly<Record<State, readonly State[]>>;

/** Asserts that the table allows the move; a move outside it is a bug, not a business answer. */
export function assertTransition<State extends string>(table: TransitionTable<State>, from: State, to: State): void {
  assert(table[from].includes(to), `no transition from ${from} to ${to}`);
}

export const isFinal = <State extends string>(table: TransitionTable<State>, state: State): boolean =>
  table[state].length === 0;
