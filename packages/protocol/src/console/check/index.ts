/**
 * The check of what the console's browser side sends. Apart from the contract, because it loads TypeBox's builders, which takes
 * 90 ms: a gateway whose console nobody opens never pays for them.
 */
import { Compile } from "typebox/schema";
import { type ConsoleRequestName, consoleRequests } from "../requests.ts";

const validators = new Map<ConsoleRequestName, ReturnType<typeof Compile>>();

/** Names field and rule; what was received is left out, because it may be a password. */
export type ConsoleViolation = { readonly field: string; readonly rule: string };

export function checkConsoleRequest(name: ConsoleRequestName, asked: unknown): ConsoleViolation | undefined {
  const validator = validators.get(name) ?? Compile(consoleRequests[name]);
  validators.set(name, validator);
  if (validator.Check(asked)) return undefined;
  const [, errors] = validator.Errors(asked);
  const [first] = errors;
  const field = first?.instancePath.slice(1).replaceAll("/", ".") ?? "";
  return { field, rule: first?.message ?? "is not as expected" };
}
