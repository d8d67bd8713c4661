/** What promises reject with and callbacks hear: a code to switch on, a sentence for the developer. */
export class CheckoutError extends Error {
  readonly code: string;
  /** Where the gateway's log tells more. */
  readonly traceId: string | undefined;

  constructor(code: string, message: string, traceId?: string) {
    super(message);
    this.name = code;
    this.code = code;
    this.traceId = traceId;
  }
}

/** AMSElement's constructor throws it, with every problem at once. */
export class InvalidElementConfigError extends Error {
  override readonly name = "InvalidElementConfigError";
  readonly errors: readonly { readonly field: string; readonly message: string }[];

  constructor(errors: InvalidElementConfigError["errors"]) {
    super(errors.map(({ field, message }) => `${field} ${message}`).join("; "));
    this.errors = errors;
  }
}
