import type { ConsoleFault } from "@opencashier/protocol/console";

export type ConsoleErrorCode = ConsoleFault["error"]["code"];

/** Refuses a question of the console's; the message is for the person who asked. */
export class ConsoleError extends Error {
  override readonly name = "ConsoleError";
  readonly code: ConsoleErrorCode;
  readonly field: string | undefined;

  constructor(code: ConsoleErrorCode, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
