/** A broken promise of our own code. Nothing near the call catches it: the request fails, the process goes on. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** States what must hold here. A failure is a bug, never a business answer. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new AssertionError(claim);
}

/** Ends a switch whose cases are complete; the compiler refuses the call while one is missing. */
export function assertNever(value: never): never {
  throw new AssertionError(`unexpected value ${String(value)}`);
}
