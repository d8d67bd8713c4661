/**
 * Whether a history of overlapping calls can be explained by some order in which they ran one after another: the question
 * of linearizability (Wing and Gong, 1993), small enough here to be answered by search.
 */

/** One call: when it began and ended on any common count, what it was, what it was answered. */
export type Call<Operation, Answer> = {
  readonly operation: Operation;
  readonly answer: Answer;
  readonly startedAt: number;
  readonly endedAt: number;
};

/**
 * What one operation does alone. Answers every state the operation may leave behind with this answer: none when the answer
 * is impossible there. Pure.
 */
export type Model<State, Operation, Answer> = (state: State, operation: Operation, answer: Answer) => readonly State[];

export type Explanation<Operation, Answer> = readonly Call<Operation, Answer>[];

/**
 * A legal order of the calls that ends in a state `isEnd` accepts, or undefined when there is none. A call that ended before
 * another began stays before it.
 * @param keyOf one text per state, so that no state is searched twice
 */
export function findSerialOrder<State, Operation, Answer>(
  calls: readonly Call<Operation, Answer>[],
  model: Model<State, Operation, Answer>,
  { start, isEnd, keyOf }: SearchBounds<State>,
): Explanation<Operation, Answer> | undefined {
  const visited = new Set<string>();
  const order: Call<Operation, Answer>[] = [];
  function search(state: State, left: readonly Call<Operation, Answer>[]): boolean {
    if (left.length === 0) return isEnd(state);
    const key = `${keyOf(state)} ${left.map((call) => calls.indexOf(call)).join(",")}`;
    if (visited.has(key)) return false;
    visited.add(key);
    const earliestEnd = Math.min(...left.map((call) => call.endedAt));
    for (const call of left) {
      if (call.startedAt > earliestEnd) continue;
      const rest = left.filter((other) => other !== call);
      order.push(call);
      if (model(state, call.operation, call.answer).some((next) => search(next, rest))) return true;
      order.pop();
    }
    return false;
  }
  return search(start, calls) ? order : undefined;
}

export type SearchBounds<State> = {
  readonly start: State;
  /** Whether the state found in the end agrees with this one. */
  readonly isEnd: (state: State) => boolean;
  readonly keyOf: (state: State) => string;
};
