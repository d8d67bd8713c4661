/** A broken promise of our own code. Nothing near the call catches it: the request fails, the process goes on. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** States what must hold here. A failure is a bug, never a business answer. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new AssertionError(claim);
}
