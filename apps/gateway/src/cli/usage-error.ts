/** The command was asked for something it cannot do. The message says what to do instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
