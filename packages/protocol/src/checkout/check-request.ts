/**
 * The check of what a browser sends. Apart from the main entry, because it loads TypeBox's builders, which takes 90 ms:
 * a gateway that serves only its API never pays for them.
 */
import { Compile } from "typebox/schema";
import { cardRequest, openRequest, stateRequest, submitRequest } from "./messages.ts";

const validators = {
  open: Compile(openRequest),
  card: Compile(cardRequest),
  submit: Compile(submitRequest),
  state: Compile(stateRequest),
};

export type CheckoutMessageName = keyof typeof validators;

/** Names field and rule. What was received is left out: it may be card data. */
export type CheckoutViolation = { readonly field: string; readonly rule: string };

export function checkCheckoutRequest(name: CheckoutMessageName, body: unknown): CheckoutViolation | undefined {
  const validator = validators[name];
  if (validator.Check(body)) return undefined;
  const [, errors] = validator.Errors(body);
  const [first] = errors;
  const field = first?.instancePath.slice(1).replaceAll("/", ".") ?? "";
  return { field: field === "" ? "the body" : field, rule: first?.message ?? "is not as expected" };
}
