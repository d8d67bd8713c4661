import { inspect } from "node:util";

const shown = "[redacted]";

/**
 * A value that cannot be printed: string conversion, JSON, template literals and `util.inspect` all show `[redacted]`,
 * so a log line, an error or a trace that meets it by accident carries nothing. `reveal` is searched for in review.
 */
export class Secret<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
